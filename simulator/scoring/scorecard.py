"""The scorecard: what a finished drill shows, as plain frozen values. Its counterpart `score` makes one, purely, from facts and the truth table.

There is no total, no rank and no star, on purpose. Every line names its owner and the facts it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParBand:
    """What a measure is read against, in its unit: P25 and P75 of simulated competent commanders. None: later than the end of the drill."""

    low: float | None
    high: float | None
    says: str


@dataclass(frozen=True, slots=True)
class Line:
    """One measure. `value` is in `unit` (s, %, users, user-minutes, count); None when it does not apply or was censored.

    `owner` says what it tells about: monitoring, paging, person, process, machinery, users. `evidence` are fact numbers, `spans` the
    stretches of drill seconds of the truth table or the record that it rests on: one or the other traces every number. `hint` is the
    highest level of a hint about this step in the three minutes before it closed, 0 for none; from 3 on it named the step, and the line is
    `hinted`: printed with `h`, no par and no trend (E9).
    """

    id: str
    title: str
    owner: str
    value: float | None
    unit: str
    says: str
    censored: bool = False
    evidence: tuple[int, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    hint: int = 0
    hinted: bool = False
    par: ParBand | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the time strip, in drill seconds. `measure` is the id of the line that times this step."""

    title: str
    owner: str
    start: int
    end: int
    open: bool  # still running at EndEx
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What was lost besides, in its own unit, up to EndEx: money, or the last reading of a meter."""

    title: str
    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class HarmBar:
    """Harm, in `unit`, over the same horizon and the same luck. A reference run that is not ready is None."""

    you: float
    nothing: float | None
    ideal: float | None
    as_it_happened: float | None
    avoided: float | None  # per cent of the avoidable harm; may be negative or above 100
    horizon: int  # drill second up to which harm is counted
    says: str
    unit: str = "user-minutes"
    beside: tuple[Beside, ...] = ()  # in units of their own, never converted
    competent_low: float | None = None  # harm of the competent policy's middle half, on this drill's scale; None without par
    competent_high: float | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline. `lane` is you, truth or history."""

    at: int
    lane: str
    says: str
    fact: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that lines rest on, in words: its number, drill second, who, and what."""

    n: int
    at: int
    who: str
    says: str


@dataclass(frozen=True, slots=True)
class Move:
    """From `at` on, a severity: SEV1..SEV4, or "" for none."""

    at: int
    sev: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything on the page, in the order of the page."""

    exercise: bool
    scenario: str
    alias: str
    source: str
    source_url: str
    starts_at: str  # UTC instant of StartEx in the fiction
    ended_at: int
    steered: bool
    harm: HarmBar
    strip: tuple[Segment, ...]
    keep: str
    try_next: str
    lines: tuple[Line, ...]
    severity_true: tuple[Move, ...]
    severity_evident: tuple[Move, ...]
    severity_declared: tuple[Move, ...]
    timeline: tuple[Moment, ...]
    factors: tuple[str, ...]
    luck: tuple[str, ...]
    summary: str
    settings: tuple[str, ...]
    practice: bool = False  # a second try from a fork: never a result (E10)
    comparable: bool = True  # may stand beside par and in a trend: neither steered (E11) nor practice
    review: str = ""  # what this drill says about the scenario itself, for whoever keeps it (E21)
    facts: tuple[Told, ...] = ()  # what the evidence of the lines names
    par: str = ""  # whose par, over how many runs; "" where nothing is compared
