/** What the debrief's panels share: grades in words, ways to a moment, cards by theme. */
import { AFTER } from '../../after';
import type { DebriefCard, MarkerLine, RatingLine } from '../../protocol';
import type { Tone } from '../../severity';

export const GRADES: Record<string, { says: string; tone: Tone }> = {
  P: { says: 'achieved', tone: 'well' },
  S: { says: 'achieved, and it could be better', tone: 'accent' },
  M: { says: 'achieved, and it hurt something else', tone: 'sev2' },
  U: { says: 'not achieved', tone: 'sev3' },
};

const REPLAY = AFTER.some((page) => page.path === 'replay');

/** Where a moment can be looked at again: on the screen as it was, else in the timeline of the scorecard; "" when nowhere. */
export function wayTo(seat: string, at: number, fact = 0, replay = REPLAY): string {
  if (replay) return `${seat}/replay#t=${at}`;
  return fact ? `${seat}/scorecard#fact-${fact}` : '';
}

/** A second try begins on the screen as it was; "" while there is none. */
export function secondTry(seat: string, at: number, replay = REPLAY): string {
  return replay ? `${seat}/replay#t=${at}` : '';
}

export interface Theme {
  id: string;
  title: string;
  cards: DebriefCard[];
}

/** Cards by the behaviour they are about, in the order in which the first of each comes. */
export function byTheme(cards: DebriefCard[], markers: MarkerLine[]): Theme[] {
  const themes: Theme[] = [];
  for (const card of cards) {
    const found = themes.find((theme) => theme.id === card.theme);
    if (found) found.cards.push(card);
    else
      themes.push({
        id: card.theme,
        title: markers.find((m) => m.id === card.theme)?.title ?? card.theme,
        cards: [card],
      });
  }
  return themes;
}

/** A rating as drafted on the form; what is kept is a `RatingLine`. */
export interface Draft {
  rating: number | null;
  says: string;
  moment: number | null;
}

export function draftOf(kept: RatingLine | null | undefined): Draft {
  return { rating: kept?.rating ?? null, says: kept?.says ?? '', moment: kept?.moment ?? null };
}

/** What is still missing before a draft can be kept, in words; "" when nothing is. */
export function missing(draft: Draft): string {
  if (draft.rating === null) return 'Choose one of the five.';
  if ((draft.rating === 1 || draft.rating === 4) && draft.moment === null)
    return 'A 1 or a 4 stands on a moment. Choose the one it was seen at.';
  return '';
}

export function same(a: Draft, b: Draft): boolean {
  return a.rating === b.rating && a.says.trim() === b.says.trim() && a.moment === b.moment;
}
