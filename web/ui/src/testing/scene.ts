/** Pieces of a commander's view, as the server would send them; each test says what is different. */
import type { FeedItem, Incident, MatrixRow, Menu, PersonLine, StatusPage } from '../protocol';

export const START = '2026-03-05T10:00:00Z';

export function incident(more: Partial<Incident> = {}): Incident {
  return {
    state: 'quiet',
    sev: '',
    declared_at: null,
    changed_at: null,
    resolved_at: null,
    says: '',
    ...more,
  };
}

export function matrix(now = 'Paying: budget burns 190x, 68 % succeed'): MatrixRow[] {
  return [
    { sev: 'SEV1', criteria: 'A core journey burns 14 times too fast', now, holds: true },
    { sev: 'SEV2', criteria: 'A core journey burns 6 times too fast', now, holds: true },
    {
      sev: 'SEV3',
      criteria: 'A little worse than promised',
      now: 'Paying: worse than promised',
      holds: false,
    },
    { sev: 'SEV4', criteria: 'Cosmetic or internal only', now: '', holds: false },
  ];
}

export function person(id: string, more: Partial<PersonLine> = {}): PersonLine {
  const name = id[0]!.toUpperCase() + id.slice(1);
  return {
    id,
    name,
    says_who: 'checkout',
    kind: 'responder',
    state: 'here',
    human: false,
    doing: '',
    tired: '',
    ...more,
  };
}

export function menu(more: Partial<Menu> = {}): Menu {
  return {
    mitigations: [
      {
        kind: 'roll-back',
        kind_title: 'Roll back',
        target: 'checkout',
        title: 'Roll back: Checkout',
        variants: ['safe', 'fast'],
        says: 'Back to the version before.',
        people: ['sam', 'priya'],
        parts: [],
      },
      {
        kind: 'restart',
        kind_title: 'Restart',
        target: 'basket',
        title: 'Restart: Basket',
        variants: ['safe'],
        says: 'What is in memory is gone.',
        people: ['priya'],
        parts: ['east', 'far-west'],
      },
    ],
    targets: [
      { id: 'shop', title: 'Shop front' },
      { id: 'checkout', title: 'Checkout' },
    ],
    consoles: [{ id: 'checkout', title: 'Checkout' }],
    topics: [{ id: 'errors', title: 'Errors' }],
    roles: [],
    journeys: [{ id: 'pay', title: 'Paying' }],
    templates: [
      {
        id: 'declaring',
        audience: 'internal',
        title: 'Declaring',
        text: '{severity} declared. Users see: {what}. Next update at {time}.',
      },
      { id: 'nothing-new', audience: 'internal', title: 'Nothing new', text: 'Nothing new. Next at {time}.' },
      { id: 'looking', audience: 'public', title: 'Looking', text: 'We see {what} and are looking.' },
    ],
    runbooks: [],
    ...more,
  };
}

export function statusPage(more: Partial<StatusPage> = {}): StatusPage {
  return { components: [{ id: 'checkout', title: 'Checkout', state: 'operational' }], posts: [], ...more };
}

export function said(n: number, more: Partial<FeedItem> = {}): FeedItem {
  return {
    n,
    at: n * 60,
    kind: 'talk',
    who: 'sam',
    name: 'Sam',
    title: 'checkout',
    says: `line ${n}`,
    card: null,
    to_ic: false,
    question: '',
    unseen: false,
    medium: '',
    line: '',
    ...more,
  };
}
