// @vitest-environment node
/** Promises of the text alternative of charts: the value, where it is going, over how long. */
import { expect, it } from 'vitest';
import { spoken, type Spoken } from './words';

const percent = (value: number) => `${Math.round(value * 100)}%`;
const points = (difference: number) => `${Math.round(difference * 100)} points`;
const every5 = (values: (number | null)[], from = 0): Spoken => ({
  at: values.map((_, step) => from + step * 5),
  value: values,
});
const say = (series: Spoken) => spoken(series, percent, points);

it('a fall says from where to where within five minutes', () => {
  const falling = every5(Array.from({ length: 61 }, (_, step) => 0.87 - step * 0.001));
  expect(say(falling)).toBe('81%, falling 6 points in 5 min');
});

it('a rise says so', () => {
  expect(say({ at: [0, 60, 120], value: [0.5, 0.6, 0.7] })).toBe('70%, rising 20 points in 2 min');
});

it('what moves by less than is said is steady', () => {
  expect(say({ at: [0, 120], value: [0.812, 0.814] })).toBe('81%, steady over 2 min');
});

it('looks back five minutes and no further', () => {
  const long = { at: [0, 100, 700, 1_000], value: [0.1, 0.2, 0.9, 0.9] };
  expect(say(long)).toBe('90%, steady over 5 min');
});

it('passes over what was not measured at the start', () => {
  expect(say({ at: [0, 60, 120], value: [null, 0.5, 0.6] })).toBe('60%, rising 10 points in 1 min');
});

it('a first value is steady, over a minute at least', () => {
  expect(say({ at: [0], value: [0.5] })).toBe('50%, steady over 1 min');
});

it('nothing yet, and nothing measured now, are said as they are', () => {
  expect(say({ at: [], value: [] })).toBe('no values yet');
  expect(say({ at: [0, 5], value: [0.5, null] })).toBe('no value: nothing is being measured');
});
