// @vitest-environment node
/** Promises of severity on screen: never a colour alone. */
import { expect, it } from 'vitest';
import { meaning, SEVERITIES, shape, tone } from './severity';

it('each severity has a shape, a meaning and a tone of its own', () => {
  expect(SEVERITIES.map(shape)).toEqual(['◆', '▲', '●', '–']);
  expect(SEVERITIES.map(tone)).toEqual(['sev1', 'sev2', 'sev3', 'sev4']);
  expect(new Set(SEVERITIES.map(meaning)).size).toBe(4);
  for (const sev of SEVERITIES) expect(meaning(sev)).not.toBe('');
});

it('what is well has a tick, and what is not declared stays quiet', () => {
  expect([shape('well'), tone('well')]).toEqual(['✓', 'well']);
  expect([tone(''), meaning('')]).toEqual(['quiet', '']);
});
