/** Mitigations to choose from, grouped: first what this seat can carry out itself, then all the others by their kind. */
import type { MitigationOffer } from '../protocol';

export function offerKey(offer: { kind: string; target: string }): string {
  return `${offer.kind} ${offer.target}`;
}

export function grouped(offers: MitigationOffer[], seat: string): [string, MitigationOffer[]][] {
  const groups = new Map<string, MitigationOffer[]>();
  const mine = offers.filter((offer) => offer.people.includes(seat));
  if (mine.length) groups.set('You can carry out', mine);
  for (const offer of offers) {
    if (offer.people.includes(seat)) continue;
    groups.set(offer.kind_title, [...(groups.get(offer.kind_title) ?? []), offer]);
  }
  return [...groups];
}
