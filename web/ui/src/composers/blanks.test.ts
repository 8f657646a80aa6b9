// @vitest-environment node
/** Promises of templates: what is empty stays visible, what is filled is the words as typed. */
import { describe, expect, it } from 'vitest';
import { blanks, complete, filled } from './blanks';

const TEXT = '{severity} declared. Users see: {what}. Next update at {time}. Again: {what}.';

it('blanks are named once each, in the order of the text', () => {
  expect(blanks(TEXT)).toEqual(['severity', 'what', 'time']);
  expect(blanks('No blanks, {NOT}, {not this}, {}.')).toEqual([]);
});

describe('filling', () => {
  it('puts the words in every place of their name, and leaves the others open', () => {
    expect(filled(TEXT, { severity: 'SEV1', what: 'errors at the till' })).toBe(
      'SEV1 declared. Users see: errors at the till. Next update at {time}. Again: errors at the till.',
    );
  });

  it('takes words as they are: spaces round them go, signs in them stay', () => {
    expect(filled('{what}', { what: '  $& costs {money} & <b> ' })).toBe('$& costs {money} & <b>');
  });

  it('a blank of spaces is still a blank', () => expect(filled('{what}', { what: '  ' })).toBe('{what}'));
});

it('is complete when nothing is open, and not before', () => {
  const all = { severity: 'SEV1', what: 'x', time: '10:20' };
  expect(complete(TEXT, all)).toBe(true);
  for (const name of Object.keys(all)) expect(complete(TEXT, { ...all, [name]: ' ' })).toBe(false);
  expect(complete('no blanks', {})).toBe(true);
});
