import type {
  ClassDeclaration,
  ClassMethod,
  CustomElementDeclaration,
  CustomElementField,
  Package,
} from 'custom-elements-manifest';

/** An element of a manifest, with the path of the module that registers it. */
export interface ManifestElement extends CustomElementDeclaration {
  readonly tagName: string;
  readonly modulePath: string;
}

export function elementsOf({ modules }: Package): ManifestElement[] {
  return modules.flatMap(({ path, declarations = [] }) =>
    declarations.flatMap((declaration) =>
      declaration.kind === 'class' && 'tagName' in declaration && declaration.tagName !== undefined
        ? [{ ...declaration, tagName: declaration.tagName, modulePath: path }]
        : [],
    ),
  );
}

export function classesOf({ modules }: Package): ClassDeclaration[] {
  return modules.flatMap(({ declarations = [] }) =>
    declarations.filter((declaration) => declaration.kind === 'class'),
  );
}

export function fieldsOf({
  members = [],
}: Pick<ClassDeclaration, 'members'>): CustomElementField[] {
  return members.filter((member) => member.kind === 'field');
}

export function methodsOf({ members = [] }: Pick<ClassDeclaration, 'members'>): ClassMethod[] {
  return members.filter((member) => member.kind === 'method');
}
