import { describe, expect, it } from 'vitest';
import { MARKERS, noteInWords, readNote, worthKeeping } from './note';

describe('a note as typed', () => {
  it('reads marker and sign from its first two strokes', () => {
    expect(readNote('3+ named Sam, five minutes')).toEqual({
      marker: 'B3',
      sign: '+',
      says: 'named Sam, five minutes',
      earlier: 0,
    });
    expect(readNote('6- page still green')).toMatchObject({
      marker: 'B6',
      sign: '-',
      says: 'page still green',
    });
    expect(readNote('2 asks what users see')).toMatchObject({
      marker: 'B2',
      sign: '',
      says: 'asks what users see',
    });
  });

  it('is dated back 30 s by each comma in front', () => {
    expect(readNote(',,3+ closed the loop')).toMatchObject({
      marker: 'B3',
      earlier: 60,
      says: 'closed the loop',
    });
    expect(readNote(', quiet room')).toMatchObject({ marker: '', earlier: 30, says: 'quiet room' });
  });

  it('keeps numbers that are words of the note', () => {
    for (const says of ['30 users asked', '2nd ask to Sam', '5% of payments', '8:15 went quiet', '9 of us'])
      expect(readNote(says)).toEqual({ marker: '', sign: '', says, earlier: 0 });
  });

  it('is worth keeping with words or with a marker alone', () => {
    expect(worthKeeping(readNote('4+'))).toBe(true);
    expect(worthKeeping(readNote('calm'))).toBe(true);
    expect(worthKeeping(readNote('  '))).toBe(false);
    expect(worthKeeping(readNote(',,'))).toBe(false);
  });

  it('says what will be kept while it is typed', () => {
    expect(noteInWords(readNote(',3+ x'))).toBe('B3+ Delegates in closed loops · 30 s ago');
    expect(noteInWords(readNote('only words'))).toBe('');
    expect(Object.keys(MARKERS)).toHaveLength(8);
  });
});
