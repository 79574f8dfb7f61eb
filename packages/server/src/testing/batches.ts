/** How many requests are under way at once. */
const batchSize = 50;

/** Does something so many times, a batch at once. */
export async function inBatches<Value>(
  times: number,
  make: (index: number) => Promise<Value>,
): Promise<Value[]> {
  const made: Value[] = [];
  for (let start = 0; start < times; start += batchSize) {
    const length = Math.min(batchSize, times - start);
    made.push(...(await Promise.all(Array.from({ length }, (_, index) => make(start + index)))));
  }
  return made;
}

/** An address for each of 65,536, none of which says anything about another. */
export function addressOf(index: number) {
  return { 'x-forwarded-for': `198.18.${Math.floor(index / 256)}.${index % 256}` };
}
