import { expect, test } from 'vitest';
import type { MitigationOffer } from '../protocol';
import { grouped } from './offers';

test('what this seat can carry out comes first and stands in no other group', () => {
  const offer = (kind: string, people: string[]): MitigationOffer => ({
    kind,
    kind_title: kind,
    target: 'shop',
    title: kind,
    variants: ['safe'],
    says: '',
    people,
    parts: [],
  });
  const groups = grouped(
    [offer('restart', ['priya']), offer('roll-back', ['sam', 'priya']), offer('drain', [])],
    'sam',
  );
  expect(groups.map(([title, offers]) => [title, offers.map((one) => one.kind)])).toEqual([
    ['You can carry out', ['roll-back']],
    ['restart', ['restart']],
    ['drain', ['drain']],
  ]);
});
