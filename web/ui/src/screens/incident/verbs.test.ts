// @vitest-environment node
/** Promises of the commander's verbs. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { verbs } from './verbs';

it('no key and no name stands for two verbs', () => {
  expect(new Set(verbs.map((verb) => verb.key)).size).toBe(verbs.length);
  expect(new Set(verbs.map((verb) => verb.id)).size).toBe(verbs.length);
  expect(new Set(verbs.map((verb) => verb.title)).size).toBe(verbs.length);
});

it('declare is one key, in the bar, and stands for both declaring and changing severity', () => {
  const declare = verbs.find((verb) => verb.id === 'declare');
  expect(declare).toMatchObject({ key: 'D', bar: true, needs: ['DeclareIncident', 'ChangeSeverity'] });
});

it('every key is a single press a keyboard shows, with Shift at most', () => {
  for (const verb of verbs) expect(verb.key).toMatch(/^(⇧?[A-Z]|\?)$/);
});

it('every verb names commands that the simulator has; a misspelt one would leave its button dim for ever', () => {
  const python = readFileSync('../../simulator/record/commands.py', 'utf8');
  const commands = [...python.matchAll(/^class (\w+)\(Command\)/gm)].map((match) => match[1]);
  expect(commands).toContain('DeclareIncident');
  for (const verb of verbs) {
    expect(verb.needs).not.toEqual([]);
    for (const command of verb.needs) expect(commands).toContain(command);
  }
});
