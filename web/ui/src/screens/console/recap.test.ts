import { describe, expect, it } from 'vitest';
import type { FeedItem, GameMasterView } from '../../protocol';
import { recap } from './recap';

type Told = Parameters<typeof recap>[0];
const quiet = {
  clock: { utc: '2026-03-02T10:00:00Z' },
  truth: { sev_true: '', harm: 0, faults: [], works: [] },
  incident: { sev: '' },
  board: { tasks: [], mitigations: [], promises: [], questions: [] },
  msel: { lines: [] },
} as unknown as GameMasterView;

const line = (kind: FeedItem['kind'], at: number, says: string): FeedItem => ({
  n: at,
  at,
  kind,
  who: 'ic',
  name: 'Kim',
  title: '',
  says,
  card: null,
  to_ic: false,
  question: '',
  unseen: false,
  medium: '',
  line: '',
});

describe('the recap', () => {
  it('is one calm line while nothing has happened', () => {
    expect(recap(quiet, [], 60)).toEqual(['All is well, and nothing is declared.']);
  });

  it('says in five lines how bad, why, what was decided, who is on what, and what comes', () => {
    const busy = {
      ...quiet,
      truth: {
        ...quiet.truth,
        sev_true: 'SEV1',
        harm: 4120,
        faults: [{ id: 'x', says: 'rounding throws: errors 32%', state: 'active' }],
        works: [{ order: 'roll-back checkout', title: 'Roll back: Checkout', state: 'known' }],
      },
      incident: { sev: 'SEV2' },
      board: {
        tasks: [{ name: 'Sam', says: 'Checkout, errors', state: 'working', due: 200 }],
        mitigations: [],
        promises: [{ audience: 'public', due: 900 }],
        questions: [{ name: 'Leo' }],
      },
      msel: { lines: [{ state: 'pending', due: 360, who: 'Mia', trigger: '' }] },
    } as unknown as Told;
    expect(recap(busy, [line('talk', 90, 'hello'), line('decision', 120, 'SEV2 declared.')], 240)).toEqual([
      'Truly SEV1, declared SEV2; 4,120 user-minutes of harm so far.',
      'Because of rounding throws. Works: Roll back: Checkout (proposed).',
      '10:02 Kim: SEV2 declared.',
      'Sam is on Checkout, errors, past the time box and Leo waits for an answer.',
      'Next: public update at 10:15 and Mia in 2 min.',
    ]);
  });
});
