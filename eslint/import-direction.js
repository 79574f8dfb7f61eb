import path from 'node:path';
import { guardedPackages, layers } from './layers.js';

const root = path.resolve(import.meta.dirname, '..');
const byLongestPath = [...layers].sort((a, b) => b.path.length - a.path.length);

/** Reports every import, export-from and `import()` that goes against the directions of layers.js. */
export const importDirection = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      forbidden: '{{from}} must not import {{to}} (eslint/layers.js).',
      typesOnly: '{{from}} may only `import type` from {{to}} (eslint/layers.js).',
    },
  },

  create(context) {
    const layer = layerOf(path.relative(root, context.filename));
    if (!layer?.imports) return {};

    const check = (node, { typeOnly }) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string') return;
      const target = targetOf(specifier, context.filename);
      if (target === undefined || target === layer.name || layer.imports.includes(target)) return;
      const typesAllowed = layer.types.includes(target);
      if (typesAllowed && typeOnly) return;
      context.report({
        node,
        messageId: typesAllowed ? 'typesOnly' : 'forbidden',
        data: { from: layer.name, to: target },
      });
    };

    return {
      ImportDeclaration: (node) => check(node, { typeOnly: node.importKind === 'type' }),
      ExportNamedDeclaration: (node) => check(node, { typeOnly: node.exportKind === 'type' }),
      ExportAllDeclaration: (node) => check(node, { typeOnly: node.exportKind === 'type' }),
      ImportExpression: (node) => check(node, { typeOnly: false }),
      TSImportType: (node) => check(node, { typeOnly: true }),
    };
  },
};

/** The name of the layer or guarded package that a specifier leads to, if it is one. */
function targetOf(specifier, importer) {
  if (specifier.startsWith('.')) {
    const target = path.resolve(path.dirname(importer), specifier);
    return layerOf(path.relative(root, target))?.name;
  }
  return guardedPackages
    .filter((name) => specifier === name || specifier.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function layerOf(file) {
  const place = file.split(path.sep).join('/');
  return byLongestPath.find(
    (layer) => place.startsWith(`${layer.path}/`) || place.startsWith(`${layer.path}.`),
  );
}
