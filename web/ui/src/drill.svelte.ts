/**
 * What this seat has been told of its drill: view by section, feed, samples; and what time it is there.
 *
 * It draws nothing and knows no socket; its counterpart is `web/projection.py`. Numbers are dense: a message that does not follow on
 * what is held is refused, and the connection asks for what is missing.
 */
import { Connection, type Answer, type Door, type Link, type Listener, type Wire } from './connection';
import type {
  Clock,
  FeedItem,
  FeedMessage,
  Point,
  SamplesMessage,
  Sync,
  Synced,
  ViewMessage,
} from './protocol';

/** One visible series: drill seconds and values, in step. */
export interface Series {
  at: number[];
  value: (number | null)[];
}

export interface Notice {
  id: number;
  tone: 'well' | 'warn';
  says: string;
  more: string;
}

const TICK = 250;
const NOTICE_STAYS = 7_000;

export class DrillStore<View extends { clock: Clock }> implements Listener {
  /** Sections as last told; a section never told is missing. */
  sections = $state.raw<Partial<View>>({});
  channel = $state.raw<FeedItem[]>([]);
  /** Rises with every batch of samples; charts read the series when it does. */
  sampled = $state(0);
  linkState = $state<Link>('connecting');
  says = $state('');
  bannerText = $state('');
  tabs = $state(false);
  notices = $state.raw<Notice[]>([]);
  /** Drill seconds now, counted on between messages. */
  now = $state(0);

  #series = new Map<string, Series>();
  #epoch = '';
  #v = 0;
  #feed = 0;
  #samples = 0;
  #clockHeard = 0;
  #connection: Connection | null = null;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #notice = 0;

  /** Connects; `wire` only in tests. */
  open(door: Door, wire?: Wire): void {
    this.#connection = wire ? new Connection(door, this, wire) : new Connection(door, this);
    this.#connection.open();
    this.#ticking = setInterval(() => this.tick(), TICK);
  }

  close(): void {
    clearInterval(this.#ticking);
    this.#connection?.close();
  }

  get ready(): boolean {
    return this.#v > 0;
  }

  get live(): boolean {
    return this.linkState === 'live';
  }

  get version(): number {
    return this.#v;
  }

  /** Sends a command; a no is shown as a notice unless `quiet`. */
  async command(name: string, args: Record<string, unknown> = {}, quiet = false): Promise<Answer> {
    const answer: Answer = this.#connection
      ? await this.#connection.command(name, args, this.#v)
      : { status: 'not-sent', says: 'This screen is not connected.' };
    if (!quiet) this.#show(answer);
    return answer;
  }

  series(signal: string): Series {
    return this.#series.get(signal) ?? { at: [], value: [] };
  }

  tick(wall: number = performance.now()): void {
    const clock = this.sections.clock;
    if (!clock) return;
    if (clock.state !== 'running') this.now = clock.at;
    else if (this.live) this.now = clock.at + Math.floor(((wall - this.#clockHeard) / 1000) * clock.rate);
    // On a stale screen nobody knows what time it is there: it stands where it was.
    else this.now = Math.max(this.now, clock.at);
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id);
  }

  notice(tone: Notice['tone'], says: string, more = ''): void {
    const id = ++this.#notice;
    // The same words twice are one notice that stays longer.
    const others = this.notices.filter((one) => one.says !== says);
    this.notices = [...others.slice(-2), { id, tone, says, more }];
    setTimeout(() => this.dismiss(id), NOTICE_STAYS);
  }

  // --- what the connection tells ---------------------------------------------------------------

  cursors(): Sync {
    return { epoch: this.#epoch, view: this.#v, feed: this.#feed, samples: this.#samples };
  }

  synced(all: Synced): void {
    if (all.epoch !== this.#epoch) this.#forget(all.epoch);
    this.#set(all.v, all.set);
    this.#addFeed(all.feed);
    this.#addSamples(all.samples);
    this.bannerText = all.banner;
  }

  view(message: ViewMessage): boolean {
    if (message.epoch !== this.#epoch || message.v > this.#v + 1) return false;
    if (message.v === this.#v + 1) this.#set(message.v, message.set);
    return true;
  }

  feed(message: FeedMessage): boolean {
    return this.#addFeed(message.items);
  }

  samples(message: SamplesMessage): boolean {
    return this.#addSamples(message.points);
  }

  banner(says: string): void {
    this.bannerText = says;
  }

  link(state: Link, says: string): void {
    this.linkState = state;
    this.says = says;
    this.tick();
  }

  otherTab(open: boolean): void {
    this.tabs = open;
  }

  settled(name: string, answer: Answer): void {
    if (answer.status === 'accepted') this.notice('well', 'Recorded.', spoken(name));
    else this.#show(answer, spoken(name));
  }

  // --- within ----------------------------------------------------------------------------------

  #forget(epoch: string): void {
    this.#epoch = epoch;
    this.#v = this.#feed = this.#samples = 0;
    this.now = 0;
    this.sections = {};
    this.channel = [];
    this.#series.clear();
  }

  #set(v: number, sections: Record<string, unknown>): void {
    this.#v = v;
    this.sections = { ...this.sections, ...(sections as Partial<View>) };
    if ('clock' in sections) {
      this.#clockHeard = performance.now();
      this.tick(this.#clockHeard);
    }
  }

  #addFeed(items: FeedItem[]): boolean {
    const fresh = items.filter((item) => item.n > this.#feed);
    if (!fresh.length) return true;
    if (fresh[0]!.n !== this.#feed + 1) return false;
    this.channel = [...this.channel, ...fresh];
    this.#feed = fresh.at(-1)!.n;
    return true;
  }

  #addSamples(points: Point[]): boolean {
    const fresh = points.filter((point) => point.n > this.#samples);
    if (!fresh.length) return true;
    if (fresh[0]!.n !== this.#samples + 1) return false;
    for (const point of fresh) {
      let series = this.#series.get(point.signal);
      if (!series) this.#series.set(point.signal, (series = { at: [], value: [] }));
      series.at.push(point.at);
      series.value.push(point.value);
    }
    this.#samples = fresh.at(-1)!.n;
    this.sampled++;
    return true;
  }

  #show(answer: Answer, more = ''): void {
    if (answer.status === 'accepted') return;
    this.notice('warn', answer.says, answer.status === 'refused' ? answer.try_instead : more);
  }
}

/** `DeclareIncident` as one would say it: declare incident. */
export function spoken(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
}
