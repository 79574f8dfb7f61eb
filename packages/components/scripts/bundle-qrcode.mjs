/**
 * Makes generated/qrcode-core.js: the matrix core of `qrcode`, which is CommonJS, as one ES module. Nothing of its
 * renderers comes along, nor of the modes for digits, capitals and kanji. The declaration beside it says only what
 * we use.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { trimQrcode } from './trim-qrcode.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = `${root}generated`;

const declaration = `/** The matrix core of the package \`qrcode\` (MIT), made by scripts/bundle-qrcode.mjs. */
export interface QrSymbol {
  readonly modules: { readonly size: number; get(row: number, column: number): number };
}

/** The symbol of a text, as bytes, at the level of these two bits (ISO/IEC 18004, table 12). */
export declare function create(text: string, levelBits: number): QrSymbol;
`;

const oracleDeclaration = `import type { QrSymbol } from './qrcode-core.js';

/** The whole matrix core of the package \`qrcode\` (MIT), made by scripts/bundle-qrcode.mjs for the tests. */
export declare function create(
  segments: readonly { readonly data: Uint8Array; readonly mode: 'byte' }[],
  options: { readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' },
): QrSymbol;
`;

/** Leaves out what only other modes than bytes need. */
function withBytesOnly() {
  return {
    name: 'bytes-only',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === './segments' && importer?.includes('/qrcode/lib/core/')
        ? fileURLToPath(new URL('byte-segments.mjs', import.meta.url))
        : undefined,
    transform: (code, id) => {
      const [, name] = /\/qrcode\/lib\/core\/([\w-]+)\.js$/.exec(id) ?? [];
      return name && { code: trimQrcode(name, code), map: null, moduleSideEffects: false };
    },
  };
}

/** Bundles the core into one file. */
async function bundle(fileName, plugins) {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins,
    build: {
      outDir,
      emptyOutDir: false,
      minify: false,
      target: 'es2022',
      lib: {
        entry: 'scripts/qrcode-core.entry.mjs',
        formats: ['es'],
        fileName: () => `${fileName}.js`,
      },
    },
  });
}

await rm(outDir, { recursive: true, force: true });
await mkdir(outDir, { recursive: true });
await bundle('qrcode-core', [withBytesOnly()]);
await writeFile(`${outDir}/qrcode-core.d.ts`, declaration);

// The untouched core, which the tests compare the trimmed one with. It is not published.
await bundle('qrcode-oracle', []);
await writeFile(`${outDir}/qrcode-oracle.d.ts`, oracleDeclaration);
