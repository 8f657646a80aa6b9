/**
 * Notes in two strokes: `3+ named Sam, five minutes` is a note on marker B3 with a plus; each `,` in front dates it 30 s back.
 * What does not read as a stroke is words.
 */

export interface NoteDraft {
  marker: string;
  sign: string;
  says: string;
  /** Seconds before now. */
  earlier: number;
}

/** The behaviours that are looked for, by marker. */
export const MARKERS: Record<string, string> = {
  B1: 'Takes command, makes hats explicit',
  B2: 'Sizes up and declares',
  B3: 'Delegates in closed loops',
  B4: 'Stops the bleeding first, safely',
  B5: 'Keeps one shared picture',
  B6: 'Keeps the rhythm outside',
  B7: 'Seeks help, holds the line',
  B8: 'Verifies, closes, hands over',
};

export const BACK_STEP = 30;

export function readNote(typed: string): NoteDraft {
  const [, commas = '', digit = '', sign = '', says = ''] =
    /^\s*(,*)\s*(?:([1-8])(?![\w%.:])\s*([+\-–]?))?([\s\S]*)$/.exec(typed) ?? [];
  return {
    marker: digit ? `B${digit}` : '',
    sign: sign === '–' ? '-' : sign,
    says: says.trim(),
    earlier: commas.length * BACK_STEP,
  };
}

/** Whether there is something to keep. */
export function worthKeeping(note: NoteDraft): boolean {
  return note.says !== '' || note.marker !== '';
}

/** What will be kept, in words, shown while it is typed. */
export function noteInWords(note: NoteDraft): string {
  const parts = [
    note.marker && `${note.marker}${note.sign === '-' ? '–' : note.sign} ${MARKERS[note.marker]}`,
    note.earlier > 0 && `${note.earlier} s ago`,
  ];
  return parts.filter(Boolean).join(' · ');
}
