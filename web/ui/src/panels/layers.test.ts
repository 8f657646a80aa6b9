// @vitest-environment node
/** Promises of the picture of boxes: callers above, the called below, every box once. */
import { expect, it } from 'vitest';
import { layers } from './layers';

const box = (id: string, ...calls: string[]) => ({ id, calls });
const ids = (rows: { id: string }[][]) => rows.map((row) => row.map((one) => one.id));

it('whoever is called stands below everybody who calls it', () => {
  const rows = layers([
    box('basket'),
    box('shop', 'basket', 'checkout'),
    box('checkout', 'basket', 'provider'),
    box('provider'),
  ]);
  expect(ids(rows)).toEqual([['shop'], ['checkout'], ['basket', 'provider']]);
});

it('a long way down counts, not the short one', () => {
  const rows = layers([box('a', 'd', 'b'), box('b', 'c'), box('c', 'd'), box('d')]);
  expect(ids(rows)).toEqual([['a'], ['b'], ['c'], ['d']]);
});

it('boxes that call nobody we know stand in the first row', () => {
  expect(ids(layers([box('a', 'outside'), box('b')]))).toEqual([['a', 'b']]);
});

it('no boxes are no rows', () => expect(layers([])).toEqual([]));

it('ends, with every box once, even if calls went in a circle', () => {
  const rows = layers([box('a', 'b'), box('b', 'c'), box('c', 'a')]);
  expect(ids(rows).flat().sort()).toEqual(['a', 'b', 'c']);
});
