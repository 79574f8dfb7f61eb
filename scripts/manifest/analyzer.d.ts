/* What we use of the analyzer, which has no types of its own for it. */

declare module '@custom-elements-manifest/analyzer/src/create.js' {
  import type { JavaScriptModule, Package } from 'custom-elements-manifest';
  import type { Node, SourceFile } from 'typescript';

  export interface Plugin {
    readonly name: string;
    readonly analyzePhase?: (view: { node: Node; moduleDoc: JavaScriptModule }) => void;
  }

  export function create(options: {
    modules: readonly SourceFile[];
    plugins: readonly Plugin[];
  }): Package;
}

declare module '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js' {
  import type { Plugin } from '@custom-elements-manifest/analyzer/src/create.js';

  export function litPlugin(): Plugin[];
}
