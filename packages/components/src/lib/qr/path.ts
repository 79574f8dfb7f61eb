/** A square of dark and light modules. */
export interface QrMatrix {
  readonly size: number;
  readonly isDark: (row: number, column: number) => boolean;
}

/** All dark modules as the data of one SVG path: one closed bar for every run of a row. */
export function toPathData({ size, isDark }: QrMatrix): string {
  let data = '';
  for (let row = 0; row < size; row += 1) {
    let column = 0;
    while (column < size) {
      const start = column;
      while (column < size && isDark(row, column)) column += 1;
      const length = column - start;
      if (length > 0) data += `M${start} ${row}h${length}v1h-${length}z`;
      else column += 1;
    }
  }
  return data;
}
