/** Fetches uPlot once for all charts, after the numbers are on screen: numbers first, curves a moment later. */
import type uPlot from 'uplot';
import { idle } from '../idle';

export type Plotter = typeof uPlot;

let fetched: Promise<Plotter> | undefined;

/** Rejects when it could not be fetched; asking again then tries again. */
export function plotter(): Promise<Plotter> {
  fetched ??= idle()
    .then(() => import('./plot'))
    .then((plot) => plot.default)
    .catch((error: unknown) => {
      fetched = undefined;
      throw error;
    });
  return fetched;
}
