/* Generated from web/protocol.py and simulator/drill/views.py by `make types`. Do not edit. */

export interface Protocol {
  Accepted: Accepted;
  Banner: Banner;
  Cmd: Cmd;
  CommanderView: CommanderView;
  Conflict: Conflict;
  DebriefClosed: DebriefClosed;
  DebriefOpen: DebriefOpen;
  DerivedPart: DerivedPart;
  FeedItem: FeedItem;
  FeedMessage: FeedMessage;
  GameMasterView: GameMasterView;
  HotWash: HotWash;
  LintFinding: LintFinding;
  ObserverView: ObserverView;
  Point: Point;
  Refused: Refused;
  Replay: Replay;
  ResponderView: ResponderView;
  SamplesMessage: SamplesMessage;
  Scorecard: Scorecard;
  ScorecardLocked: ScorecardLocked;
  ScorecardOpen: ScorecardOpen;
  Sync: Sync;
  Synced: Synced;
  Tries: Tries;
  Try: Try;
  Unsaved: Unsaved;
  ViewMessage: ViewMessage;
  Written: Written;
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
  console: Console;
  people: People;
  status_page: StatusPage;
  menu: Menu;
  guide: Guide;
  objectives: Objectives;
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
  keyboard: KeyboardLine | null;
  poll: PollLine | null;
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
 * The commander looks for themselves. `heads_down`: with their back to the room, which waits meanwhile.
 */
export interface KeyboardLine {
  name: string;
  target: string;
  since: number;
  heads_down: boolean;
}
/**
 * The question to the room that is open.
 */
export interface PollLine {
  about: string;
  asked_at: number;
  answers: PollAnswer[];
}
export interface PollAnswer {
  name: string;
  objects: boolean | null;
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
/**
 * What a commander at the keyboard sees of one service. Empty without the keyboard.
 */
export interface Console {
  open: boolean;
  heads_down: boolean;
  target: string;
  missing: string;
  since: number | null;
  gauges: ConsoleGauge[];
  found: DeskFinding[];
  two_hats: string;
}
/**
 * One number of the service at the console; its line has a point every `every` seconds up to now.
 */
export interface ConsoleGauge {
  title: string;
  unit: string;
  value: number | null;
  healthy: number;
  trail: (number | null)[];
  every: number;
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
  consoles: Choice[];
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
/**
 * What this drill is looked at by afterwards. The game master sees all there are to choose from.
 */
export interface Objectives {
  lines: ObjectiveChoice[];
}
/**
 * Something this drill can be looked at by; at most three are chosen.
 */
export interface ObjectiveChoice {
  id: string;
  title: string;
  chosen: boolean;
}
export interface Conflict {
  status: 'conflict';
  says: string;
}
/**
 * While the drill still runs.
 */
export interface DebriefClosed {
  state: 'closed';
  says: string;
}
/**
 * After Reveal.
 */
export interface DebriefOpen {
  state: 'open';
  looking: Looking;
  debrief: Debrief;
}
/**
 * What the page of the debrief needs in both of its states. Ratings of others and what the record says come with Reveal.
 */
export interface Looking {
  alias: string;
  starts_at: string;
  ended_at: number;
  alone: boolean;
  may_reveal: boolean;
  caution: string;
  ratings: string[];
  talk: [unknown, unknown][];
  objectives: string[];
  markers: MarkerLine[];
  moments: CardMoment[];
  take_aways: TakeAway[];
  people: Sitting[];
}
/**
 * A line of the form with both ratings and what the record says. Anchors are those of 1 to 4.
 */
export interface MarkerLine {
  id: string;
  title: string;
  /**
   * @minItems 4
   * @maxItems 4
   */
  anchors: [unknown, unknown, unknown, unknown];
  trainee: RatingLine | null;
  game_master: RatingLine | null;
  evidence: Evidence[];
}
/**
 * A rating by a seat. `was` is what it had said before anything was revealed, if that was changed since.
 */
export interface RatingLine {
  rating: number;
  says: string;
  moment: number | null;
  sealed: boolean;
  was: number | null;
}
/**
 * Something the record says about a marker. `source` is a line's id, or `note` for what the game master jotted down.
 */
export interface Evidence {
  source: string;
  title: string;
  says: string;
  sign: string;
  facts: number[];
  at: number | null;
}
/**
 * A second to look at again, and what happened then. `fact` is 0 where the truth table says so.
 */
export interface CardMoment {
  at: number;
  fact: number;
  says: string;
}
export interface TakeAway {
  person: string;
  keep: string;
  try_next: string;
}
/**
 * Somebody who was at the table.
 */
export interface Sitting {
  id: string;
  name: string;
}
/**
 * What is looked at once everything is open.
 */
export interface Debrief {
  objectives: ObjectiveLine[];
  cards: DebriefCard[];
  markers: MarkerLine[];
}
/**
 * An objective with all three voices. `decided_by` is "" while nobody has decided: then the proposal stands.
 */
export interface ObjectiveLine {
  id: string;
  title: string;
  markers: string[];
  proposed: string;
  because: string[];
  facts: number[];
  decided: string;
  decided_says: string;
  decided_by: string;
  view: string;
}
/**
 * One card. `about` says whose it is to change: a system, or a person. `cost` is "" where users did not suffer more for it.
 */
export interface DebriefCard {
  id: string;
  kind: string;
  theme: string;
  about: string;
  owner: string;
  title: string;
  happened: string;
  cost: string;
  i_saw: string;
  i_think: string;
  question: string;
  follow_ups: string[];
  moments: CardMoment[];
  objective: string;
}
/**
 * What the record says by itself.
 */
export interface DerivedPart {
  exercise: boolean;
  alias: string;
  source: string;
  starts_at: string;
  ended_at: number;
  sev: string;
  sev_true: string;
  impact: Cost[];
  instants: TurningPoint[];
  timeline: TimelineEntry[];
  gaps: Stretch[];
  luck: string[];
  hints: FactorHint[];
  people: string[];
  earlier: EarlierItem[];
}
/**
 * One line of what it cost.
 */
export interface Cost {
  title: string;
  says: string;
}
/**
 * One of the four instants a timeline must have: detected, declared, acted, resolved. `at` is None where it never came.
 */
export interface TurningPoint {
  id: string;
  title: string;
  at: number | null;
  fact: number;
}
/**
 * One line of the timeline. `lane` is you or truth.
 */
export interface TimelineEntry {
  at: number;
  utc: string;
  lane: string;
  says: string;
  fact: number;
}
/**
 * A stretch between two things, longest first. `seconds` is None where it had not ended at EndEx.
 */
export interface Stretch {
  id: string;
  title: string;
  owner: string;
  seconds: number | null;
  says: string;
  facts: number[];
}
/**
 * What the scenario knows to have contributed; shown once people have written down what they think.
 */
export interface FactorHint {
  kind: string;
  says: string;
}
/**
 * An action item of an earlier postmortem about the same class of factors.
 */
export interface EarlierItem {
  alias: string;
  kind: string;
  says: string;
  owner: string;
  due: string;
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
  line: string;
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
  menu: Menu;
  objectives: Objectives;
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
/**
 * After EndEx, before Reveal: talk, and each seat's own form. No figure from the record.
 */
export interface HotWash {
  state: 'hot-wash';
  looking: Looking;
}
/**
 * One finding. `section` is a field of `Written` or `timeline`; `item` counts from 1 in a list, 0 for the section; `field` is the part
 * of the item. `start` and `end` are characters of that text; both 0 where it is about the whole.
 */
export interface LintFinding {
  section: string;
  item: number;
  field: string;
  rule: string;
  level: 'block' | 'warn';
  start: number;
  end: number;
  says: string;
  reframe: string;
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
/**
 * The whole of it.
 */
export interface Replay {
  alias: string;
  starts_at: string;
  ended_at: number;
  jumps: Jump[];
  screen: {
    [k: string]: Change[];
  };
  feed: FeedItem[];
  charts: Charts;
  decisions: Decided[];
  ghost: Ghost[];
  beneath: Beneath;
  clues: Clue[];
  seen_rule: string;
}
/**
 * Hours that passed at once; within them the screen was looked at once a minute.
 */
export interface Jump {
  since: number;
  to: number;
}
/**
 * From drill second `at` on, a section of the commander's view was this.
 */
export interface Change {
  at: number;
  value: unknown;
}
/**
 * The commander's series: a value of each for each second in `at`. They came on the screen at second `since`; None: never.
 */
export interface Charts {
  since: number | null;
  at: number[];
  values: {
    [k: string]: (number | null)[];
  };
}
/**
 * A decision of the commander's: the row of the journal it stands in, when, and in words. `fact` is the first it made true, 0 none.
 */
export interface Decided {
  row: number;
  at: number;
  says: string;
  fact: number;
}
/**
 * What the real responders did at this second of theirs.
 */
export interface Ghost {
  at: number;
  says: string;
}
/**
 * What was true beneath the screen: severities, causes, and the harm of each minute in `unit`.
 */
export interface Beneath {
  severity_true: SevMove[];
  severity_evident: SevMove[];
  severity_declared: SevMove[];
  causes: Cause[];
  harm: number[];
  unit: string;
  summary: string;
}
/**
 * A fault and when it was active; `to` is None while it was at EndEx.
 */
export interface Cause {
  says: string;
  since: number;
  to: number | null;
}
/**
 * One row of the ledger. `applies` names the instants that this kind of clue can have; one of them that is None never came.
 */
export interface Clue {
  kind: string;
  title: string;
  says: string;
  existed: Instant | null;
  delivered: Instant | null;
  seen: Instant | null;
  acknowledged: Instant | null;
  acted: Instant | null;
  acted_says: string;
  applies: string[];
}
/**
 * One instant of a clue: the drill second and the fact it rests on (0: worked out from the truth table or the scenario).
 */
export interface Instant {
  at: number;
  fact: number;
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
  practice: boolean;
  comparable: boolean;
  review: string;
  facts: Told[];
  par: string;
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
  competent_low: number | null;
  competent_high: number | null;
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
 * A stretch of the time strip, in drill seconds. `measure` is the id of the line that times this step.
 */
export interface Segment {
  title: string;
  owner: string;
  start: number;
  end: number;
  open: boolean;
  measure: string;
}
/**
 * One measure. `value` is in `unit` (s, %, users, user-minutes, count); None when it does not apply or was censored.
 *
 * `owner` says what it tells about: monitoring, paging, person, process, machinery, users. `evidence` are fact numbers, `spans` the
 * stretches of drill seconds of the truth table or the record that it rests on: one or the other traces every number. `hint` is the
 * highest level of a hint about this step in the three minutes before it closed, 0 for none; from 3 on it named the step, and the line is
 * `hinted`: printed with `h`, no par and no trend (E9).
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
  spans: [unknown, unknown][];
  hint: number;
  hinted: boolean;
  par: ParBand | null;
}
/**
 * What a measure is read against, in its unit: P25 and P75 of simulated competent commanders. None: later than the end of the drill.
 */
export interface ParBand {
  low: number | null;
  high: number | null;
  says: string;
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
 * A fact that lines rest on, in words: its number, drill second, who, and what.
 */
export interface Told {
  n: number;
  at: number;
  who: string;
  says: string;
}
/**
 * Before Reveal.
 */
export interface ScorecardLocked {
  state: 'locked';
  says: string;
}
/**
 * `pending` and `failed` name the runs beside it that are on their way, and those that could not be made.
 */
export interface ScorecardOpen {
  state: 'open';
  pending: ('references' | 'counterfactuals')[];
  failed: ('references' | 'counterfactuals')[];
  scorecard: Scorecard;
  counterfactuals: Counterfactuals | null;
  second_try: string;
}
/**
 * The drill's own outcome, and that of each change.
 */
export interface Counterfactuals {
  yours: Outcome;
  unit: string;
  budget_of: string;
  changes: Counterfactual[];
}
/**
 * What one run came to. `harm` up to the horizon, in the scenario's unit; the others while the clock ran.
 */
export interface Outcome {
  users: number;
  harm: number;
  mitigated: number | null;
  still_hurting: boolean;
  budget: number | null;
}
/**
 * One change. Where it does not apply there is no outcome, and `says` tells why. `dropped`: commands that did not apply any more.
 */
export interface Counterfactual {
  id: string;
  title: string;
  says: string;
  outcome: Outcome | null;
  dropped: number;
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
 * Second tries of a drill, oldest first. `practice_of` is set where the drill is one itself.
 */
export interface Tries {
  practice_of: string;
  why_not: string;
  tries: Try[];
}
/**
 * A second try of a drill: the decision it begins before, and how it went; "" while that cannot be said.
 */
export interface Try {
  drill: string;
  row: number;
  at: number;
  made_at: number;
  over: boolean;
  says: string;
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
/**
 * The sections people fill. `lucky` and `went_well` are lines; `tags` are words between commas.
 */
export interface Written {
  title: string;
  owner: string;
  summary: string;
  notes: TimelineNote[];
  absent: Absent[];
  factors: Factor[];
  sense: string;
  went_well: string;
  lucky: string;
  actions: ActionItem[];
  external: string;
  tags: string;
  audience: string;
}
/**
 * A remark beside a line of the timeline, by the number of its fact.
 */
export interface TimelineNote {
  fact: number;
  says: string;
}
/**
 * What stands in the place of an instant that never came: detected, declared, acted or resolved.
 */
export interface Absent {
  instant: string;
  says: string;
}
/**
 * One of the things that contributed, and the three questions. `kind` is a `FactorClass`, "" while nobody has chosen.
 */
export interface Factor {
  says: string;
  kind: string;
  possible: string;
  likely: string;
  far: string;
}
/**
 * What is going to be different. `due` is a date as 2026-12-24; `factor` counts from 1, 0 for none.
 */
export interface ActionItem {
  says: string;
  kind: string;
  owner: string;
  due: string;
  factor: number;
  ticket: string;
  budget: boolean;
}
