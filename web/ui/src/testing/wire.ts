/**
 * A line that a test holds in its hands: it says what arrives, when the line breaks, and what is answered.
 * It stands where Socket.IO stands; nothing of ours is replaced.
 */
import type { Wire } from '../connection';
import type { Cmd, Sync, Synced } from '../protocol';

export interface Sent {
  name: string;
  body: unknown;
  answer(with_: unknown): Promise<void>;
  /** No answer in time. */
  silence(): Promise<void>;
}

export class HandWire implements Wire {
  connected = false;
  sent: Sent[] = [];
  #listeners = new Map<string, (...args: never[]) => void>();

  on(event: string, listener: (...args: never[]) => void): void {
    this.#listeners.set(event, listener);
  }

  timeout(): { emitWithAck(event: string, ...args: unknown[]): Promise<unknown> } {
    return {
      emitWithAck: (name, body) =>
        new Promise((settle, fail) => {
          this.sent.push({
            name,
            body,
            answer: (with_) => (settle(with_), settled()),
            silence: () => (fail(new Error('operation has timed out')), settled()),
          });
        }),
    };
  }

  connect(): void {
    /* a test says when the line is there */
  }

  disconnect(): void {
    this.connected = false;
  }

  /** Something arrives. */
  async tell(event: string, ...args: unknown[]): Promise<void> {
    this.#listeners.get(event)?.(...(args as never[]));
    await settled();
  }

  async up(): Promise<void> {
    this.connected = true;
    await this.tell('connect');
  }

  async down(): Promise<void> {
    this.connected = false;
    await this.tell('disconnect');
  }

  /** What was sent under a name, oldest first. */
  of(name: string): Sent[] {
    return this.sent.filter((one) => one.name === name);
  }

  get syncs(): Sync[] {
    return this.of('sync').map((one) => one.body as Sync);
  }

  get commands(): Cmd[] {
    return this.of('cmd').map((one) => one.body as Cmd);
  }

  last(name: string): Sent {
    const found = this.of(name).at(-1);
    if (!found) throw new Error(`nothing was sent as ${name}`);
    return found;
  }
}

/** Everything that follows from what was just told has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
}

export function synced(more: Partial<Synced> = {}): Synced {
  return { epoch: 'one', v: 1, set: {}, feed: [], samples: [], banner: '', ...more };
}
