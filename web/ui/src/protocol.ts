/* Generated from web/protocol.py and simulator/drill/views.py by `make types`. Do not edit. */

export interface Protocol {
  Accepted: Accepted;
  Banner: Banner;
  Cmd: Cmd;
  CommanderView: CommanderView;
  Conflict: Conflict;
  FeedItem: FeedItem;
  FeedMessage: FeedMessage;
  GameMasterView: GameMasterView;
  ObserverView: ObserverView;
  Point: Point;
  Refused: Refused;
  ResponderView: ResponderView;
  SamplesMessage: SamplesMessage;
  Scorecard: Scorecard;
  ScorecardLocked: ScorecardLocked;
  ScorecardOpen: ScorecardOpen;
  Sync: Sync;
  Synced: Synced;
  Unsaved: Unsaved;
  ViewMessage: ViewMessage;
}
export interface Accepted {
  status: 'accepted';
}
export interface Banner {
  says: string;
}
/**
 * A command with its client-made id. `seen` is the view's number the choice was made on.
 */
export interface Cmd {
  id: string;
  name: string;
  args: {
    [k: string]: unknown;
  };
  seen: number;
}
export interface CommanderView {
  clock: Clock;
  brief: Brief;
  you: You;
  incident: Incident;
  impact: Impact;
  alerts: Alerts;
  changes: Changes;
  board: Board;
  acts: Acts;
  people: People;
  status_page: StatusPage;
  menu: Menu;
  guide: Guide;
}
/**
 * `at` is where the clock stood when this section was made; the browser counts on from there at `rate`.
 */
export interface Clock {
  state: 'prepared' | 'running' | 'paused' | 'skipping' | 'ended' | 'revealed';
  at: number;
  rate: number;
  utc: string;
  minutes: number;
  pause: string;
  steered: boolean;
  jump_to: number | null;
  jumped: number;
}
export interface Brief {
  alias: string;
  level: number;
  weekday: string;
  text: string;
  teaches: string[];
  services: BriefService[];
}
/**
 * A box of the four-box picture and whom it calls.
 */
export interface BriefService {
  id: string;
  title: string;
  calls: string[];
  external: boolean;
}
export interface You {
  seat: string;
  name: string;
  hats: string[];
  can: string[];
  wait: string;
}
export interface Incident {
  state: 'quiet' | 'declared' | 'mitigated' | 'resolved' | 'closed' | 'stood-down';
  sev: string;
  declared_at: number | null;
  changed_at: number | null;
  resolved_at: number | null;
  says: string;
}
export interface Impact {
  open: boolean;
  missing: string;
  tiles: Tile[];
  matrix: MatrixRow[];
  meters: MeterTile[];
}
/**
 * One journey, from sampled numbers. Shares are 0..1; `hurt` in users; `budget_gone` in seconds, None when it lasts.
 */
export interface Tile {
  journey: string;
  title: string;
  core: boolean;
  slo: number;
  within_ms: number;
  success: number;
  trend: 'up' | 'flat' | 'down';
  hurt: number;
  users: number;
  burn_5m: number;
  burn_1h: number;
  budget_left: number;
  budget_gone: number | null;
  rate: number;
  p99_ms: number;
  state: 'well' | 'SEV3' | 'SEV2' | 'SEV1';
  missing: string;
  cohorts: TilePart[];
}
/**
 * One cohort of a journey: how many of its requests succeed, and the row it meets by itself.
 */
export interface TilePart {
  cohort: string;
  title: string;
  success: number;
  state: 'well' | 'SEV3' | 'SEV2';
}
/**
 * One row of the severity matrix with live numbers in words.
 */
export interface MatrixRow {
  sev: string;
  criteria: string;
  now: string;
  holds: boolean;
}
/**
 * What has added up so far, and how much more each minute adds, in the meter's own unit.
 */
