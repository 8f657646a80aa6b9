import { describe, expect, it } from 'vitest';
import { freeSeat, inThrees, titleOf, type SeatLink } from './table';

const seats = [
  { id: 'ic', title: 'Incident Commander' },
  { id: 'observer', title: 'Observer' },
  { id: 'sam', title: 'Sam, checkout' },
];
const link = (seat: string): SeatLink => ({ id: seat, seat, name: seat, browsers: 0, link: '' });

describe('the table', () => {
  it('reads a code out in threes', () => {
    expect(inThrees('ABCDEFGHJ')).toBe('ABC DEF GHJ');
    expect(inThrees('AB')).toBe('AB');
    expect(inThrees('')).toBe('');
  });

  it('offers command first, then a person nobody plays, then watching', () => {
    expect(freeSeat(seats, [])?.id).toBe('ic');
    expect(freeSeat(seats, [link('ic')])?.id).toBe('sam');
    expect(freeSeat(seats, [link('ic'), link('sam')])?.id).toBe('observer');
    expect(freeSeat([], [])).toBeUndefined();
  });

  it('names a seat it does not know by its id', () => {
    expect(titleOf(seats, 'sam')).toBe('Sam, checkout');
    expect(titleOf(seats, 'gone')).toBe('gone');
  });
});
