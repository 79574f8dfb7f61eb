/** What the tests use of the core of the package `qrcode`, which declares no types. */
declare module 'qrcode/lib/core/qrcode.js' {
  interface QrSymbol {
    readonly modules: { readonly size: number; get(row: number, column: number): number };
  }

  export function create(
    segments: readonly { readonly data: Uint8Array; readonly mode: 'byte' }[],
    options: { readonly errorCorrectionLevel: 'M'; readonly maskPattern?: number },
  ): QrSymbol;
}