export interface MeterTile {
  meter: string;
  title: string;
  unit: string;
  reading: number;
  a_minute: number;
}
export interface Alerts {
  lines: AlertLine[];
  missing: string;
}
export interface AlertLine {
  id: string;
  title: string;
  says: string;
  state: 'firing' | 'cleared';
  fired_at: number;
  page: boolean;
  acknowledged_at: number | null;
  runbook: string;
}
export interface Changes {
  count: number;
  opened: boolean;
  missing: string;
  lines: ChangeLine[];
}
export interface ChangeLine {
  id: string;
  at: number;
  kind: string;
  target: string;
  says: string;
  by: string;
}
export interface Board {
  hats: Hat[];
  tasks: TaskLine[];
  mitigations: MitigationLine[];
  promises: PromiseLine[];
  questions: QuestionLine[];
}
export interface Hat {
  role: string;
  person: string;
  name: string;
  state: 'empty' | 'asked' | 'worn';
  required: boolean;
  candidates: string[];
}
export interface TaskLine {
  id: string;
  person: string;
  name: string;
  says: string;
  state: 'waiting' | 'working' | 'reported' | 'declined' | 'overdue';
  asked_at: number;
  due: number;
  verify: boolean;
}
export interface MitigationLine {
  id: string;
  title: string;
  person: string;
  name: string;
  state: 'approval' | 'getting-ready' | 'running' | 'done' | 'failed';
  waits_for: string;
  ordered_at: number;
  started_at: number | null;
  done_at: number | null;
  says: string;
  verify: string;
  verify_due: number | null;
}
export interface PromiseLine {
  audience: string;
  due: number;
  state: 'running' | 'due' | 'missed';
}
export interface QuestionLine {
  id: string;
  person: string;
  name: string;
  says: string;
  asked_at: number;
}
/**
 * Going on over hours, and handing over.
 */
export interface Acts {
  offer: ActOffer | null;
  arrival: Arrival | null;
  handoff: HandoffCard | null;
}
/**
 * Little is left to decide until then.
 */
export interface ActOffer {
  to: number;
  until: string;
  handoff: boolean;
  why_not: string;
}
/**
 * Where the last jump led.
 */
export interface Arrival {
  at: number;
  since: number;
  says: string;
  brings: string;
}
/**
 * Command given on in writing, and what was read back of it.
 */
export interface HandoffCard {
  id: string;
  person: string;
  name: string;
  state: 'offered' | 'read-back' | 'accepted';
  at: number;
  boxes: HandoffBox[];
  read_back: string;
}
export interface HandoffBox {
  title: string;
  text: string;
}
export interface People {
  lines: PersonLine[];
}
export interface PersonLine {
  id: string;
  name: string;
  says_who: string;
  kind: string;
  state: 'here' | 'paged' | 'away' | 'busy' | 'gone';
  human: boolean;
  doing: string;
  tired: '' | 'tired' | 'very tired';
}
export interface StatusPage {
  components: Component[];
  posts: StatusPost[];
}
export interface Component {
  id: string;
  title: string;
  state: string;
}
export interface StatusPost {
  at: number;
  says: string;
  component: string;
  state: string;
}
/**
 * What can be chosen in composers; it hardly ever changes.
 */
export interface Menu {
  mitigations: MitigationOffer[];
  targets: Choice[];
  topics: Choice[];
  roles: Choice[];
  journeys: Choice[];
  templates: Template[];
  runbooks: RunbookText[];
}
export interface MitigationOffer {
  kind: string;
  kind_title: string;
  target: string;
  title: string;
  variants: string[];
  says: string;
  people: string[];
  parts: string[];
}
export interface Choice {
  id: string;
  title: string;
}
export interface Template {
  id: string;
  audience: string;
  title: string;
  text: string;
}
export interface RunbookText {
  id: string;
  title: string;
  steps: string[];
  stale: boolean;
  order: string;
}
/**
 * Help for the first minutes: the checklist of level 1 and the hints given.
 */
export interface Guide {
  checklist: ChecklistItem[];
  hints: string[];
}
export interface ChecklistItem {
  title: string;
  done: boolean;
}
export interface Conflict {
  status: 'conflict';
  says: string;
}
/**
 * One line of the channel. `n` is dense per seat, so nobody can count what was hidden from them.
 */
