"""The secret half of a scenario: what is broken, who can find it, what happens when, what was true.

Not for any trainee view: no view type has a field of these types, and `load` refuses trainee texts that name
them. Its counterpart is `model`, the public half.

A mitigation is referred to everywhere as an *order*: kind, a space, and the target ("roll-back edge").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from simulator.scenario.model import Part, Public, Text, Title
from simulator.scenario.units import Effect, EffectField, Id, InstantField, Rate, Seconds, Share, Span, SpanField
from simulator.scenario.words import (
    Audience,
    Confidence,
    FactorClass,
    Kind,
    Medium,
    Objective,
    Reads,
    Sev,
    Shape,
    Sureness,
    Topic,
    Variant,
    Weekday,
)

Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["13:45"])]
Order = Annotated[str, Field(pattern=r"^[a-z-]+ [a-z0-9-]{1,64}$", max_length=140)]


class Does(Part):
    """What a fault or hazard changes on its target. Several may stand together."""

    capacity: EffectField | None = None
    cpu: EffectField | None = Field(None, description="CPU time per request")
    latency: EffectField | None = Field(None, description="Own time per request")
    errors: EffectField | None = Field(None, description="Share of requests that fail at once")
    traffic: EffectField | None = None
    hits: EffectField | None = Field(None, description="Cache hit share")
    instances: EffectField | None = None


class Calendar(Part):
    """A time of the week, in the scenario's UTC clock."""

    days: tuple[Weekday, ...] = Field((), description="None: every day")
    from_: Clock = Field(alias="from", description="`08:00`")
    to: Clock = Field(description="`18:00`; earlier than `from` reaches into the next day")


class Condition(Part):
    """One condition, or `all`, `any`, `not` of others. Exactly one kind of test per condition."""

    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None
    not_: Condition | None = Field(None, alias="not")
    signal: Annotated[str, Field(max_length=140)] | None = Field(None, description="`service.errors` or `journey.success`")
    above: float | None = None
    below: float | None = None
    for_: Seconds | None = Field(None, alias="for")
    posted: Audience | None = None
    declared: Literal["any"] | Sev | None = None
    ordered: Order | None = Field(None, description="The order has been given; with `by`: at least so long ago")
    done: Order | None = Field(None, description="The order has been carried out; with `by`: at least so long ago")
    in_: Id | None = Field(None, alias="in", description="With `ordered` or `done`: for this cohort")
    asked: Id | None = Field(None, description="A person has been asked something")
    fault: Id | None = Field(None, description="The fault is active")
    found: Id | None = Field(None, description="The finding was reported where the IC sees it")
    delivered: Id | None = Field(None, description="The inject was delivered")
    page: Id | None = Field(None, description="The alert has paged")
    severity: Sev | None = Field(None, description="True severity is this or worse")
    mitigated: bool | None = None
    chance: Share | None = Field(None, description="Drawn once for each drill, by luck")
    hat: Literal["ic", "ops", "comms", "scribe"] | None = Field(None, description="Somebody has accepted this hat")
    calendar: Calendar | None = None
    act: Id | None = Field(None, description="The act has begun: by the jump, or because time came to it")
    snapshot: Id | None = Field(None, description="Evidence of this target has been secured")
    after: Id | None = Field(None, description="An inject, alert, finding, fault or act id, or `declare`")
    by: Seconds | None = Field(None, description="How long after `after`, `ordered` or `done`")

    @model_validator(mode="after")
    def _one_test(self) -> Condition:
        tests = [
            name
            for name in ("all", "any", "not_", "signal", "posted", "declared", "ordered", "done", "asked", "fault", "found",
                         "delivered", "page", "severity", "mitigated", "chance", "hat", "calendar", "act", "snapshot", "after")
            if getattr(self, name) is not None
        ]  # fmt: skip
        if len(tests) != 1:
            raise ValueError("a condition needs exactly one test" if tests else "a condition needs a test")
        if self.signal is not None and (self.above is None) == (self.below is None):
            raise ValueError("a signal condition needs either above or below")
        return self


class Ends(Part):
    """What ends a fault: an order done, or time."""

    by: Order | None = None
    after: Seconds | None = None
    calms_over: Seconds = 0
    works: Share = Field(1.0, description="How much of the fault it removes")
    when: Condition | None = Field(None, description="Only if this holds when the order is done")


