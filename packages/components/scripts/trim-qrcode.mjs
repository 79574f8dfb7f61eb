/**
 * Trims the modules of `qrcode`'s core to what draws a text as bytes: simple CommonJS becomes ES modules, of which a
 * bundler leaves out what nobody calls, tables become formulas where there are some, and questions with one answer go.
 * Everything here must find what it changes, so that another version of the package cannot be trimmed by half.
 */
import levels from 'qrcode/lib/core/error-correction-level.js';
import errorCorrection from 'qrcode/lib/core/error-correction-code.js';
import utils from 'qrcode/lib/core/utils.js';

const versions = Array.from({ length: 40 }, (_, index) => index + 1);

/** The levels in the order of their two bits (ISO/IEC 18004, table 12), by which the trimmed core names them. */
const levelNames = ['M', 'L', 'H', 'Q'];

/** Modules that are one function with a prototype. */
const classes = ['bit-buffer', 'bit-matrix', 'reed-solomon-encoder'];

/** Guards against what the core does not ask of itself. */
const guard = /^ *if \([^\n]*\) (?:\{\n *)?throw new Error\((?:'[^\n]*)\)\n(?: *\}\n)?/gm;

const guarded = ['bit-matrix', 'reed-solomon-encoder', 'utils', 'version'];

const edits = {
  'bit-buffer': [
    [/ {2}get: function[^]*?\n {2}\},\n/, ''],
    [/ {2}getLengthInBits: function[^]*?\n {2}\},\n/, ''],
  ],
  'mask-pattern': [
    [/Object\.keys\(exports\.Patterns\)\.length/, '8'],
    [/exports\.Patterns\.PATTERN([01]{3})/g, (_, bits) => String(Number.parseInt(bits, 2))],
    [/\bPenaltyScores\.(N\d)\b/g, (_, name) => String({ N1: 3, N2: 3, N3: 40, N4: 10 }[name])],
    [/\n *default: throw new Error\([^\n]*/, ''],
  ],
  'format-info': [['errorCorrectionLevel.bit', 'errorCorrectionLevel']],
  qrcode: [
    // `create` takes a text and the bits of a level.
    [/exports\.create = function[^]*/, 'exports.create = createSymbol'],
    [
      'function createSymbol (data, version, errorCorrectionLevel, maskPattern) {',
      'function createSymbol (data, errorCorrectionLevel) {',
    ],
    [
      / {2}let segments\n\n {2}if \(Array\.isArray[^]*?throw new Error\('Invalid data'\)\n {2}\}\n/,
      'const segments = Segments.fromString(data)',
    ],
    // In the mode of bytes, there is always room for the four bits of the end, and they fill a byte.
    [/if \(buffer\.getLengthInBits\(\) \+ 4 <= [^]*?\{\n([^\n]*)\n {2}\}/, '$1'],
    [/ {2}while \(buffer\.getLengthInBits\(\) % 8 !== 0\) \{\n[^]*?\n {2}\}\n/, ''],
    [/\bgetLengthInBits\(\)/g, 'length'],
    [/const bestVersion = /, 'const version = '],
    ['if (!bestVersion)', 'if (!version)'],
    ['The amount of data is too big to be stored in a QR Code', 'too big'],
    [
      /if \((\(r >= 0[^]*?c <= 4\))\) \{[^]*?\} else \{[^]*?\n {8}\}/,
      'matrix.set(row + r, col + c, $1, true)',
    ],
    [
      /if \((r === -2[^]*?c === 0\))\) \{[^]*?\} else \{[^]*?\n {8}\}/,
      'matrix.set(row + r, col + c, $1, true)',
    ],
    [/segments\.forEach\(function \(data\) \{([^]*?)\n {2}\}\)/, 'const [data] = segments$1'],
    [/ {2}if \(!version\) \{\n {4}version = bestVersion\n[^]*?\n {2}\}\n/, ''],
    [
      / {2}if \(isNaN\(maskPattern\)\) \{[^]*?maskPattern = ([^]*?)\n {2}\}\n/,
      'const maskPattern = $1',
    ],
    [/ {2}return \{\n {4}modules: modules,[^]*?\n {2}\}\n/, 'return { modules }'],
  ],
  'reed-solomon-encoder': [
    [/ {2}this\.genPoly = undefined\n[^]*?this\.initialize\(this\.degree\)\n\}\n/, ''],
    [/ {2}if \(start > 0\) \{\n([^]*?)\n {2}\}\n\n {2}return remainder\n/, '$1\n'],
    [/ReedSolomonEncoder\.prototype\.initialize = function initialize \(degree\) \{/, ''],
  ],
  utils: [
    [/const CODEWORDS_COUNT = \[[^]*?\]\n/, ''],
    [
      /exports\.getSymbolTotalCodewords = function[^]*?\n\}\n/,
      `exports.getSymbolTotalCodewords = ${countCodewords}\n`,
    ],
    [/ {2}let digit = 0\n[^]*? {2}return digit\n/, 'return 32 - Math.clz32(data)\n'],
  ],
  version: [
    [/ {2}if \(typeof mode === 'undefined'\)[^\n]*\n/, ''],
    [/ {2}if \(mode === Mode\.MIXED\)[^\n]*\n/, ''],
    [/ {2}switch \(mode\) \{[^]*?default:\n([^\n]*)\n {2}\}\n/, '$1\n'],
    [/function getBestVersionForDataLength [^]*?\n\}\n/, ''],
    [/function getReservedBitsCount [^]*?\n\}\n/, ''],
    ['getReservedBitsCount(mode, version)', '(Mode.getCharCountIndicator(mode, version) + 4)'],
    [
      /exports\.getBestVersionForData = [^]*?\n\}\n/,
      `exports.getBestVersionForData = function ([{ mode, getLength }], errorCorrectionLevel) {
        for (let version = 1; version <= 40; version++) {
          if (getLength() <= exports.getCapacity(version, errorCorrectionLevel, mode)) return version
        }
      }
      `,
    ],
  ],
};

