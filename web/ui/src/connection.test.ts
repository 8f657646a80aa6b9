/** Promises of the connection, with the line in the test's own hands and time pushed by hand. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection, newId, type Answer, type Link, type Listener } from './connection';
import type { FeedMessage, SamplesMessage, Sync, Synced, ViewMessage } from './protocol';
import { HandWire, settled, synced } from './testing/wire';

class Ear implements Listener {
  held: Sync = { epoch: '', view: 0, feed: 0, samples: 0 };
  follows = true;
  syncs: Synced[] = [];
  links: [Link, string][] = [];
  banners: string[] = [];
  tabs: boolean[] = [];
  late: [string, Answer][] = [];

  cursors = () => this.held;
  synced = (all: Synced) => void this.syncs.push(all);
  view = (_: ViewMessage) => this.follows;
  feed = (_: FeedMessage) => this.follows;
  samples = (_: SamplesMessage) => this.follows;
  banner = (says: string) => void this.banners.push(says);
  link = (state: Link, says: string) => void this.links.push([state, says]);
  otherTab = (open: boolean) => void this.tabs.push(open);
  settled = (name: string, answer: Answer) => void this.late.push([name, answer]);

  get now(): Link | undefined {
    return this.links.at(-1)?.[0];
  }
}

const door = { drill: 'd1', seat: 'ic', ticket: 't' };
let wire: HandWire;
let ear: Ear;
let connection: Connection;
const opened: Connection[] = [];

function dial(): Connection {
  wire = new HandWire();
  ear = new Ear();
  connection = new Connection(door, ear, wire);
  connection.open();
  opened.push(connection);
  return connection;
}

async function live(): Promise<Connection> {
  dial();
  await wire.up();
  await wire.last('sync').answer(synced());
  return connection;
}

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
});
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
  vi.useRealTimers();
});

describe('coming back', () => {
  it('asks with the cursors it holds, and is live only when the answer is there', async () => {
    dial();
    ear.held = { epoch: 'one', view: 7, feed: 3, samples: 40 };
    await wire.up();
    expect(wire.syncs).toEqual([{ epoch: 'one', view: 7, feed: 3, samples: 40 }]);
    expect(ear.links).toEqual([]);
    await wire.last('sync').answer(synced({ v: 9 }));
    expect(ear.syncs).toEqual([synced({ v: 9 })]);
    expect(ear.now).toBe('live');
  });

  it('asks again each time the line comes back, with what it holds by then', async () => {
    await live();
    await wire.down();
    expect(ear.now).toBe('stale');
    ear.held = { epoch: 'one', view: 12, feed: 4, samples: 50 };
    await wire.up();
    expect(wire.syncs.at(-1)).toEqual({ epoch: 'one', view: 12, feed: 4, samples: 50 });
    await wire.last('sync').answer(synced());
    expect(ear.now).toBe('live');
  });

  it('asks once at a time, however many reasons there are', async () => {
    dial();
    await wire.up();
    await connection.sync();
    await wire.tell('connect');
    expect(wire.syncs).toHaveLength(1);
  });

  it('says that the screen may be old when the answer to sync does not come', async () => {
    dial();
    await wire.up();
    await wire.last('sync').silence();
    expect(ear.now).toBe('stale');
    expect(connection.live).toBe(false);
  });

  it('says so while there is no line at the first try, and goes on trying in silence', async () => {
    dial();
    await wire.tell('connect_error', new Error('websocket error'));
    expect(ear.links).toEqual([['stale', 'No connection yet. Trying again.']]);
    await wire.tell('connect_error', new Error('websocket error'));
    expect(ear.links).toHaveLength(1);
  });

  it('asks when a running drill has been silent for longer than it ever is', async () => {
    await live();
    await vi.advanceTimersByTimeAsync(14_000);
    expect(wire.syncs).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(wire.syncs).toHaveLength(2);
  });

  it('does not ask for silence while something is heard', async () => {
    await live();
    for (let second = 0; second < 60; second += 5) {
      await vi.advanceTimersByTimeAsync(5_000);
      await wire.tell('view', { epoch: 'one', v: 2, set: {} });
    }
    expect(wire.syncs).toHaveLength(1);
  });
});

describe('numbers that do not follow', () => {
  it.each(['view', 'feed', 'samples'])(
    'asks for what is missing when a %s message leaves a gap',
    async (stream) => {
      await live();
      ear.follows = true;
      await wire.tell(stream, {});
      expect(wire.syncs).toHaveLength(1);
      ear.follows = false;
      await wire.tell(stream, {});
      expect(wire.syncs).toHaveLength(2);
    },
  );
});

describe('commands', () => {
  it('carry an id of their own, what was seen, and only arguments that were given', async () => {
    await live();
    void connection.command('DeclareIncident', { sev: 'SEV2', says: undefined }, 17);
    void connection.command('OpenChanges', {}, 17);
    const [first, second] = wire.commands;
    expect(first).toEqual({ id: first!.id, name: 'DeclareIncident', args: { sev: 'SEV2' }, seen: 17 });
    expect(first!.id).toMatch(/^[a-z0-9]{30}$/);
    expect(second!.id).not.toBe(first!.id);
  });

  it.each([
    { status: 'accepted' },
    { status: 'refused', code: 'no-page', says: 'No such page has reached you.', try_instead: '' },
    { status: 'conflict', says: 'Somebody else has just changed this.' },
    { status: 'not-saved', says: 'Nothing was recorded.' },
  ] as Answer[])('get the answer as the server gave it: $status', async (answer) => {
    await live();
    const asked = connection.command('AcknowledgePage', { alert: 'a' }, 1);
    await wire.last('cmd').answer(answer);
    expect(await asked).toEqual(answer);
    expect(sessionStorage.getItem('wheel.pending.d1.ic')).toBe('[]');
  });

  it('are not sent from a screen that is not live, and say so', async () => {
    dial();
    expect((await connection.command('OpenTiles', {}, 0)).status).toBe('not-sent');
    await wire.up();
    await wire.last('sync').answer(synced());
    await wire.down();
    const answer = await connection.command('OpenTiles', {}, 1);
    expect(answer).toMatchObject({
      status: 'not-sent',
      says: expect.stringContaining('Nothing was sent') as string,
    });
    await wire.up();
    await wire.last('sync').answer(synced());
    expect(wire.commands).toEqual([]);
  });

  it('under way when the line broke are asked about again under the same id, and answered once', async () => {
    await live();
    const asked = connection.command('OrderMitigation', { kind: 'roll-back' }, 3);
    const id = wire.commands[0]!.id;
    await wire.down();
    await wire.of('cmd')[0]!.silence();
    await wire.up();
    await wire.last('sync').answer(synced());
    expect(wire.commands.map((one) => one.id)).toEqual([id, id]);
    await wire.last('cmd').answer({ status: 'accepted' });
    expect(await asked).toEqual({ status: 'accepted' });
    expect(ear.late).toEqual([]);
  });

  it('asked about twice and answered twice are told of once', async () => {
    await live();
    const asked = connection.command('Wait', {}, 3);
    void connection.sync();
    await wire.last('sync').answer(synced());
    expect(wire.commands).toHaveLength(2);
    for (const one of wire.of('cmd')) await one.answer({ status: 'accepted' });
    expect(await asked).toEqual({ status: 'accepted' });
    expect(ear.late).toEqual([]);
  });

  it('without an answer on a line that stands are asked about again after a sync', async () => {
    await live();
    void connection.command('Wait', {}, 1);
    await wire.last('cmd').silence();
    expect(wire.syncs).toHaveLength(2);
    await wire.last('sync').answer(synced());
    expect(wire.commands).toHaveLength(2);
    expect(wire.commands[1]).toEqual(wire.commands[0]);
  });

  it('keep their id over a reload, and whoever reloaded is told how it went', async () => {
    await live();
    void connection.command('PostUpdate', { says: 'x' }, 5);
    const before = wire.commands[0];
    connection.close();

    await live();
    expect(wire.commands).toEqual([before]);
    await wire.last('cmd').answer({ status: 'accepted' });
    expect(ear.late).toEqual([['PostUpdate', { status: 'accepted' }]]);
    expect(sessionStorage.getItem('wheel.pending.d1.ic')).toBe('[]');
  });

  it('of another drill or seat are left alone after a reload', async () => {
    sessionStorage.setItem(
      'wheel.pending.d2.ic',
      JSON.stringify([{ id: 'elsewhere', name: 'Wait', args: {}, seen: 0, asked: Date.now() }]),
    );
    await live();
    expect(wire.commands).toEqual([]);
  });

  it('that stayed open for too long are given up aloud and never sent again', async () => {
    await live();
    const asked = connection.command('DeclareIncident', { sev: 'SEV1' }, 1);
    await wire.down();
    await wire.last('cmd').silence();
    await vi.advanceTimersByTimeAsync(31_000);
    await wire.up();
    await wire.last('sync').answer(synced());
    expect(wire.commands).toHaveLength(1);
    expect(await asked).toMatchObject({
      status: 'not-sent',
      says: expect.stringContaining('The line broke') as string,
    });
  });

  it('work where the browser keeps nothing, and where what it kept is broken', async () => {
    sessionStorage.setItem('wheel.pending.d1.ic', '{not json');
    await live();
    const refuse = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('quota');
    });
    const asked = connection.command('OpenTiles', {}, 1);
    await wire.last('cmd').answer({ status: 'accepted' });
    expect(await asked).toEqual({ status: 'accepted' });
    refuse.mockRestore();
  });
});

describe('the end of a seat', () => {
  it('is said once and for all when the seat was given to somebody else', async () => {
    await live();
    await wire.tell('gone', { says: 'This link was withdrawn.' });
    expect(ear.links.at(-1)).toEqual(['gone', 'This link was withdrawn.']);
    await wire.tell('disconnect');
    expect(ear.now).toBe('gone');
    expect((await connection.command('OpenTiles', {}, 1)).status).toBe('not-sent');
  });

  it('is said when the server no longer opens this drill', async () => {
    dial();
    await wire.up();
    await wire.last('sync').answer({ status: 'refused', says: 'This drill is of an older engine.' });
    expect(ear.links).toEqual([['gone', 'This drill is of an older engine.']]);
    expect(ear.syncs).toEqual([]);
  });
});

describe('around it', () => {
  it('passes on what the server wants everybody to read', async () => {
    await live();
    await wire.tell('banner', { says: 'The disk is full. The drill stands.' });
    expect(ear.banners).toEqual(['The disk is full. The drill stands.']);
  });

  it('tabs of one seat know of each other, and when the last other one has closed', () => {
    const rooms = new Map<string, Set<Tab>>();
    class Tab {
      onmessage: ((message: { data: string }) => void) | null = null;
      constructor(readonly name: string) {
        rooms.set(name, (rooms.get(name) ?? new Set()).add(this));
      }
      postMessage(data: string) {
        for (const other of rooms.get(this.name) ?? []) if (other !== this) other.onmessage?.({ data });
      }
      close() {
        rooms.get(this.name)?.delete(this);
      }
    }
    vi.stubGlobal('BroadcastChannel', Tab);
    const [first, firstEar] = [dial(), ear];
    expect(firstEar.tabs).toEqual([]);
    const [second, secondEar] = [dial(), ear];
    const [third, thirdEar] = [dial(), ear];
    expect([firstEar, secondEar, thirdEar].map((one) => one.tabs.at(-1))).toEqual([true, true, true]);
    third.close();
    expect([firstEar, secondEar].map((one) => one.tabs.at(-1))).toEqual([true, true]);
    second.close();
    expect(firstEar.tabs.at(-1)).toBe(false);
    first.close();
    vi.unstubAllGlobals();
  });

  it('ids are long, plain and never the same', () => {
    const ids = new Set(Array.from({ length: 1_000 }, newId));
    expect(ids.size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]{30}$/);
  });

  it('after closing, nothing is asked any more', async () => {
    await live();
    connection.close();
    await vi.advanceTimersByTimeAsync(60_000);
    await settled();
    expect(wire.syncs).toHaveLength(1);
  });
});
