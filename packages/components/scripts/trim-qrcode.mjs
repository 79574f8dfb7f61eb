/**
 * Trims the modules of `qrcode`'s core to what draws a text as bytes at level M: simple CommonJS becomes ES modules, of
 * which a bundler leaves out what nobody calls, the tables keep level M alone, and questions with one answer go.
 * Everything here must find what it changes, so that another version of the package cannot be trimmed by half.
 */
import levels from 'qrcode/lib/core/error-correction-level.js';
import errorCorrection from 'qrcode/lib/core/error-correction-code.js';

const versions = Array.from({ length: 40 }, (_, index) => index + 1);
const level = levels.M;

/** Modules that are one function with a prototype. */
const classes = ['bit-buffer', 'bit-matrix', 'byte-data', 'reed-solomon-encoder'];

/** Guards against what the core does not ask of itself. */
const guard = /^ *if \([^\n]*\) (?:\{\n *)?throw new Error\((?:'[^\n]*)\)\n(?: *\}\n)?/gm;

const guarded = ['bit-matrix', 'galois-field', 'mode', 'reed-solomon-encoder', 'utils', 'version'];

const edits = {
  'bit-buffer': [[/ {2}get: function[^]*?\n {2}\},\n/, '']],
  'byte-data': [
    [/ {2}if \(typeof \(data\) === 'string'\) \{\n([^\n]*\n)[^]*?\n {2}\}\n/, '$1'],
    ['ByteData.getBitsLength(this.data.length)', 'this.data.length * 8'],
    [/ByteData\.getBitsLength = function[^]*?\n\}\n/, ''],
    [/ByteData\.prototype\.getBitsLength = function[^]*?\n\}\n/, ''],
  ],
  'mask-pattern': [
    [/Object\.keys\(exports\.Patterns\)\.length/, '8'],
    [/exports\.Patterns\.PATTERN([01]{3})/g, (_, bits) => String(Number.parseInt(bits, 2))],
    [/\bPenaltyScores\.(N\d)\b/g, (_, name) => String({ N1: 3, N2: 3, N3: 40, N4: 10 }[name])],
    [/\n *default: throw new Error\([^\n]*/, ''],
  ],
  qrcode: [
    // `create` takes a text and nothing else.
    [/ {2}if \(typeof options !== 'undefined'\) \{\n[^]*?\n {2}\}\n/, ''],
    [/ {2}if \(typeof data === 'undefined'[^]*?\n {2}\}\n/, ''],
    [/function create \(data, options\)/, 'function create (data)'],
    [/ {2}let errorCorrectionLevel = ECLevel\.M\n {2}let version\n {2}let mask\n/, ''],
    ['createSymbol(data, version, errorCorrectionLevel, mask)', 'createSymbol(data)'],
    [
      'function createSymbol (data, version, errorCorrectionLevel, maskPattern) {',
      'function createSymbol (data) {\nconst errorCorrectionLevel = ECLevel.M',
    ],
    [
      / {2}let segments\n\n {2}if \(Array\.isArray[^]*?throw new Error\('Invalid data'\)\n {2}\}\n/,
      'const segments = Segments.fromString(data)',
    ],
    [/const bestVersion = /, 'const version = '],
    ['if (!bestVersion)', 'if (!version)'],
    [/ {2}if \(!version\) \{\n {4}version = bestVersion\n[^]*?\n {2}\}\n/, ''],
    [
      / {2}if \(isNaN\(maskPattern\)\) \{[^]*?maskPattern = ([^]*?)\n {2}\}\n/,
      'const maskPattern = $1',
    ],
    [/ {2}return \{\n {4}modules: modules,[^]*?\n {2}\}\n/, 'return { modules }'],
  ],
  'reed-solomon-encoder': [
    [/ {2}this\.genPoly = undefined\n[^]*?this\.initialize\(this\.degree\)\n\}\n/, ''],
    [/ReedSolomonEncoder\.prototype\.initialize = function initialize \(degree\) \{/, ''],
  ],
  version: [
    [/ {2}if \(typeof mode === 'undefined'\)[^\n]*\n/, ''],
    [/ {2}if \(mode === Mode\.MIXED\)[^\n]*\n/, ''],
    [/ {2}switch \(mode\) \{[^]*?default:\n([^\n]*)\n {2}\}\n/, '$1\n'],
    [/ {2}let seg\n\n[^]*? {2}\} else \{\n {4}seg = data\n {2}\}\n/, 'const [seg] = data'],
    [
      'getBestVersionForDataLength(seg.mode, seg.getLength(), ecl)',
      'getBestVersionForDataLength(seg.mode, seg.getLength(), errorCorrectionLevel)',
    ],
  ],
};

/** The tables of level M. The codewords are those of one block, which are the smaller numbers. */
function errorCorrectionCode() {
  const blocks = versions.map((version) => errorCorrection.getBlocksCount(version, level));
  const codewords = versions.map(
    (version, index) => errorCorrection.getTotalCodewordsCount(version, level) / blocks[index],
  );
  return `
    const blocks = ${JSON.stringify(blocks)};
    const codewords = ${JSON.stringify(codewords)};
    export function getBlocksCount(version) { return blocks[version - 1]; }
    export function getTotalCodewordsCount(version) {
      return blocks[version - 1] * codewords[version - 1];
    }
  `;
}

const replacements = {
  'error-correction-code': errorCorrectionCode,
  'error-correction-level': () => `export const M = ${JSON.stringify(level)};`,
};

/** What a module of the core becomes. */
export function trimQrcode(name, source) {
  if (replacements[name]) return replacements[name]();
  let code = source;
  const change = (from, to) => {
    const changed = code.replace(from, to);
    if (changed === code) throw new Error(`qrcode/lib/core/${name}.js does not have ${from}`);
    code = changed;
  };
  if (guarded.includes(name)) change(guard, '');
  for (const [from, to] of edits[name] ?? []) change(from, to);
  return toEsModule(code);
}

function toEsModule(source) {
  return source
    .replaceAll(/^const (\w+) = require\('\.\/([\w-]+)'\)$/gm, (_, local, from) =>
      classes.includes(from)
        ? `import ${local} from './${from}'`
        : `import * as ${local} from './${from}'`,
    )
    .replaceAll(/^const (\w+) = require\('(\.\/[\w-]+)'\)\.\1$/gm, "import { $1 } from '$2'")
    .replaceAll(/^exports\.(\w+) = function(?: \w+)? \(/gm, 'export function $1 (')
    .replaceAll(/^exports\.(\w+) = /gm, 'export const $1 = ')
    .replaceAll(/\bmodule\.exports = /g, 'export default ')
    .replaceAll(/\bexports\./g, '');
}
