/* Error correction over the field of 256 elements with the polynomial 0x11D (ISO/IEC 18004:2015 §7.5.2). */

/** The error correction codewords of a block. */
export function correctErrors(data: readonly number[], length: number): number[] {
  const generator = makeGenerator(length);
  let remainder = new Array<number>(length).fill(0);
  for (const codeword of data) {
    const [first = 0, ...others] = remainder;
    const shifted = [...others, 0];
    remainder = shifted.map(
      (each, index) => each ^ multiply(generator[index] ?? 0, codeword ^ first),
    );
  }
  return remainder;
}

/** The coefficients of (x - 2^0)(x - 2^1)..., from the second on: the first is 1. */
function makeGenerator(degree: number): number[] {
  let product = [1];
  for (let factor = 0, root = 1; factor < degree; factor += 1) {
    const shifted = [...product, 0];
    const [currentRoot, before] = [root, product];
    product = shifted.map((each, index) => each ^ multiply(before[index - 1] ?? 0, currentRoot));
    root = multiply(root, 2);
  }
  return product.slice(1);
}

function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> bit) & 1) * a;
  }
  return product;
}
