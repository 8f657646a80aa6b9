import { describe, expect, it } from 'vitest';
import type { CommanderView } from '../protocol';
import { boxes, known } from './handoff';

const view = {
  clock: { utc: '2026-03-06T21:00:00Z' },
  incident: { sev: 'SEV1', state: 'mitigated' },
  impact: { tiles: [{ title: 'Paying', success: 0.41, hurt: 2000 }] },
  board: {
    mitigations: [
      { title: 'Roll back: Checkout', state: 'done', name: 'Sam' },
      { title: 'Restart: Checkout', state: 'running', name: 'Priya' },
    ],
    tasks: [
      { says: 'Bank, errors', state: 'waiting', name: 'Bank desk' },
      { says: 'Checkout, CPU', state: 'reported', name: 'Sam' },
    ],
    hats: [
      { role: 'ic', name: 'the commander', state: 'worn' },
      { role: 'ops', name: '', state: 'empty' },
    ],
    promises: [{ audience: 'public', due: 600 }],
  },
  people: {
    lines: [
      { name: 'Sam', tired: 'very tired' },
      { name: 'Priya', tired: '' },
    ],
  },
} as unknown as CommanderView;

describe('what the board puts into a handoff', () => {
  it('fills all six boxes with what is known, each open thing with its owner', () => {
    expect(known(view)).toEqual({
      situation: 'SEV1, mitigated. Paying: 41% succeed, 2,000 users hurt',
      tried: 'Roll back: Checkout (done)',
      pending: 'Restart: Checkout: Priya\nBank, errors: Bank desk',
      holders: 'Commander: the commander',
      risks: 'Sam is very tired',
      promises: 'public update at 21:10 UTC',
    });
    expect(boxes.map((box) => box.id)).toEqual(Object.keys(known(view)));
  });

  it('leaves empty what nobody knows', () => {
    const quiet = { ...view, impact: { tiles: [] }, people: { lines: [] } } as unknown as CommanderView;
    expect(known(quiet)).toMatchObject({ situation: 'SEV1, mitigated', risks: '' });
  });
});
