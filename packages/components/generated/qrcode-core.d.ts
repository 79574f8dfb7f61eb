/** The matrix core of the package `qrcode` (MIT), made by scripts/bundle-qrcode.mjs. */
export interface QrSymbol {
  readonly modules: { readonly size: number; get(row: number, column: number): number };
}

/** The symbol of a text, as bytes at level M. */
export declare function create(text: string): QrSymbol;
