import { describe, expect, it } from 'vitest';
import type { Clock, TraineeNow } from '../../protocol';
import { nextThing } from './next';

const clock: Clock = {
  state: 'running',
  at: 100,
  rate: 1,
  utc: '2026-03-02T10:00:00Z',
  minutes: 20,
  pause: '',
  steered: false,
  jump_to: null,
  jumped: 0,
};
const trainee: TraineeNow = {
  silent_for: 10,
  last_act: 'declared',
  tags: [],
  suggestion: 'Nothing is missing. Let them work.',
  hint_level: 2,
  hint_says: 'There is a page.',
  hint_asked: false,
  offer: false,
  ladder: [],
};
const kim = { id: 'r1', name: 'Kim' };
const free = { id: 'ic', title: 'Incident Commander' };

describe('the next best thing', () => {
  it('is to leave people alone when nothing is missing, with nothing to accept', () => {
    const thing = nextThing({ clock, trainee, waiting: [], free });
    expect(thing).toEqual({ says: 'Nothing is missing. Let them work.', label: '' });
  });

  it('offers the hint after a long silence', () => {
    const thing = nextThing({ clock, trainee: { ...trainee, offer: true }, waiting: [], free });
    expect(thing.accept).toEqual({
      kind: 'command',
      name: 'GiveHint',
      args: { level: 2, says: 'There is a page.' },
    });
  });

  it('puts a trainee who asked for help before everything else', () => {
    const asked = { ...trainee, hint_asked: true };
    const thing = nextThing({ clock: { ...clock, state: 'paused' }, trainee: asked, waiting: [kim], free });
    expect(thing.accept).toMatchObject({ name: 'GiveHint' });
  });

  it('lets somebody in before it goes on after a pause', () => {
    const paused: Clock = { ...clock, state: 'paused', pause: 'time-out' };
    expect(nextThing({ clock: paused, trainee, waiting: [kim], free }).accept).toEqual({
      kind: 'seat',
      request: 'r1',
      seat: 'ic',
    });
    expect(nextThing({ clock: paused, trainee, waiting: [], free }).accept).toMatchObject({
      name: 'ResumeDrill',
    });
  });

  it('seats nobody by itself when no seat is free', () => {
    expect(nextThing({ clock, trainee, waiting: [kim], free: undefined }).accept).toBeUndefined();
  });
});
