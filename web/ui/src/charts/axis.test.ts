import { expect, test } from 'vitest';
import { ticks } from './axis';

test('ticks stand on round minutes of the fiction’s clock, whenever StartEx was', () => {
  const found = ticks(0, 720, '2026-03-05T10:00:30Z');
  expect(found.map((tick) => tick.says)).toEqual(['10:02', '10:04', '10:06', '10:08', '10:10', '10:12']);
  expect(found[0]!.x).toBeCloseTo(90 / 720);
});

test('a long drill has no more ticks than asked for', () => {
  for (const minutes of [5, 40, 180, 3000])
    expect(ticks(0, minutes * 60, '2019-07-02T13:00:00Z', 7).length).toBeLessThanOrEqual(7);
});
