// @vitest-environment jsdom
/** Promises of the drill store: dense numbers, epochs, the clock between messages, and what is said of commands. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DrillStore, spoken } from './drill.svelte';
import type { Clock, FeedItem, Point } from './protocol';
import { HandWire, synced } from './testing/wire';

interface View {
  clock: Clock;
  board: { hats: string[] };
}

const clock = (more: Partial<Clock> = {}): Clock => ({
  state: 'running',
  at: 100,
  rate: 1,
  utc: '2026-03-05T10:00:00Z',
  minutes: 12,
  pause: '',
  steered: false,
  jump_to: null,
  jumped: 0,
  ...more,
});
const line = (n: number): FeedItem => ({
  n,
  at: n,
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
});
const point = (n: number, signal = 'pay.success', value: number | null = n / 10): Point => ({
  n,
  signal,
  at: n * 5,
  value,
});
const says = (store: DrillStore<View>) => store.channel.map((one) => one.says);

function held(): DrillStore<View> {
  const store = new DrillStore<View>();
  store.synced(
    synced({
      v: 3,
      set: { clock: clock(), board: { hats: ['ic'] } },
      feed: [line(1), line(2)],
      samples: [point(1), point(2)],
    }),
  );
  return store;
}

describe('views', () => {
  it('take over only the sections that are told, and keep the others as they were', () => {
    const store = held();
    const board = store.sections.board;
    expect(store.view({ epoch: 'one', v: 4, set: { clock: clock({ at: 160 }) } })).toBe(true);
    expect(store.sections.clock?.at).toBe(160);
    expect(store.sections.board).toBe(board);
    expect(store.version).toBe(4);
  });

  it('with a gap are refused and change nothing', () => {
    const store = held();
    expect(store.view({ epoch: 'one', v: 5, set: { clock: clock({ at: 999 }) } })).toBe(false);
    expect(store.sections.clock?.at).toBe(100);
    expect(store.version).toBe(3);
  });

  it('told twice, or older than what is held, are passed over in peace', () => {
    const store = held();
    expect(store.view({ epoch: 'one', v: 3, set: { clock: clock({ at: 1 }) } })).toBe(true);
    expect(store.view({ epoch: 'one', v: 2, set: { clock: clock({ at: 1 }) } })).toBe(true);
    expect(store.sections.clock?.at).toBe(100);
  });

  it('of another epoch are refused even when their number would follow', () => {
    const store = held();
    expect(store.view({ epoch: 'two', v: 4, set: { clock: clock({ at: 1 }) } })).toBe(false);
    expect(store.sections.clock?.at).toBe(100);
  });
});

describe('the feed and the samples', () => {
  it('grow by what is new, once, when messages overlap', () => {
    const store = held();
    expect(store.feed({ items: [line(2), line(3)] })).toBe(true);
    expect(store.feed({ items: [line(3)] })).toBe(true);
    expect(says(store)).toEqual(['line 1', 'line 2', 'line 3']);
    expect(store.samples({ points: [point(2), point(3)] })).toBe(true);
    expect(store.series('pay.success')).toEqual({ at: [5, 10, 15], value: [0.1, 0.2, 0.3] });
  });

  it('with a gap are refused and change nothing', () => {
    const store = held();
    expect(store.feed({ items: [line(4)] })).toBe(false);
    expect(store.samples({ points: [point(4)] })).toBe(false);
    expect(says(store)).toHaveLength(2);
    expect(store.series('pay.success').at).toHaveLength(2);
    expect(store.cursors()).toEqual({ epoch: 'one', view: 3, feed: 2, samples: 2 });
  });

  it('an answer to sync carries on from what is held', () => {
    const store = held();
    store.synced(synced({ v: 9, set: { clock: clock() }, feed: [line(3)], samples: [point(3)] }));
    expect(says(store)).toEqual(['line 1', 'line 2', 'line 3']);
    expect(store.sections.board).toEqual({ hats: ['ic'] });
    expect(store.cursors()).toEqual({ epoch: 'one', view: 9, feed: 3, samples: 3 });
  });

  it('series are kept apart by signal, and nothing measured stays nothing', () => {
    const store = held();
    store.samples({ points: [point(3, 'edge.rate', null)] });
    expect(store.series('edge.rate')).toEqual({ at: [15], value: [null] });
    expect(store.series('nobody.knows')).toEqual({ at: [], value: [] });
  });

  it('charts are told of new points, and not of points told twice', () => {
    const store = held();
    const before = store.sampled;
    store.samples({ points: [point(1)] });
    expect(store.sampled).toBe(before);
    store.samples({ points: [point(3)] });
    expect(store.sampled).toBe(before + 1);
  });
});

describe('an epoch', () => {
  it('that is new makes everything of the old one forgotten before the new is taken', () => {
    const store = held();
    store.synced(synced({ epoch: 'two', v: 1, set: { clock: clock({ at: 0 }) }, feed: [line(1)] }));
    expect(says(store)).toEqual(['line 1']);
    expect(store.sections.board).toBeUndefined();
    expect(store.series('pay.success').at).toEqual([]);
    expect(store.cursors()).toEqual({ epoch: 'two', view: 1, feed: 1, samples: 0 });
  });

  it('a fresh store holds nothing and says so with zeros', () => {
    const store = new DrillStore<View>();
    expect(store.cursors()).toEqual({ epoch: '', view: 0, feed: 0, samples: 0 });
    expect(store.ready).toBe(false);
  });
});

describe('the clock between messages', () => {
  beforeEach(() => {
    vi.spyOn(performance, 'now').mockReturnValue(1_000);
  });
  afterEach(() => vi.restoreAllMocks());

  function running(more: Partial<Clock>): DrillStore<View> {
    const store = new DrillStore<View>();
    store.link('live', '');
    store.synced(synced({ set: { clock: clock(more) } }));
    return store;
  }

  it.each([
    { rate: 1, after: 7_900, at: 107 },
    { rate: 2, after: 7_900, at: 115 },
    { rate: 0.5, after: 7_900, at: 103 },
    { rate: 4, after: 0, at: 100 },
  ])('goes on at rate $rate: $after ms later it is $at', ({ rate, after, at }) => {
    const store = running({ rate });
    store.tick(1_000 + after);
    expect(store.now).toBe(at);
  });

  it.each(['prepared', 'paused', 'skipping', 'ended', 'revealed'] as const)('stands while %s', (state) => {
    const store = running({ state });
    store.tick(60_000);
    expect(store.now).toBe(100);
  });

  it('stands on a stale screen: nobody knows what time it is there', () => {
    const store = running({});
    store.tick(5_000);
    expect(store.now).toBe(104);
    vi.mocked(performance.now).mockReturnValue(7_000);
    store.link('stale', 'Connection lost.');
    store.tick(9_000);
    expect(store.now).toBe(104);
  });

  it('starts anew with a new epoch, also earlier than it was', () => {
    const store = running({});
    store.tick(60_000);
    store.synced(synced({ epoch: 'two', set: { clock: clock({ state: 'paused', at: 90 }) } }));
    expect(store.now).toBe(90);
  });

  it('starts from what was last told when it goes on after a pause', () => {
    const store = running({ state: 'paused', at: 130 });
    vi.mocked(performance.now).mockReturnValue(500_000);
    store.view({ epoch: 'one', v: 2, set: { clock: clock({ at: 130 }) } });
    store.tick(502_000);
    expect(store.now).toBe(132);
  });
});

describe('what is said of commands', () => {
  let wire: HandWire;
  let store: DrillStore<View>;

  beforeEach(async () => {
    vi.useFakeTimers();
    sessionStorage.clear();
    wire = new HandWire();
    store = new DrillStore<View>();
    store.open({ drill: 'd', seat: 'ic', ticket: 't' }, wire);
    await wire.up();
    await wire.last('sync').answer(synced({ v: 5, set: { clock: clock() } }));
  });
  afterEach(() => {
    store.close();
    vi.useRealTimers();
  });

  it('a command carries the number of the view it was chosen on', async () => {
    void store.command('OpenChanges');
    expect(wire.commands[0]).toMatchObject({ name: 'OpenChanges', args: {}, seen: 5 });
    await wire.tell('view', { epoch: 'one', v: 6, set: {} });
    void store.command('OpenChanges');
    expect(wire.commands[1]?.seen).toBe(6);
  });

  it.each([
    {
      answer: { status: 'refused', code: 'x', says: 'It runs already.', try_instead: 'Wait for it.' },
      notice: ['It runs already.', 'Wait for it.'],
    },
    {
      answer: { status: 'conflict', says: 'Another game master was faster.' },
      notice: ['Another game master was faster.', ''],
    },
    { answer: { status: 'not-saved', says: 'The disk is full.' }, notice: ['The disk is full.', ''] },
  ])('a no is shown with its way on: $answer.status', async ({ answer, notice }) => {
    const asked = store.command('OrderMitigation');
    await wire.last('cmd').answer(answer);
    await asked;
    expect(store.notices.map((one) => [one.tone, one.says, one.more])).toEqual([['warn', ...notice]]);
  });

  it('a yes is silent: the screen itself shows it', async () => {
    const asked = store.command('OpenTiles');
    await wire.last('cmd').answer({ status: 'accepted' });
    await asked;
    expect(store.notices).toEqual([]);
  });

  it('a quiet command shows no notice, but its caller gets the answer', async () => {
    const asked = store.command('OpenTiles', {}, true);
    await wire.last('cmd').answer({ status: 'conflict', says: 'no' });
    expect(await asked).toEqual({ status: 'conflict', says: 'no' });
    expect(store.notices).toEqual([]);
  });

  it('what was chosen while the line was down is not sent, and a notice says so', async () => {
    await wire.down();
    await store.command('DeclareIncident', { sev: 'SEV1' });
    expect(store.notices[0]?.says).toContain('Nothing was sent');
    await wire.up();
    await wire.last('sync').answer(synced({ v: 6 }));
    expect(wire.commands).toEqual([]);
  });

  it('what was under way before a reload is told of by name', async () => {
    void store.command('PostUpdate', { says: 'x' });
    store.close();
    wire = new HandWire();
    store = new DrillStore<View>();
    store.open({ drill: 'd', seat: 'ic', ticket: 't' }, wire);
    await wire.up();
    await wire.last('sync').answer(synced());
    await wire.last('cmd').answer({ status: 'accepted' });
    expect(store.notices.map((one) => [one.tone, one.says, one.more])).toEqual([
      ['well', 'Recorded.', 'post update'],
    ]);
  });

  it('notices go by themselves, or when dismissed; the same words are one notice; three at most', () => {
    for (const words of ['a', 'b', 'c', 'c', 'd']) store.notice('warn', words);
    expect(store.notices.map((one) => one.says)).toEqual(['b', 'c', 'd']);
    store.dismiss(store.notices[0]!.id);
    expect(store.notices.map((one) => one.says)).toEqual(['c', 'd']);
    vi.advanceTimersByTime(8_000);
    expect(store.notices).toEqual([]);
  });

  it('what everybody has to read is kept, and cleared by the next answer to sync', async () => {
    await wire.tell('banner', { says: 'Nothing is being recorded.' });
    expect(store.bannerText).toBe('Nothing is being recorded.');
    store.synced(synced({ v: 7 }));
    expect(store.bannerText).toBe('');
  });

  it('names of commands are said as one would say them', () => {
    expect(spoken('DeclareIncident')).toBe('declare incident');
    expect(spoken('Wait')).toBe('wait');
  });
});
