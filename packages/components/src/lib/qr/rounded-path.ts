import type { QrMatrix } from './path.ts';

/* Radii in modules: ends are soft but no dots, and modules flow into each other where they meet. */
const outerRadius = 7 / 16;
const innerRadius = 1 / 4;

/** Modules on a side of a finder, the three large squares by which scanners find a code. */
const finderSize = 7;

type Point = readonly [x: number, y: number];

interface Corner {
  readonly at: Point;
  /** Where the outline comes from, and where it goes on to: one module along x or y. */
  readonly from: Point;
  readonly to: Point;
}

/**
 * All dark modules as the data of one SVG path, with soft corners. Modules that touch stay one shape, because scanners
 * fail on separate dots; the finders stay squares, because scanners find the code by them.
 */
export function toRoundedPathData(matrix: QrMatrix): string {
  const far = matrix.size - finderSize;
  const finders = [finderAt(0, 0), finderAt(far, 0), finderAt(0, far)];
  return [...finders, ...traceOutlines(withoutFinders(matrix)).map(drawOutline)].join('');
}

/** A ring and its centre, of which only the outer corners are soft. */
function finderAt(x: number, y: number): string {
  return squareAt(x, y, 7) + `M${x + 1} ${y + 1}v5h5v-5z` + squareAt(x + 2, y + 2, 3);
}

function squareAt(x: number, y: number, size: number): string {
  const radius = size / 5;
  const side = size - 2 * radius;
  const turns = [
    `q${radius} 0 ${radius} ${radius}v${side}`,
    `q0 ${radius}-${radius} ${radius}h-${side}`,
    `q-${radius} 0-${radius}-${radius}v-${side}`,
    `q0-${radius} ${radius}-${radius}z`,
  ];
  return `M${x + radius} ${y}h${side}${turns.join('')}`;
}

function withoutFinders({ size, isDark }: QrMatrix): QrMatrix {
  const isNear = (place: number): boolean => place < finderSize;
  const isFar = (place: number): boolean => place >= size - finderSize;
  const isFinder = (row: number, column: number): boolean =>
    (isNear(row) && (isNear(column) || isFar(column))) || (isFar(row) && isNear(column));
  return { size, isDark: (row, column) => !isFinder(row, column) && isDark(row, column) };
}

/**
 * Walks around every dark region, with the dark on the right: clockwise around it, the other way around its holes.
 * Modules that touch by a corner alone are walked around one by one.
 */
function traceOutlines(matrix: QrMatrix): Corner[][] {
  const isDark = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < matrix.size && y < matrix.size && matrix.isDark(y, x);
  const walked = new Set<string>();
  const outlines: Corner[][] = [];
  for (let y = 0; y < matrix.size; y += 1) {
    for (let x = 0; x < matrix.size; x += 1) {
      // Every outline has an upper edge somewhere.
      if (isDark(x, y) && !isDark(x, y - 1) && !walked.has(`${x} ${y}`))
        outlines.push(walk([x, y], { isDark, walked }));
    }
  }
  return outlines;
}

interface Ground {
  readonly isDark: (x: number, y: number) => boolean;
  /** The modules whose upper edge is done. */
  readonly walked: Set<string>;
}

function walk(start: Point, { isDark, walked }: Ground): Corner[] {
  const corners: Corner[] = [];
  let at = start;
  let step: Point = [1, 0];
  do {
    if (step[0] === 1) walked.add(at.join(' '));
    at = [at[0] + step[0], at[1] + step[1]];
    const from = step;
    step = turn(at, from, isDark);
    if (step !== from) corners.push({ at, from, to: step });
  } while (at[0] !== start[0] || at[1] !== start[1] || step[0] !== 1);
  return corners;
}

/** Right around a corner of the dark, left into a nook of it, or straight on. */
function turn([x, y]: Point, from: Point, isDark: Ground['isDark']): Point {
  const right: Point = [-from[1], from[0]];
  const isDarkAhead = (side: 1 | -1): boolean =>
    isDark(x + (from[0] + side * right[0] - 1) / 2, y + (from[1] + side * right[1] - 1) / 2);
  if (!isDarkAhead(1)) return right;
  return isDarkAhead(-1) ? [from[1], -from[0]] : from;
}

function drawOutline(corners: readonly Corner[]): string {
  const [first] = corners;
  if (!first) return '';
  const start = moved(first.at, first.from, -radiusOf(first));
  const pieces = corners.map((corner, index) => {
    const next = corners[index + 1] ?? first;
    return drawCorner(corner) + drawEdge(corner, next);
  });
  return `M${start.join(' ')}${pieces.join('')}z`;
}

function drawCorner(corner: Corner): string {
  const radius = radiusOf(corner);
  const control = moved([0, 0], corner.from, radius);
  return `q${control.join(' ')} ${moved(control, corner.to, radius).join(' ')}`;
}

function drawEdge(corner: Corner, next: Corner): string {
  const [x, y] = corner.to;
  const span = x * (next.at[0] - corner.at[0]) + y * (next.at[1] - corner.at[1]);
  const length = span - radiusOf(corner) - radiusOf(next);
  if (length === 0) return '';
  return x === 0 ? `v${y * length}` : `h${x * length}`;
}

function radiusOf({ from, to }: Corner): number {
  return from[0] * to[1] > from[1] * to[0] ? outerRadius : innerRadius;
}

function moved([x, y]: Point, [stepX, stepY]: Point, distance: number): Point {
  return [x + stepX * distance, y + stepY * distance];
}
