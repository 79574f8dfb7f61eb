import { toPathData, type QrMatrix } from './path.ts';

/** What a code looks like: it is drawn in two opaque colours, as one path. */
export interface QrLook {
  readonly dark: string;
  readonly light: string;
  readonly shapeRendering: 'crispEdges' | 'auto';
  readonly toPathData: (matrix: QrMatrix) => string;
}

/** Near-black squares on white, which every scanner reads. */
export const plainLook: QrLook = {
  dark: '#14161a',
  light: '#fff',
  shapeRendering: 'crispEdges',
  toPathData,
};
