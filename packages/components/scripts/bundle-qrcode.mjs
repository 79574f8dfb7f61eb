/**
 * Makes generated/qrcode-core.js: the matrix core of `qrcode`, which is CommonJS, as one ES module. Nothing of its
 * renderers comes along, nor of the modes for digits, capitals and kanji. The declaration beside it says only what we use.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = `${root}generated`;

const declaration = `/** The matrix core of the package \`qrcode\` (MIT), made by scripts/bundle-qrcode.mjs. */
export interface QrSymbol {
  readonly modules: { readonly size: number; get(row: number, column: number): number };
}

export declare function create(
  text: string,
  options?: { readonly errorCorrectionLevel?: 'L' | 'M' | 'Q' | 'H' },
): QrSymbol;
`;

/** Leaves out what only other modes than bytes need. */
function withBytesOnly() {
  const replacements = {
    './segments': fileURLToPath(new URL('byte-segments.mjs', import.meta.url)),
    './regex': '\0no-regex',
  };
  return {
    name: 'bytes-only',
    enforce: 'pre',
    resolveId: (source, importer) =>
      importer?.includes('/qrcode/lib/core/') ? replacements[source] : undefined,
    load: (id) => (id === '\0no-regex' ? 'export {};' : undefined),
  };
}

await mkdir(outDir, { recursive: true });
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  plugins: [withBytesOnly()],
  build: {
    outDir,
    emptyOutDir: true,
    minify: false,
    target: 'es2022',
    lib: {
      entry: 'scripts/qrcode-core.entry.mjs',
      formats: ['es'],
      fileName: () => 'qrcode-core.js',
    },
  },
});
await writeFile(`${outDir}/qrcode-core.d.ts`, declaration);
