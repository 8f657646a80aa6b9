import { expect, test } from 'vitest';
import type { Line } from '../../protocol';
import { gaps, harmMarks, rows, stripWords, value } from './reading';

const line = (more: Partial<Line>): Line => ({
  id: 'M1',
  title: 'Time to detect',
  owner: 'monitoring',
  value: null,
  unit: 's',
  says: '',
  censored: false,
  evidence: [],
  spans: [],
  hint: 0,
  hinted: false,
  ...more,
});

test('a gap is where the declared severity was milder than evident, before declaring too, and ends with the incident', () => {
  const evident = [
    { at: 0, sev: '' },
    { at: 100, sev: 'SEV1' },
    { at: 900, sev: 'SEV3' },
  ];
  const declared = [
    { at: 0, sev: '' },
    { at: 200, sev: 'SEV2' },
    { at: 300, sev: 'SEV1' },
    { at: 500, sev: '' },
  ];
  expect(gaps(evident, declared, 1000)).toEqual([
    { from: 100, to: 200, sev: 'SEV1' },
    { from: 200, to: 300, sev: 'SEV1' },
  ]);
});

test('a SEV3 that nobody declared is no gap, and declaring worse than evident is none either', () => {
  expect(gaps([{ at: 0, sev: 'SEV3' }], [{ at: 0, sev: '' }], 100)).toEqual([]);
  expect(gaps([{ at: 0, sev: 'SEV2' }], [{ at: 0, sev: 'SEV1' }], 100)).toEqual([]);
});

test('an incident that is opened again can be declared too mildly again', () => {
  const declared = [
    { at: 0, sev: 'SEV1' },
    { at: 100, sev: '' },
    { at: 200, sev: 'SEV2' },
  ];
  expect(gaps([{ at: 0, sev: 'SEV1' }], declared, 300)).toEqual([{ from: 200, to: 300, sev: 'SEV1' }]);
});

test('a reference run that is not ready has no mark', () => {
  const bar = {
    you: 10,
    nothing: null,
    ideal: 4,
    as_it_happened: null,
    avoided: null,
    horizon: 7200,
    says: '',
    unit: 'user-minutes',
    beside: [],
  };
  expect(harmMarks(bar).map((mark) => mark.id)).toEqual(['ideal', 'you']);
});

test('values carry their unit; what was cut off by the end says so, what does not apply is a dash', () => {
  expect(value(line({ value: 250 }))).toBe('4:10');
  expect(value(line({ value: 79.4, unit: '%' }))).toBe('79 %');
  expect(value(line({ value: -12, unit: '%' }))).toBe('-12 %');
  expect(value(line({ value: 12345.6, unit: 'user-minutes' }))).toBe('12,346');
  expect(value(line({ censored: true }))).toBe('still open');
  expect(value(line({}))).toBe('–');
});

test('moments of one instant share a row, truth stands with the drill, and what came after EndEx is marked', () => {
  const made = rows(
    [
      { at: 700, lane: 'history', says: 'Resolved', fact: 0 },
      { at: 60, lane: 'you', says: 'Page', fact: 3 },
      { at: 60, lane: 'truth', says: 'Fault', fact: 2 },
      { at: 60, lane: 'history', says: 'Paged', fact: 0 },
    ],
    600,
  );
  expect(
    made.map((row) => [row.at, row.drill.map((m) => m.says), row.history.map((m) => m.says), row.after]),
  ).toEqual([
    [60, ['Page', 'Fault'], ['Paged'], false],
    [700, [], ['Resolved'], true],
  ]);
});

test('the strip is a sentence with owners, and says what was still open', () => {
  const strip = [
    { title: 'Detect', owner: 'monitoring', start: 120, end: 190, open: false },
    { title: 'Mitigate', owner: 'process', start: 190, end: 400, open: true },
  ];
  expect(stripWords(strip)).toBe('Detect 1:10 (monitoring), Mitigate 3:30 (process, still open at the end)');
});
