/** How a run with one change is read beside the drill itself. */

/** What a change makes of a number: less, more, or the same, as it is written. */
export function difference(mine: number, theirs: number, words: (value: number) => string): string {
  if (words(mine) === words(theirs)) return 'the same';
  return theirs < mine ? `−${words(mine - theirs)}` : `+${words(theirs - mine)}`;
}

/** That some commands had nothing to apply to any more; nothing where all had. */
export function dropped(count: number): string {
  if (!count) return '';
  return `${count} command${count === 1 ? '' : 's'} did not apply any more (somebody was busy, or nobody had asked).`;
}
