import { describe, expect, it } from 'vitest';
import type { Voice } from '../../protocol';
import { EXPECTS, inOrder, PALETTE, speaker } from './palette';

const voice = (person: string, kind: string): Voice => ({
  person,
  name: person,
  says_who: '',
  kind,
  suggestions: [],
});

describe('the palette', () => {
  it('puts an inject in the mouth of the most fitting person there is', () => {
    const executive = PALETTE.find((entry) => entry.id === 'executive')!;
    expect(speaker(executive, [voice('sam', 'responder'), voice('leo', 'executive')])).toBe('leo');
    expect(speaker(executive, [voice('sam', 'responder'), voice('ana', 'approver')])).toBe('ana');
    expect(speaker(executive, [voice('sam', 'responder')])).toBe('sam');
    expect(speaker(executive, [])).toBe('');
  });

  it('offers stakeholders before responders, and whoever has a person last', () => {
    const voices = [voice('sam', 'responder'), voice('leo', 'executive'), voice('priya', 'responder')];
    expect(inOrder(voices, new Set(['sam'])).map((one) => one.person)).toEqual(['leo', 'priya', 'sam']);
  });

  it('hopes only for what the scenario language knows', () => {
    const known = new Set(EXPECTS.map(([id]) => id));
    for (const entry of PALETTE) expect(known).toContain(entry.expects);
    expect(new Set(PALETTE.map((entry) => entry.id)).size).toBe(PALETTE.length);
  });
});