class Fault(Part):
    """A hidden cause."""

    at: InstantField | None = None
    with_: Id | None = Field(None, alias="with", description="A change in the feed that carried it")
    when: Condition | None = None
    target: Id = Field(description="A service, a journey for traffic, or a tool that it takes away")
    does: Does = Field(default_factory=Does.model_construct)
    runs: Mapping[Id, Rate] = Field(default_factory=dict, description="Meters it adds to while it lasts, as `loss: 170000/s`")
    chance: Share = Field(1.0, description="Whether it strikes at all is luck")
    severity: Sev | None = Field(
        None, description="True severity while it lasts, whatever the journeys show: data at risk, a breach, money running out"
    )
    shape: Shape = Shape.STEP
    over: Seconds = Field(0, description="How long it takes to come on")
    every: Seconds | None = Field(None, description="Period of a shape that repeats: sawtooth, oscillation, flapping")
    lasts: Seconds | None = None
    in_: Id | None = Field(None, alias="in", description="Only in this cohort")
    ends: tuple[Ends, ...] = ()

    @model_validator(mode="after")
    def _one_start(self) -> Fault:
        if sum(x is not None for x in (self.at, self.with_, self.when)) != 1:
            raise ValueError("a fault needs exactly one of at, with, when")
        return self


class Signal(Part):
    """A scripted series beyond the world's own."""

    title: Title | None = None
    unit: Annotated[str, Field(max_length=12)] = ""
    of: Id | None = None
    healthy: float
    noise: Share = 0.03
    during: Id | None = Field(None, description="The fault that moves it")
    becomes: float | None = None
    shape: Shape = Shape.STEP
    over: Seconds = 0
    every: Seconds | None = Field(None, description="Period of a shape that repeats")


class Instrument(Part):
    """Monitoring that does not show the truth: missing, stuck at what it read, upside down, or a number of its own."""

    signals: tuple[Annotated[str, Field(max_length=140)], ...] = Field(min_length=1)
    during: Id | None = Field(None, description="A fault; default: always")
    reads: Reads | float


class Finding(Part):
    """What somebody can find out when asked, as long as it is true."""

    by: tuple[Id, ...] = Field(min_length=1)
    asked: tuple[Id, ...] = Field((), description="Targets or topics an ask must name; none: any ask")
    unasked: bool = Field(False, description="They report it on their own once `when` holds")
    when: Condition | None = None
    takes: SpanField = Span(120, 300)
    says: Text
    confidence: Confidence = Confidence.MEDIUM
    supports: Sev | None = None
    refutes: tuple[Id, ...] = ()
    names: Order | None = None
    cause: bool = Field(False, description="Sufficient to know the cause")
    lasts: Seconds | None = None


class Approval(Part):
    by: Id
    takes: SpanField


class Hazard(Part):
    """A second fault that carrying out a mitigation may bring."""

    says: Text
    target: Id
    does: Does
    lasts: Seconds | None = None
    variant: Variant | None = Field(None, description="Only when carried out this way")
    when: Condition | None = None
    chance: Share = 1.0


class Stage(Part):
    """One step of a mitigation that comes in stages: so much of it stands, for so long, before the next."""

    share: Share
    takes: Seconds


class Cost(Part):
    """What carrying out a mitigation adds to a meter: rows lost, evidence gone, money."""

    meter: Id
    adds: float
    when: Condition | None = None


class Initiative(Part):
    """An order somebody carries out on their own accord, unless the response is coordinated."""

    by: Id
    order: Order
    in_: Id | None = Field(None, alias="in")
    when: Condition
    unless: Condition | None = Field(None, description="What keeps them from it: `{hat: ops}`, `{ordered: freeze-changes spine}`")
    after: SpanField = Span(60, 180)
    again: int = Field(1, ge=1, le=20, description="How often at most")
    chance: Share = 1.0
    says: Text = Field(description="What they say in the channel, afterwards")


class Mitigation(Part):
    """Where this incident differs from the generic semantics of an order."""

    order: Order
    approval: Approval | None = None
    needs: tuple[Id, ...] = Field((), description="Tools it needs")
    ready: SpanField = Span(10, 30)
    takes: SpanField | None = None
    by: tuple[Id, ...] = Field((), description="Only these people can do it")
    destroys: tuple[Id, ...] = Field((), description="Findings nobody can make any more")
    hazards: tuple[Hazard, ...] = ()
    refused: Text | None = Field(None, description="Why it cannot be done at all here")
    requires: Condition | None = Field(None, description="Must hold when work begins; otherwise it fails with `otherwise`")
    otherwise: Text | None = Field(None, description="What the executor reports when `requires` does not hold")
    succeeds: Share = Field(1.0, description="Chance that it works; it can be ordered again")
    fails_as: Text | None = Field(None, description="What the executor reports when it did not")
    stages: tuple[Stage, ...] = Field((), description="Its effect comes in these steps, one after the other")
    costs: tuple[Cost, ...] = Field((), description="What it adds to meters once done")
    says: Text | None = Field(None, description="What the executor reports when done")


class Inject(Part):
    """One line of the MSEL: something put before the players at a time or on a condition."""

    at: InstantField | None = None
    when: Condition | None = None
    from_: Id = Field(alias="from")
    to: Literal["ic", "channel"] = "channel"
    as_: Medium = Field(Medium.MESSAGE, alias="as", description="How it arrives")
    says: Text
    expects: Objective | None = None
    answer_within: Seconds | None = Field(None, description="It is a question to the IC")
    supports: Sev | None = None
    refutes: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _one_start(self) -> Inject:
        if (self.at is None) == (self.when is None):
            raise ValueError("an inject needs exactly one of at, when")
        return self


