/** Drill time as it was played: the hours of a jump take no room on the axis. Plain arithmetic, both ways. */

interface Jump {
  since: number;
  to: number;
}

/** How far along the played time a drill second lies; within a jump, where it began. */
export function played(at: number, jumps: Jump[]): number {
  let gone = 0;
  for (const jump of jumps) {
    if (at >= jump.to) gone += jump.to - jump.since;
    else if (at > jump.since) return jump.since - gone;
  }
  return at - gone;
}

/** The drill second at so much played time; where a jump lies there, the second it leads to. */
export function drillSecond(along: number, jumps: Jump[]): number {
  let at = along;
  for (const jump of jumps) if (at > jump.since) at += jump.to - jump.since;
  return at;
}

/** A decision and its place in the list. */
interface Dated {
  at: number;
}

/** The first of these that is still ahead at a second; -1 when none is. They are in the order of time. */
export function ahead(dated: Dated[], at: number): number {
  return dated.findIndex((one) => one.at > at);
}

/** `#t=754` as a drill second; undefined when it says nothing of the kind. */
export function secondOf(hash: string): number | undefined {
  const found = /^#t=(\d{1,7})$/.exec(hash);
  return found ? Number(found[1]) : undefined;
}
