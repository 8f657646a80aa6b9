/** Labels below marks on a line, moved into further rows where they would cover each other. */

export interface Placed {
  /** Left edge of the label, 0..1. */
  left: number;
  row: number;
  /** Which of its edges stands at the mark; in the middle of the line it is centred below it. */
  align: 'start' | 'center' | 'end';
}

/** For each mark at `x` (0..1, in rising order) a place for a label `width` wide (0..1) that stays inside the line. */
export function place(xs: number[], width: number): Placed[] {
  const ends: number[] = [];
  return xs.map((x) => {
    const align = x < width / 2 ? 'start' : x > 1 - width / 2 ? 'end' : 'center';
    const left = align === 'start' ? x : align === 'end' ? x - width : x - width / 2;
    let row = ends.findIndex((end) => end <= left + 1e-9);
    if (row < 0) row = ends.length;
    ends[row] = left + width;
    return { left, row, align };
  });
}
