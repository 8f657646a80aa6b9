import { expect, test } from 'vitest';
import type { Line } from '../../protocol';
import { gaps, grouped, harmBand, harmMarks, rows, steps, stripWords, value } from './reading';

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
  par: null,
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
    competent_low: null,
    competent_high: null,
  };
  expect(harmMarks(bar).map((mark) => mark.id)).toEqual(['ideal', 'you']);
  expect(harmBand(bar)).toBeUndefined();
});

test('the competent band lies on this drill’s scale, and never left of no harm at all', () => {
  const bar = {
    you: 140,
    nothing: 100,
    ideal: 10,
    as_it_happened: null,
    avoided: -44,
    horizon: 7200,
    says: '',
    unit: 'user-minutes',
    beside: [],
    competent_low: -4,
    competent_high: 28,
  };
  expect(harmBand(bar)).toEqual({ title: 'competent', low: 0, high: 28 });
  expect(harmMarks(bar).map((mark) => mark.id)).toEqual(['ideal', 'you', 'nothing']);
});

test('steps share one scale with their par; what was cut off by the end has no length of its own; the spanning times stand apart', () => {
  const par = { low: 50, high: null, says: 'par 0:50 or later (competent)' };
  const found = steps([
    line({ id: 'M1', value: 100 }),
    line({ id: 'M7', title: 'Time to resolve', value: 5000 }),
    line({ id: 'M3', value: 20, par }),
    line({ id: 'M6.decide', censored: true }),
    line({ id: 'M6.ready' }),
    line({ id: 'M8.public', unit: '%', value: 50 }),
  ]);
  expect(found.parts.map((step) => step.line.id)).toEqual(['M1', 'M3', 'M6.decide']);
  expect(found.whole.map((step) => step.line.id)).toEqual(['M7']);
  expect(found.parts[0]!.bar).toBeCloseTo(100 / 102);
  expect(found.parts[1]!.band!.from).toBeCloseTo(50 / 102);
  expect(found.parts[1]!.band!.to).toBe(1);
  expect(found.parts[2]!.bar).toBe(1);
  expect(found.whole[0]!.bar).toBeCloseTo(1 / 1.02);
});

test('every measure stands in exactly one group, also one that no group names', () => {
  const lines = ['M25', 'M1', 'M8.public', 'M24', 'M99', 'M25.meter.rows', 'M18', 'M14'].map((id) =>
    line({ id, owner: id === 'M25' ? 'users' : 'process' }),
  );
  const found = grouped([...lines, line({ id: 'loss', owner: 'users' })]);
  expect(found.map((group) => [group.title, group.lines.map((one) => one.id)])).toEqual([
    ['Time', ['M1']],
    ['Communication', ['M8.public']],
    ['Command', ['M99', 'M14']],
    ['Safety', ['M18']],
    ['Closing', ['M24']],
    ['Users', ['M25', 'M25.meter.rows', 'loss']],
  ]);
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
    { title: 'Detect', owner: 'monitoring', start: 120, end: 190, open: false, measure: 'M1' },
    { title: 'Mitigate', owner: 'process', start: 190, end: 400, open: true, measure: 'M5' },
  ];
  expect(stripWords(strip)).toBe('Detect 1:10 (monitoring), Mitigate 3:30 (process, still open at the end)');
});
