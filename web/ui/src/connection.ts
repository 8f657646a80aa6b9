/**
 * The only file that knows the socket. It carries commands out and streams in, and says whether what is on screen can be trusted.
 *
 * Not the store: it keeps no view. Its counterparts are `web/sockets.py` and `drill.svelte.ts`.
 *
 * A command gets its id here and keeps it over reconnects and reloads, so that asking again can never do it twice. Nothing is sent
 * from a stale screen; what was under way when the line broke is asked about again, for a short while, and then given up aloud.
 */
import { io } from 'socket.io-client';
import type {
  Accepted,
  Banner,
  Cmd,
  Conflict,
  FeedMessage,
  Refused,
  SamplesMessage,
  Sync,
  Synced,
  Unsaved,
  ViewMessage,
} from './protocol';

export type Link = 'connecting' | 'live' | 'stale' | 'gone';
export type Answer = Accepted | Refused | Conflict | Unsaved | { status: 'not-sent'; says: string };

/** What the connection tells, and the one thing it asks: which numbers are held. */
export interface Listener {
  cursors(): Sync;
  synced(all: Synced): void;
  /** False when the message does not follow on what is held: then everything missing is asked for. */
  view(message: ViewMessage): boolean;
  feed(message: FeedMessage): boolean;
  samples(message: SamplesMessage): boolean;
  banner(says: string): void;
  link(state: Link, says: string): void;
  otherTab(open: boolean): void;
  /** The answer to a command that was under way before a reload or a break. */
  settled(name: string, answer: Answer): void;
}

/** As much of a Socket.IO client as is used here; tests hand in their own. */
export interface Wire {
  connected: boolean;
  on(event: string, listener: (...args: never[]) => void): unknown;
  timeout(ms: number): { emitWithAck(event: string, ...args: unknown[]): Promise<unknown> };
  connect(): unknown;
  disconnect(): unknown;
}

export interface Door {
  drill: string;
  seat: string;
  ticket: string;
}

interface Pending extends Cmd {
  asked: number;
}

const ACK_WITHIN = 8_000;
/** A command that may or may not have arrived is asked about again for this long. */
const GIVE_UP_AFTER = 30_000;
/** A running drill says something every 5 s; after this much silence we ask. */
const SILENCE = 15_000;

export function dial(door: Door): Wire {
  return io({
    transports: ['websocket'],
    auth: { ticket: door.ticket, drill: door.drill, seat: door.seat },
    reconnectionDelay: 300,
    reconnectionDelayMax: 3_000,
    autoConnect: false,
  }) as unknown as Wire;
}

