/**
 * A Vite plugin: takes the white space and the comments out of `css`, `html` and `svg` templates, which a minifier of
 * JavaScript leaves as they are. In HTML, white space with a line break in it never means anything beside a tag.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import MagicString from 'magic-string';
import { parseAst } from 'rolldown/parseAst';

const tags = { css: minifyCss, html: minifyMarkup, svg: minifyMarkup };

export function minifyLiterals() {
  return {
    name: 'minify-literals',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('.ts') || !hasTemplates(code)) return null;
      const output = minifyTemplates(code, this.parse(code, { lang: 'ts' }));
      return { code: output.toString(), map: output.generateMap({ hires: true }) };
    },
  };
}

/** The same to the compiled modules of a folder, in place. */
export function minifyFolder(folder) {
  for (const file of globSync('**/*.js', { cwd: folder })) {
    const place = path.join(folder, file);
    const code = readFileSync(place, 'utf8');
    if (hasTemplates(code)) writeFileSync(place, minifyTemplates(code, parseAst(code)).toString());
  }
}

function hasTemplates(code) {
  return /\b(css|html|svg) ?`/.test(code);
}

function minifyTemplates(code, program) {
  const output = new MagicString(code);
  for (const { tag, quasi } of findTemplates(program)) {
    for (const { start, end } of quasi.quasis) {
      if (start === end) continue;
      const text = code.slice(start, end);
      output.overwrite(start, end, tags[tag.name](text));
    }
  }
  return output;
}

function findTemplates(node, found = []) {
  if (node === null || typeof node !== 'object') return found;
  if (node.type === 'TaggedTemplateExpression' && Object.hasOwn(tags, node.tag.name))
    found.push(node);
  for (const child of Object.values(node)) findTemplates(child, found);
  return found;
}

function minifyCss(text) {
  return text
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]|>(?!=)) ?/g, '$1')
    .replaceAll(/(?<=\() | (?=\))/g, '')
    .replaceAll(/(?<=[ (:,-])0(?=\.\d)/g, '')
    .replaceAll(/: (?=[^{}]*[;}])/g, ':')
    .replaceAll(/(?<=\([a-z-]+): /g, ':')
    .replaceAll(' !important', '!important')
    .replaceAll(';}', '}')
    .trim();
}

function minifyMarkup(text) {
  return text
    .replaceAll(/\s*\n\s*/g, '\n')
    .replaceAll(/(^|>)\n(?=<|$)/g, '$1')
    .replaceAll(/^\n(?=<)|(?<=>)\n$|^\n$/g, '')
    .replaceAll(/\n(?=\/?>)/g, '')
    .replaceAll('\n', ' ');
}
