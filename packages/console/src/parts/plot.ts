import UPlot from 'uplot';
import { formatDay, formatHour, formatNumber } from '../logic/formats.ts';

const heightPx = 180;
const hourSeconds = 3600;
const daySeconds = 86_400;

export interface PlotOptions {
  /** What it is drawn in, and as wide as; its text colour is that of the axes. */
  readonly place: HTMLElement;
  /** For each line, an element of its colour. */
  readonly marks: readonly Element[];
  /** Times in seconds since the epoch, then the numbers of each line. */
  readonly columns: readonly (readonly number[])[];
  readonly unit: 'hour' | 'day';
  readonly onPoint: (index: number | undefined) => void;
}

/** Lines over time, drawn anew when the place changes its size, or the page its colours. */
export class Plot {
  readonly #plot: UPlot;
  readonly #resizing: ResizeObserver;
  readonly #schemes = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
    matchMedia(query),
  );
  readonly #redraw = (): void => this.#plot.redraw();

  constructor(options: PlotOptions) {
    const { place, columns } = options;
    const data = columns as unknown as UPlot.AlignedData;
    this.#plot = new UPlot(toPlotOptions(options), data, place);
    this.#resizing = new ResizeObserver(() => {
      const width = place.clientWidth;
      if (width > 0) this.#plot.setSize({ width, height: heightPx });
    });
    this.#resizing.observe(place);
    for (const scheme of this.#schemes) scheme.addEventListener('change', this.#redraw);
  }

  end(): void {
    this.#resizing.disconnect();
    for (const scheme of this.#schemes) scheme.removeEventListener('change', this.#redraw);
    this.#plot.destroy();
  }
}

function toPlotOptions({ place, marks, unit, onPoint }: PlotOptions): UPlot.Options {
  const colorOf = (element: Element) => () => getComputedStyle(element).color;
  const axisColor = colorOf(place);
  const grid = { stroke: axisColor, width: 0.25 };
  const font = `12px ${getComputedStyle(place).fontFamily}`;
  const format = unit === 'hour' ? formatHour : formatDay;
  const incrs =
    unit === 'hour'
      ? [1, 2, 3, 6, 12].map((count) => count * hourSeconds)
      : [1, 2, 5, 7, 14].map((count) => count * daySeconds);
  return {
    width: Math.max(place.clientWidth, 200),
    height: heightPx,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { y: { range: (_plot, _least, most) => [0, Math.max(most, 4)] } },
    axes: [
      {
        stroke: axisColor,
        grid,
        ticks: grid,
        font,
        incrs,
        space: 90,
        size: 28,
        values: (_plot, times) => times.map((time) => format(time * 1000)),
      },
      {
        stroke: axisColor,
        grid,
        ticks: grid,
        font,
        incrs: [1, 2, 5]
          .flatMap((step) => [0, 1, 2, 3, 4, 5, 6].map((power) => step * 10 ** power))
          .sort((one, other) => one - other),
        values: (_plot, counts) => counts.map(formatNumber),
      },
    ],
    series: [
      {},
      ...marks.map((mark, index) => ({
        stroke: colorOf(mark),
        width: 2,
        points: { show: false },
        // Not by colour alone.
        ...(index > 0 && { dash: [6, 4] }),
      })),
    ],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
  };
}
