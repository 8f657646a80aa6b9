import { describe, expect, it } from 'vitest';
import type { DebriefCard, MarkerLine } from '../../protocol';
import { byTheme, draftOf, missing, same, wayTo } from './debrief';

const card = (id: string, theme: string) => ({ id, theme }) as DebriefCard;
const markers = [{ id: 'B4', title: 'Stops the bleeding first, safely' }] as MarkerLine[];

describe('the debrief', () => {
  it('groups cards by theme in the order in which they come, not by the clock', () => {
    const themes = byTheme([card('a', 'B4'), card('b', 'B8'), card('c', 'B4')], markers);
    expect(themes.map((t) => [t.title, t.cards.map((c) => c.id)])).toEqual([
      ['Stops the bleeding first, safely', ['a', 'c']],
      ['B8', ['b']],
    ]);
  });

  it('asks for a moment with a 1 and a 4, and for nothing else', () => {
    for (const rating of [0, 2, 3]) expect(missing({ rating, says: '', moment: null })).toBe('');
    for (const rating of [1, 4]) {
      expect(missing({ rating, says: '', moment: null })).toContain('moment');
      expect(missing({ rating, says: '', moment: 0 })).toBe('');
    }
    expect(missing(draftOf(null))).not.toBe('');
  });

  it('knows a draft that says no more than what is kept', () => {
    const kept = { rating: 3, says: 'Named Sam.', moment: null, sealed: true, was: null };
    expect(same(draftOf(kept), { rating: 3, says: 'Named Sam. ', moment: null })).toBe(true);
    expect(same(draftOf(kept), { rating: 2, says: 'Named Sam.', moment: null })).toBe(false);
  });

  it('leads to the screen as it was where there is one, else to the timeline', () => {
    expect(wayTo('/d/x/ic', 754, 12, true)).toBe('/d/x/ic/replay#t=754');
    expect(wayTo('/d/x/ic', 754, 12, false)).toBe('/d/x/ic/scorecard#fact-12');
    expect(wayTo('/d/x/ic', 754, 0, false)).toBe('');
  });
});