/**
 * Codewords of one block: digits of base 36, version by version, level by level. How many blocks there are follows: each
 * level spends about the same share of a symbol on error correction, which `shares` say closely enough for all versions.
 */
function errorCorrectionCode() {
  const codewords = levelNames.flatMap((name) =>
    versions.map((version) => codewordsOfBlock(version, levels[name]).toString(36)),
  );
  checkFormulas();
  return `
    import { getSymbolTotalCodewords } from './utils'
    const codewords = '${codewords.join('')}'
    const shares = ${JSON.stringify(shares)}
    function codewordsOfBlock(version, level) {
      return parseInt(codewords[level * 40 + version - 1], 36)
    }
    export function getBlocksCount(version, level) {
      return Math.floor(
        (getSymbolTotalCodewords(version) * shares[level]) / codewordsOfBlock(version, level)
          + shares[level + 4]
      )
    }
    export function getTotalCodewordsCount(version, level) {
      return getBlocksCount(version, level) * codewordsOfBlock(version, level)
    }
  `;
}

/** What each level spends on error correction, then what is added before rounding down; in the order of `levelNames`. */
const shares = [0.37013, 0.198, 0.656, 0.55, 0.89, 0.8, 0.5, 0.5];

function codewordsOfBlock(version, level) {
  return (
    errorCorrection.getTotalCodewordsCount(version, level) /
    errorCorrection.getBlocksCount(version, level)
  );
}

function checkFormulas() {
  for (const version of versions) {
    if (countCodewords(version) !== utils.getSymbolTotalCodewords(version))
      throw new Error(`The formula is wrong about the codewords of version ${version}`);
  }
  for (const [index, name] of levelNames.entries()) {
    for (const version of versions) {
      const level = levels[name];
      const spent = utils.getSymbolTotalCodewords(version) * shares[index];
      const blocks = Math.floor(spent / codewordsOfBlock(version, level) + shares[index + 4]);
      if (blocks !== errorCorrection.getBlocksCount(version, level))
        throw new Error(`The shares are wrong about version ${version} at level ${name}`);
    }
  }
}

const replacements = {
  'error-correction-code': errorCorrectionCode,
  'galois-field': galoisField,
  mode: byteMode,
};

/** Products bit by bit instead of by tables of logarithms, which a symbol is too small to be worth. */
function galoisField() {
  return `
    export function mul(x, y) {
      let product = 0
      for (; y; y >>= 1) {
        if (y & 1) product ^= x
        x = (x << 1) ^ ((x >> 7) * 0x11d)
      }
      return product
    }
    export function exp(n) {
      return n ? mul(2, exp(n - 1)) : 1
    }
  `;
}

/** The mode of bytes, and the bits of its character count (ISO/IEC 18004, tables 2 and 3). */
function byteMode() {
  return `
    export const BYTE = { bit: 4 }
    export function getCharCountIndicator(mode, version) { return version < 10 ? 8 : 16 }
  `;
}

/** All modules that are no patterns and no information of format or version, by eight (ISO/IEC 18004, table 1). */
function countCodewords(version) {
  const patterns = Math.floor(version / 7) + 2;
  const alignmentModules = version > 1 ? (25 * patterns - 10) * patterns - 55 : 0;
  return ((16 * version + 128) * version + 64 - alignmentModules - (version > 6 ? 36 : 0)) >> 3;
}

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
    .replaceAll(/^exports\.(\w+) = function(?: \w+)? ?\(/gm, 'export function $1 (')
    .replaceAll(/^exports\.(\w+) = /gm, 'export const $1 = ')
    .replaceAll(/\bmodule\.exports = /g, 'export default ')
    .replaceAll(/\bexports\./g, '');
}
