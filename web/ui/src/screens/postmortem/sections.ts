/** The sections people write, what they are called, and how two texts of the same postmortem are joined. Counterpart: simulator/debrief/written.py. */
import type { Written } from '../../protocol';

export type Section = keyof Written;

export const SECTIONS: Record<Section, string> = {
  title: 'Title',
  owner: 'Owner',
  summary: 'Summary',
  notes: 'Notes in the timeline',
  absent: 'Instants that never came',
  factors: 'Contributing factors',
  sense: 'How it made sense at the time',
  went_well: 'What went well',
  lucky: 'Where we were lucky',
  actions: 'Action items',
  external: 'External message',
  tags: 'Tags',
  audience: 'Who reads it',
};

export const ORDER = Object.keys(SECTIONS) as Section[];

/** Where a finding's section stands on the page. */
export function anchor(section: string): string {
  if (section === 'notes' || section === 'absent') return 'timeline';
  if (section === 'owner') return 'title';
  if (section === 'audience') return 'tags';
  return section;
}

export interface Clash {
  section: Section;
  mine: Written[Section];
  theirs: Written[Section];
}

export function same(one: unknown, two: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(two);
}

/**
 * Joins two texts that began with the same one, section by section: whoever changed a section has it. Where both changed the same one
 * differently, mine stands for now and the section is named.
 */
export function join(base: Written, mine: Written, theirs: Written): { joined: Written; clashes: Clash[] } {
  const joined: Record<string, unknown> = { ...theirs };
  const clashes: Clash[] = [];
  for (const section of ORDER) {
    const iChanged = !same(base[section], mine[section]);
    const theyChanged = !same(base[section], theirs[section]);
    if (!iChanged || same(mine[section], theirs[section])) continue;
    joined[section] = mine[section];
    if (theyChanged) clashes.push({ section, mine: mine[section], theirs: theirs[section] });
  }
  return { joined: joined as unknown as Written, clashes };
}

/** Both texts one after the other: nothing is lost, somebody reads it over. Short fields that hold one thing take both as well. */
const ONE_LINE: Section[] = ['title', 'owner', 'tags', 'audience'];

export function both<S extends Section>(theirs: Written[S], mine: Written[S], section?: S): Written[S] {
  const between = section && ONE_LINE.includes(section) ? ', ' : '\n';
  if (Array.isArray(theirs) && Array.isArray(mine)) {
    const known = theirs as unknown[];
    return [
      ...known,
      ...(mine as unknown[]).filter((one) => !known.some((two) => same(one, two))),
    ] as Written[S];
  }
  return `${theirs as string}${between}${mine as string}`.trim() as Written[S];
}

/** A section as plain text, to be read beside another. */
export function asText(value: Written[Section]): string {
  if (typeof value === 'string') return value || '(empty)';
  const lines = value.map((one) =>
    Object.values(one)
      .filter((part) => part !== '' && part !== 0 && part !== false)
      .join(' · '),
  );
  return lines.join('\n') || '(empty)';
}
