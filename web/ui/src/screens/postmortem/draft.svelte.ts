/** The postmortem that is being written: what is saved, what is typed, and how the two come together. Counterpart: web/after/postmortem.py. */
import { get, post, type No } from '../../api';
import type { DerivedPart, LintFinding, Written } from '../../protocol';
import { keep, restore } from './kept';
import { both, join, same, type Clash, type Section } from './sections';

export type Status = 'draft' | 'in review' | 'reviewed' | 'closed';

interface Standing {
  state?: 'open';
  version: number;
  status: Status;
  by: string;
  saved_at: number;
  derived: DerivedPart;
  written: Written;
  findings: LintFinding[];
}
interface Locked {
  state: 'locked';
  says: string;
}
type Saved = Standing & { outcome: 'saved' };
interface Conflict {
  outcome: 'conflict';
  version: number;
  by: string;
  status: Status;
  theirs: Written;
}
interface Refused {
  outcome: 'refused';
  says: string;
  findings: LintFinding[];
}

/** Typing rests this long before it is looked at, and before it is saved. */
const LOOK_AFTER = 700;
const SAVE_AFTER = 2_500;
/** How soon a save that failed is tried again, and how often the other's text is fetched. */
const AGAIN_AFTER = 10_000;
const FETCH_EVERY = 15_000;

export const PEOPLE: Record<string, string> = { gm: 'the game master', ic: 'the trainee' };

export class Draft {
  written = $state<Written>() as Written;
  derived = $state.raw<DerivedPart>();
  findings = $state.raw<LintFinding[]>([]);
  version = $state(0);
  status = $state<Status>('draft');
  savedAt = $state(0);
  /** What stands in the way of reading it, before there is anything. */
  locked = $state('');
  failed = $state('');
  /** Of saving: '' all is saved, typed, saving, or what went wrong. */
  saving = $state<'saved' | 'typed' | 'saving' | 'failed'>('saved');
  says = $state('');
  clashes = $state<Clash[]>([]);

  #drill: string;
  #at: string;
  #base!: Written;
  #look: ReturnType<typeof setTimeout> | undefined;
  #save: ReturnType<typeof setTimeout> | undefined;
  #fetch: ReturnType<typeof setTimeout> | undefined;

  constructor(drill: string, seat: string) {
    this.#drill = drill;
    this.#at = `/d/${drill}/${seat}/postmortem`;
    void this.#open();
  }

