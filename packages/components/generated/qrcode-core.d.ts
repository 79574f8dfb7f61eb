/** The matrix core of the package `qrcode` (MIT), made by scripts/bundle-qrcode.mjs. */
export interface QrSymbol {
  readonly modules: { readonly size: number; get(row: number, column: number): number };
}

export declare function create(
  text: string,
  options?: { readonly errorCorrectionLevel?: 'L' | 'M' | 'Q' | 'H' },
): QrSymbol;
