/** The table: links, who is at the door, which seats there are. Counterpart: the table part of web/pages.py. */

export interface SeatLink {
  id: string;
  seat: string;
  name: string;
  /** How many browsers are open at the seat. */
  browsers: number;
  link: string;
}

export interface Asker {
  id: string;
  name: string;
}

export interface SeatChoice {
  id: string;
  title: string;
}

export interface TableData {
  code: string;
  links: SeatLink[];
  waiting: Asker[];
  seats: SeatChoice[];
}

/** A code as people read it to each other: in threes. */
export function inThrees(code: string): string {
  return code.match(/.{1,3}/g)?.join(' ') ?? code;
}

/** The seat a newcomer most likely takes: command while nobody holds it, then the first person nobody plays, then watching. */
export function freeSeat(seats: SeatChoice[], links: SeatLink[]): SeatChoice | undefined {
  const taken = new Set(links.map((link) => link.seat));
  return (
    seats.find((seat) => seat.id === 'ic' && !taken.has('ic')) ??
    seats.find((seat) => seat.id !== 'observer' && seat.id !== 'gm' && !taken.has(seat.id)) ??
    seats.find((seat) => seat.id === 'observer')
  );
}

export function titleOf(seats: SeatChoice[], id: string): string {
  return seats.find((seat) => seat.id === id)?.title ?? id;
}
