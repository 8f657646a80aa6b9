// @vitest-environment node
/** Promises of alerts in words: nothing is said twice, nothing is left out. */
import { expect, it } from 'vitest';
import { beyond, told } from './alert-words';

it('a rule that begins with its title is said once', () => {
  expect(told('Paying: success below 90 %', 'Paying: success below 90 % for 30 s')).toBe(
    'Paying: success below 90 % for 30 s',
  );
  expect(beyond('Paying: success below 90 %', 'Paying: success below 90 % for 30 s')).toBe('for 30 s');
});

it('a rule in other words stands after its title', () => {
  expect(told('Firewall test failing', 'Customer sites: success below 90 %')).toBe(
    'Firewall test failing. Customer sites: success below 90 %',
  );
  expect(beyond('Firewall test failing', 'Customer sites: success below 90 %')).toBe(
    'Customer sites: success below 90 %',
  );
});

it('a title alone is enough', () => {
  expect(told('Paying is slow', '')).toBe('Paying is slow');
  expect(beyond('Paying is slow', '')).toBe('');
});
