import { expect, test } from 'vitest';
import { canText } from './can';

test('a card says condition, actions and needs in that order, each as a sentence', () => {
  expect(
    canText({ condition: 'Errors since 10:02 ', actions: 'reading logs', needs: 'a second pair of eyes!' }),
  ).toBe('Errors since 10:02. Actions: reading logs. Needs: a second pair of eyes!');
});

test('what was left empty is left out', () => {
  expect(canText({ condition: 'All calm.', actions: ' ', needs: '' })).toBe('All calm.');
  expect(canText({ condition: '', actions: '', needs: '' })).toBe('');
});
