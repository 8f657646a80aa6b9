import { expect, test } from 'vitest';
import { laneWords, stretches } from './stretches';

test('moves become stretches up to the end, in order of time', () => {
  const moves = [
    { at: 0, sev: '' },
    { at: 200, sev: 'SEV1' },
    { at: 100, sev: 'SEV2' },
  ];
  expect(stretches(moves, 300)).toEqual([
    { from: 0, to: 100, sev: '' },
    { from: 100, to: 200, sev: 'SEV2' },
    { from: 200, to: 300, sev: 'SEV1' },
  ]);
});

test('the later of two moves of one second counts, neighbours alike are one, and nothing lies outside the drill', () => {
  const moves = [
    { at: -60, sev: 'SEV3' },
    { at: 100, sev: 'SEV1' },
    { at: 100, sev: 'SEV3' },
    { at: 400, sev: 'SEV1' },
  ];
  expect(stretches(moves, 300)).toEqual([{ from: 0, to: 300, sev: 'SEV3' }]);
});

test('a lane is told in the fiction’s time, or in the words for none', () => {
  const start = '2026-03-05T10:00:00Z';
  expect(laneWords([{ from: 60, to: 600, sev: 'SEV2' }], start, 'none')).toBe('SEV2 from 10:01 to 10:10');
  expect(laneWords([{ from: 0, to: 600, sev: '' }], start, 'nothing was declared')).toBe(
    'nothing was declared',
  );
});