  stop(): void {
    for (const timer of [this.#look, this.#save, this.#fetch]) clearTimeout(timer);
  }

  get open(): boolean {
    return this.derived !== undefined;
  }
  get shut(): boolean {
    return this.status === 'closed';
  }
  get dirty(): boolean {
    return this.open && !same(this.#base, this.written);
  }
  get blocks(): LintFinding[] {
    return this.findings.filter((one) => one.level === 'block');
  }
  get questions(): LintFinding[] {
    return this.findings.filter((one) => one.level === 'warn');
  }

  /** Something was typed or chosen. */
  touched = (): void => {
    if (!this.open || this.shut) return;
    const kept = keep(this.#drill, this.#base, this.#typed());
    if (!this.dirty) {
      if (this.saving !== 'saving') this.saving = 'saved';
      return;
    }
    if (this.saving !== 'failed') this.saving = 'typed';
    if (!kept) this.says = 'This browser keeps no copy, so save before you leave.';
    clearTimeout(this.#look);
    clearTimeout(this.#save);
    this.#look = setTimeout(() => void this.#lint(), LOOK_AFTER);
    this.#save = setTimeout(() => void this.save(), SAVE_AFTER);
  };

  /** Saves what was typed; `anyway` also what the record filled and nobody has touched. True when all is on the server. */
  async save(anyway = false): Promise<boolean> {
    clearTimeout(this.#save);
    if ((!this.dirty && !anyway) || this.clashes.length || this.saving === 'saving') return !this.dirty;
    const sent = this.#typed();
    this.saving = 'saving';
    const result = await post<Saved | Conflict>(`${this.#at}/save`, {
      version: this.version,
      written: { ...sent },
    });
    if (!result.ok) return this.#stand(result.no);
    const data = result.data;
    if (data.outcome === 'conflict') return this.#meet(data);
    this.says = '';
    this.#take(data, sent);
    return true;
  }

  async move(wanted: Status): Promise<void> {
    if ((this.version === 0 || this.dirty) && !(await this.save(this.version === 0))) return;
    const result = await post<Saved | Conflict | Refused>(`${this.#at}/status`, {
      version: this.version,
      status: wanted,
    });
    if (!result.ok) return void this.#stand(result.no);
    const data = result.data;
    if (data.outcome === 'conflict') return void (await this.#meet(data));
    if (data.outcome === 'refused') {
      this.says = data.says;
      await this.#lint();
      return;
    }
    this.says = '';
    this.#take(data, this.#typed());
  }

  /** One of the sections that both changed has been decided. */
  settle(section: Section, how: 'mine' | 'theirs' | 'both'): void {
    const clash = this.clashes.find((one) => one.section === section);
    if (!clash) return;
    const value =
      how === 'mine' ? clash.mine : how === 'theirs' ? clash.theirs : both(clash.theirs, clash.mine, section);
    (this.written as unknown as Record<string, unknown>)[section] = value;
    this.clashes = this.clashes.filter((one) => one.section !== section);
    if (!this.clashes.length) this.says = '';
    this.touched();
    if (!this.clashes.length) void this.save();
  }

  #typed(): Written {
    return JSON.parse(JSON.stringify(this.written)) as Written;
  }

  async #open(): Promise<void> {
    const result = await get<Standing | Locked>(`${this.#at}.json`);
    if (!result.ok) this.failed = `${result.no.says} ${result.no.try_instead}`.trim();
    else if ('says' in result.data) {
      this.failed = '';
      this.locked = result.data.says;
    } else {
      this.failed = this.locked = '';
      this.#begin(result.data);
    }
    this.#fetch = setTimeout(
      () => void (this.open ? this.#refresh() : this.#open()),
      this.open ? FETCH_EVERY : 5_000,
    );
  }

  #begin(data: Standing): void {
    this.#base = data.written;
    this.written = data.written;
    this.#stands(data);
    const kept = restore(this.#drill, data.written);
    if (!kept || this.shut) return;
    const { joined, clashes } = join(kept.base, kept.mine, data.written);
    this.written = joined;
    this.clashes = clashes;
    if (this.dirty) {
      this.says = 'What was typed here and not saved has come back.';
      this.touched();
    }
  }

  async #refresh(): Promise<void> {
    if (!document.hidden && this.saving === 'saved' && !this.clashes.length) {
      const result = await get<Standing>(`${this.#at}.json`);
      if (result.ok && result.data.version > this.version && !this.dirty) {
        const by = PEOPLE[result.data.by] ?? 'somebody';
        this.#take(result.data, this.#typed());
        this.says = `Brought up to date with what ${by} saved.`;
      }
    }
    this.#fetch = setTimeout(() => void this.#refresh(), FETCH_EVERY);
  }

  #stands(data: Standing): void {
    this.derived = data.derived;
    this.findings = data.findings;
    this.version = data.version;
    this.status = data.status;
    this.savedAt = data.saved_at;
  }

  /** The server has it. What was typed since the sending stays typed. */
  #take(data: Standing, sent: Written): void {
    const typedSince = !same(sent, this.#typed());
    this.#base = data.written;
    if (!typedSince) this.written = data.written;
    this.#stands(data);
    this.saving = 'saved';
    keep(this.#drill, this.#base, this.#typed());
    if (typedSince) this.touched();
  }

  async #meet(data: Conflict): Promise<boolean> {
    const { joined, clashes } = join(this.#base, this.#typed(), data.theirs);
    this.#base = data.theirs;
    this.written = joined;
    this.version = data.version;
    this.status = data.status;
    this.clashes = clashes;
    this.saving = 'typed';
    keep(this.#drill, this.#base, this.#typed());
    const by = PEOPLE[data.by] ?? 'somebody else';
    if (clashes.length) {
      this.says = `You and ${by} changed the same part.`;
      return false;
    }
    this.says = `Joined with what ${by} saved a moment ago.`;
    if (!this.dirty) {
      this.saving = 'saved';
      return true;
    }
    return this.save();
  }

  #stand(no: No): boolean {
    this.saving = 'failed';
    this.says = `${no.says} ${no.try_instead}`.trim();
    clearTimeout(this.#save);
    this.#save = setTimeout(() => void this.save(), AGAIN_AFTER);
    return false;
  }

  async #lint(): Promise<void> {
    const result = await post<{ findings: LintFinding[] }>(`${this.#at}/lint`, {
      written: { ...this.#typed() },
    });
    if (result.ok) this.findings = result.data.findings;
  }
}