export interface FeedItem {
  n: number;
  at: number;
  kind:
    | 'talk'
    | 'card'
    | 'page'
    | 'system'
    | 'decision'
    | 'ping'
    | 'update'
    | 'status'
    | 'mitigation'
    | 'hint'
    | 'truth'
    | 'note'
    | 'act'
    | 'handoff';
  who: string;
  name: string;
  title: string;
  says: string;
  card: Card | null;
  to_ic: boolean;
  question: string;
  unseen: boolean;
  medium: string;
}
/**
 * A finding or report posted in the channel.
 */
export interface Card {
  confidence: string;
  target: string;
  proposes: string;
  propose_kind: string;
  propose_target: string;
}
export interface FeedMessage {
  items: FeedItem[];
}
export interface GameMasterView {
  clock: Clock;
  brief: Brief;
  incident: Incident;
  truth: Truth;
  ribbon: Ribbon;
  msel: Msel;
  trainee: TraineeNow;
  notes: Notes;
  table: Table;
  voices: Voices;
  impact: Impact;
  alerts: Alerts;
  changes: Changes;
  board: Board;
  acts: Acts;
  people: People;
  status_page: StatusPage;
  guide: Guide;
}
/**
 * True against evident severity, and what would help. For the game master only.
 */
export interface Truth {
  scenario: string;
  source: string;
  sev_true: string;
  sev_true_since: number | null;
  sev_evident: string;
  sev_evident_since: number | null;
  declared: string;
  under_s: number;
  harm: number;
  onset_at: number | null;
  evident_at: number | null;
  mitigated_at: number | null;
  faults: FaultLine[];
  works: WorksLine[];
  summary: string;
  factors: string[];
  decoys: string[];
  luck: string[];
  meters: MeterTile[];
}
export interface FaultLine {
  id: string;
  target: string;
  says: string;
  state: 'to-come' | 'active' | 'ended';
  since: number | null;
}
export interface WorksLine {
  order: string;
  title: string;
  state: 'not-known' | 'known' | 'ordered' | 'done';
}
/**
 * Three severities over time, and the harm of each drill minute so far in user-minutes.
 */
export interface Ribbon {
  true: SevMove[];
  evident: SevMove[];
  declared: SevMove[];
  harm: number[];
}
/**
 * From `at` on the severity is `sev`; "" is well, or nothing declared.
 */
export interface SevMove {
  at: number;
  sev: string;
}
export interface Msel {
  lines: InjectLine[];
  acts: ActLine[];
}
export interface InjectLine {
  id: string;
  at: number | null;
  due: number | null;
  says: string;
  who: string;
  trigger: string;
  expects: string;
  state: 'pending' | 'held' | 'delivered' | 'skipped';
  delivered_at: number | null;
}
/**
 * A jump over hours that has not been taken yet, and what it will bring.
 */
export interface ActLine {
  until: string;
  trigger: string;
  offered: boolean;
  handoff: boolean;
  leave: string[];
  arrive: string[];
  says: string;
}
/**
 * The trainee at a glance, and the next best thing for the game master.
 */
export interface TraineeNow {
  silent_for: number;
  last_act: string;
  tags: string[];
  suggestion: string;
  hint_level: number;
  hint_says: string;
  hint_asked: boolean;
  offer: boolean;
  ladder: string[];
}
export interface Notes {
  lines: Note[];
}
export interface Note {
  at: number;
  marker: string;
  sign: string;
  says: string;
}
export interface Table {
  autopilot: boolean;
  speed: number;
  seats: SeatLine[];
}
export interface SeatLine {
  id: string;
  kind: string;
  holder: string;
  name: string;
}
/**
 * Whom the game master can speak as, with lines in character.
 */
export interface Voices {
  lines: Voice[];
}
export interface Voice {
  person: string;
  name: string;
  says_who: string;
  kind: string;
  suggestions: string[];
}
export interface ObserverView {
  clock: Clock;
  brief: Brief;
  incident: Incident;
  board: Board;
  impact: Impact;
  status_page: StatusPage;
  decisions: Decisions;
}
/**
 * The last decisions in words, and the declared severity over all of the drill.
 */
export interface Decisions {
  lines: Decision[];
  declared: SevMove[];
}
export interface Decision {
  at: number;
  says: string;
}
/**
 * One sampled value of a visible series. `n` is dense per seat.
 */
