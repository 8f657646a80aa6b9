/** Numbers and times as people read them. Not translation: the drill speaks one language. */

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

export function count(value: number): string {
  return WHOLE.format(value);
}

/** Three digits are all that two runs of a model can be told apart by. */
export function rounded(value: number): string {
  return count(Number(value.toPrecision(3)));
}

const TENTHS = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** An amount in its own unit: 1,230,000; below ten with one decimal. */
export function quantity(value: number): string {
  return (Math.abs(value) < 10 ? TENTHS : WHOLE).format(value);
}

/** A share 0..1 with the digits that matter: 81 %, 99.2 %, 99.95 %. */
export function share(value: number): string {
  const percent = value * 100;
  if (percent >= 99.995) return '100%';
  if (percent >= 99.9) return `${percent.toFixed(2)}%`;
  return percent >= 90 ? `${percent.toFixed(1)}%` : `${percent.toFixed(0)}%`;
}

/** A burn rate: 190x, 5.2x. */
export function burn(value: number): string {
  return value >= 10 ? `${WHOLE.format(value)}×` : `${value.toFixed(1)}×`;
}

/** Milliseconds as read on a tile: 240 ms, 1.8 s. */
export function millis(value: number): string {
  return value < 1000 ? `${WHOLE.format(value)} ms` : `${(value / 1000).toFixed(value < 10_000 ? 1 : 0)} s`;
}

/** A span in seconds as a clock: 4:05, 1:02:09; negative ones carry a sign. */
export function clock(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  const h = Math.floor(whole / 3600);
  const m = Math.floor((whole % 3600) / 60);
  const two = (n: number) => String(n).padStart(2, '0');
  const text = h ? `${h}:${two(m)}:${two(whole % 60)}` : `${m}:${two(whole % 60)}`;
  return Math.trunc(seconds) < 0 ? `−${text}` : text;
}

/** A span in words, coarse: 40 s, 4 min, 3 h 46 min, 5 days. */
export function span(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  const minutes = Math.round(s / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) {
    const m = minutes % 60;
    const h = (minutes - m) / 60;
    return m ? `${h} h ${m} min` : `${h} h`;
  }
  return `${Math.round(s / 86_400)} days`;
}

/** How long ago, in words. */
export function ago(seconds: number): string {
  return seconds < 5 ? 'just now' : `${span(seconds)} ago`;
}

/** A drill second as the clock of the fiction; `start` is the ISO instant of StartEx. */
export function utc(start: string, at: number, withSeconds = false): string {
  const instant = new Date(Date.parse(start) + at * 1000);
  if (Number.isNaN(instant.getTime())) return '--:--';
  return instant.toISOString().slice(11, withSeconds ? 19 : 16);
}

/** Small words in a sentence: "a, b and c". */
export function list(items: string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