class Act(Part):
    """The end of an act: a jump over hours in which little was to decide, with a summary of what happened meanwhile."""

    when: Condition = Field(description="From then on the jump is offered")
    to: InstantField = Field(description="Where the next act begins")
    says: Text = Field(description="What happened meanwhile, told on arrival")
    leaves: tuple[Id, ...] = Field((), description="People whose shift has ended by then")
    arrives: tuple[Id, ...] = Field((), description="People who are there by then")
    handoff: bool = Field(False, description="The commander writes a handoff before the jump")
    brings: Text | None = Field(None, description="The written handoff the commander finds on arrival")


class Factor(Part):
    kind: FactorClass
    says: Text


class Truth(Part):
    """What was true, for the reveal and the postmortem's hints."""

    summary: Text
    factors: tuple[Factor, ...] = Field(min_length=2)
    decoys: tuple[Text, ...] = ()
    luck: tuple[Text, ...] = ()
    unknown: tuple[Text, ...] = Field((), description="What the source leaves unknown")
    fixed_by: tuple[Order, ...] = Field(description="Orders that end the hurting; none only in a false alarm")
    false_alarm: bool = Field(False, description="Never SEV2 or worse: the right call is not to declare SEV1, or to stand down")
    data_loss: bool = False
    breach: bool = False


class Done(Part):
    """One recorded act of the real responders. Exactly one of the acts."""

    at: InstantField
    page: Id | None = None
    found: Id | None = None
    ordered: Order | None = None
    done: Order | None = None
    in_: Id | None = Field(None, alias="in", description="With `ordered` or `done`: for this cohort")
    begins: Id | None = Field(None, description="A fault that struck because of what was done, where `history` must state it")
    ends: Id | None = Field(None, description="A fault that ended by something no order stands for")
    declared: Sev | None = None
    posted: Audience | None = None
    resolved: bool | None = None
    says: Text | None = None
    said: Sureness = Sureness.Q
    assumed: bool = False


class Published(Part):
    """A published instant or figure that `history` must reproduce."""

    detected: InstantField | None = None
    declared: InstantField | None = None
    mitigated: InstantField | None = None
    resolved: InstantField | None = None
    onset: InstantField | None = None
    lowest: Annotated[str, Field(max_length=140)] | None = None
    highest: Annotated[str, Field(max_length=140)] | None = None
    final: Annotated[str, Field(max_length=140)] | None = Field(None, description="The reading at `to`, as of a meter")
    passes: Annotated[str, Field(max_length=140)] | None = Field(
        None, description="The instant `at` which this signal first passes `above` or `below`, looking from `from` on"
    )
    above: float | None = None
    below: float | None = None
    at: InstantField | None = None
    from_: InstantField | None = Field(None, alias="from")
    to: InstantField | None = None
    is_: EffectField | None = Field(None, alias="is")
    value: float | None = Field(None, description="In place of `is`, for a figure in its own unit")
    within: EffectField | None = Field(None, description="Tolerance: `1m` for an instant, `5%` for a figure")
    said: Sureness = Sureness.Q
    fitted: bool = Field(False, description="Used to fit a parameter: shown, not counted as evidence")
    note: Text | None = None


class Secret(Part):
    """Everything below `secret:` in a scenario file."""

    faults: Mapping[Id, Fault] = Field(min_length=1)
    signals: Mapping[Id, Signal] = Field(default_factory=dict)
    instruments: Mapping[Id, Instrument] = Field(default_factory=dict)
    findings: Mapping[Id, Finding] = Field(default_factory=dict)
    mitigations: Mapping[Id, Mitigation] = Field(default_factory=dict)
    initiatives: Mapping[Id, Initiative] = Field(default_factory=dict)
    msel: Mapping[Id, Inject] = Field(default_factory=dict)
    acts: Mapping[Id, Act] = Field(default_factory=dict)
    truth: Truth
    history: tuple[Done, ...] = ()
    published: tuple[Published, ...] = ()


class ScenarioFile(Public):
    """The whole file, as an author writes it. `load` splits it into public and secret."""

    secret: Secret


Condition.model_rebuild()
Mitigation.model_rebuild()
__all__ = [
    "Act",
    "Approval",
    "Calendar",
    "Condition",
    "Cost",
    "Does",
    "Done",
    "Effect",
    "Ends",
    "Fault",
    "Finding",
    "Hazard",
    "Initiative",
    "Inject",
    "Instrument",
    "Kind",
    "Mitigation",
    "Order",
    "Published",
    "ScenarioFile",
    "Secret",
    "Signal",
    "Stage",
    "Topic",
    "Truth",
]  # fmt: skip
