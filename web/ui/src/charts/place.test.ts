import { expect, test } from 'vitest';
import { place } from './place';

test('labels that would cover each other go into rows of their own, and all stay inside the line', () => {
  const placed = place([0.02, 0.05, 0.5, 0.99], 0.15);
  expect(placed.map((label) => label.row)).toEqual([0, 1, 0, 0]);
  expect(placed.map((label) => label.align)).toEqual(['start', 'start', 'center', 'end']);
  for (const label of placed) {
    expect(label.left).toBeGreaterThanOrEqual(0);
    expect(label.left + 0.15).toBeLessThanOrEqual(1 + 1e-9);
  }
});

test('a third label at the same place goes into a third row, and a row is used again where it is free', () => {
  expect(place([0.3, 0.3, 0.3, 0.6], 0.2).map((label) => label.row)).toEqual([0, 1, 2, 0]);
});