export interface Point {
  n: number;
  signal: string;
  at: number;
  value: number | null;
}
export interface Refused {
  status: 'refused';
  code: string;
  says: string;
  try_instead: string;
}
export interface ResponderView {
  clock: Clock;
  brief: Brief;
  you: You;
  incident: Incident;
  board: Board;
  acts: Acts;
  people: People;
  changes: Changes;
  status_page: StatusPage;
  menu: Menu;
  desk: Desk;
}
/**
 * A responder's own instruments, tasks and findings.
 */
export interface Desk {
  tasks: TaskLine[];
  gauges: Gauge[];
  missing: string;
  findings: DeskFinding[];
}
/**
 * One number of a service a responder knows, with the name of its series in the samples.
 */
export interface Gauge {
  signal: string;
  title: string;
  unit: string;
  value: number | null;
  healthy: number;
}
/**
 * What a look brought to light. Until it is `shared`, nobody else knows.
 */
export interface DeskFinding {
  at: number;
  says: string;
  shared: boolean;
  task: string;
  card: Card;
}
export interface SamplesMessage {
  points: Point[];
}
/**
 * Everything on the page, in the order of the page.
 */
export interface Scorecard {
  exercise: boolean;
  scenario: string;
  alias: string;
  source: string;
  source_url: string;
  starts_at: string;
  ended_at: number;
  steered: boolean;
  harm: HarmBar;
  strip: Segment[];
  keep: string;
  try_next: string;
  lines: Line[];
  severity_true: Move[];
  severity_evident: Move[];
  severity_declared: Move[];
  timeline: Moment[];
  factors: string[];
  luck: string[];
  summary: string;
  settings: string[];
}
/**
 * Harm, in `unit`, over the same horizon and the same luck. A reference run that is not ready is None.
 */
export interface HarmBar {
  you: number;
  nothing: number | null;
  ideal: number | null;
  as_it_happened: number | null;
  avoided: number | null;
  horizon: number;
  says: string;
  unit: string;
  beside: Beside[];
}
/**
 * What was lost besides, in its own unit, up to EndEx: money, or the last reading of a meter.
 */
export interface Beside {
  title: string;
  amount: number;
  unit: string;
}
/**
 * A stretch of the time strip, in drill seconds.
 */
export interface Segment {
  title: string;
  owner: string;
  start: number;
  end: number;
  open: boolean;
}
/**
 * One measure. `value` is in `unit` (s, %, users, user-minutes, count); None when it does not apply or was censored.
 *
 * `owner` says what it tells about: monitoring, paging, person, process, machinery, users. `evidence` are fact numbers.
 */
export interface Line {
  id: string;
  title: string;
  owner: string;
  value: number | null;
  unit: string;
  says: string;
  censored: boolean;
  evidence: number[];
}
/**
 * From `at` on, a severity: SEV1..SEV4, or "" for none.
 */
export interface Move {
  at: number;
  sev: string;
}
/**
 * One line of the timeline. `lane` is you, truth or history.
 */
export interface Moment {
  at: number;
  lane: string;
  says: string;
  fact: number;
}
/**
 * Before Reveal.
 */
export interface ScorecardLocked {
  state: 'locked';
  says: string;
}
/**
 * `pending` while the reference runs are still on their way.
 */
export interface ScorecardOpen {
  state: 'open';
  pending: boolean;
  scorecard: Scorecard;
}
/**
 * What the browser holds: the epoch and the last number of each stream.
 */
export interface Sync {
  epoch: string;
  view: number;
  feed: number;
  samples: number;
}
/**
 * The answer to `sync`: everything the browser lacks.
 */
export interface Synced {
  epoch: string;
  v: number;
  set: {
    [k: string]: unknown;
  };
  feed: FeedItem[];
  samples: Point[];
  banner: string;
}
/**
 * Nothing was recorded.
 */
export interface Unsaved {
  status: 'not-saved';
  says: string;
}
export interface ViewMessage {
  epoch: string;
  v: number;
  set: {
    [k: string]: unknown;
  };
}