export class Connection {
  #wire: Wire;
  #listener: Listener;
  #key: string;
  #pending = new Map<string, Pending>();
  #waiting = new Map<string, (answer: Answer) => void>();
  #link: Link = 'connecting';
  #heard = 0;
  #syncing = false;
  #tabs: BroadcastChannel | null = null;
  #leave = () => {
    if (!this.#tabs) return;
    this.#tabs.onmessage = null;
    this.#tabs.postMessage('closing');
  };
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(door: Door, listener: Listener, wire: Wire = dial(door)) {
    this.#wire = wire;
    this.#listener = listener;
    this.#key = `wheel.pending.${door.drill}.${door.seat}`;
    for (const command of read(this.#key)) this.#pending.set(command.id, command);
    this.#listen();
    this.#watchTabs(door);
  }

  open(): void {
    this.#wire.connect();
    this.#timer = setInterval(() => {
      if (this.#link === 'live' && Date.now() - this.#heard > SILENCE) void this.sync();
    }, 5_000);
  }

  close(): void {
    clearInterval(this.#timer);
    globalThis.removeEventListener?.('pagehide', this.#leave);
    this.#leave();
    this.#tabs?.close();
    this.#tabs = null;
    this.#wire.disconnect();
  }

  get live(): boolean {
    return this.#link === 'live';
  }

  /** Sends a command; the answer always comes, and says whether it is on disk. */
  command(name: string, args: Record<string, unknown>, seen: number): Promise<Answer> {
    if (this.#link !== 'live') {
      return Promise.resolve({
        status: 'not-sent',
        says: 'This screen is not connected. Nothing was sent; do it again when it is.',
      });
    }
    const command: Pending = { id: newId(), name, args: plain(args), seen, asked: Date.now() };
    this.#keep(command);
    return new Promise((settle) => {
      this.#waiting.set(command.id, settle);
      void this.#ask(command);
    });
  }

  /** Asks for everything that is missing. */
  async sync(): Promise<void> {
    if (this.#syncing || !this.#wire.connected) return;
    this.#syncing = true;
    try {
      const all = (await this.#wire
        .timeout(ACK_WITHIN)
        .emitWithAck('sync', this.#listener.cursors())) as Synced & {
        status?: string;
        says?: string;
      };
      if (all.status) {
        this.#say('gone', all.says ?? 'This drill cannot be opened from here any more.');
        return;
      }
      this.#heard = Date.now();
      this.#listener.synced(all);
      this.#say('live', '');
    } catch {
      this.#say('stale', 'The server does not answer. What you see may be old.');
    } finally {
      this.#syncing = false;
    }
    for (const command of [...this.#pending.values()]) void this.#ask(command);
  }

  async #ask(command: Pending): Promise<void> {
    const { asked, ...cmd } = command;
    if (Date.now() - asked > GIVE_UP_AFTER) {
      this.#settle(command, {
        status: 'not-sent',
        says: 'The line broke while this was on its way. Look whether it is there; if not, do it again.',
      });
      return;
    }
    try {
      const answer = (await this.#wire.timeout(ACK_WITHIN).emitWithAck('cmd', cmd)) as Answer;
      this.#settle(command, answer);
    } catch {
      if (this.#wire.connected) void this.sync();
    }
  }

  #settle(command: Pending, answer: Answer): void {
    if (!this.#pending.delete(command.id)) return;
    write(this.#key, [...this.#pending.values()]);
    const settle = this.#waiting.get(command.id);
    this.#waiting.delete(command.id);
    if (settle) settle(answer);
    else this.#listener.settled(command.name, answer);
  }

  #keep(command: Pending): void {
    this.#pending.set(command.id, command);
    write(this.#key, [...this.#pending.values()]);
  }

  #say(link: Link, says: string): void {
    this.#link = link;
    this.#listener.link(link, says);
  }

  #listen(): void {
    const wire = this.#wire;
    const follow = (follows: boolean) => {
      this.#heard = Date.now();
      if (!follows) void this.sync();
    };
    wire.on('connect', () => void this.sync());
    wire.on('disconnect', () => {
      if (this.#link !== 'gone')
        this.#say('stale', 'Connection lost. What you see may be old; nothing is sent until it is back.');
    });
    wire.on('connect_error', (error: Error) => {
      if (this.#link === 'connecting')
        this.#say(
          'stale',
          `No connection yet. ${error.message === 'websocket error' ? 'Trying again.' : error.message}`,
        );
    });
    wire.on('view', (message: ViewMessage) => follow(this.#listener.view(message)));
    wire.on('feed', (message: FeedMessage) => follow(this.#listener.feed(message)));
    wire.on('samples', (message: SamplesMessage) => follow(this.#listener.samples(message)));
    wire.on('banner', (message: Banner) => this.#listener.banner(message.says));
    wire.on('gone', (message: { says?: string } | undefined) => {
      this.#say('gone', message?.says ?? 'Your seat was given to somebody else.');
      wire.disconnect();
    });
  }

  /** Two tabs of one seat both work; people should know that there are two. */
  #watchTabs(door: Door): void {
    if (typeof BroadcastChannel === 'undefined') return;
    const tabs = new BroadcastChannel(`wheel.${door.drill}.${door.seat}`);
    tabs.onmessage = ({ data }: MessageEvent<string>) => {
      this.#listener.otherTab(data !== 'closing');
      if (data === 'opening') tabs.postMessage('here');
      // One has closed; whoever is still there says so.
      if (data === 'closing') tabs.postMessage('opening');
    };
    tabs.postMessage('opening');
    globalThis.addEventListener?.('pagehide', this.#leave);
    this.#tabs = tabs;
  }
}

/** 120 bits from the browser; also where `crypto.randomUUID` is not there (plain http on a local network). */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(15));
  return Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0')).join('');
}

/** Arguments without what was left empty, so that the server's defaults hold. */
function plain(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}

function read(key: string): Pending[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as Pending[];
  } catch {
    return [];
  }
}

function write(key: string, pending: Pending[]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(pending));
  } catch {
    /* without a session store a reload forgets; the server still answers the same id the same way */
  }
}
