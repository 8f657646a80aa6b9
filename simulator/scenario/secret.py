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

    capacity: EffectField | None = Field(None, description="What is left of its capacity: `50%`")
    cpu: EffectField | None = Field(None, description="CPU time per request: `x10`")
    latency: EffectField | None = Field(None, description="Own time per request: `x12`, `+400ms` or `3s`")
    errors: EffectField | None = Field(None, description="Share of requests that fail at once: `32%`")
    traffic: EffectField | None = Field(None, description="How much more or less arrives: `x3`")
    hits: EffectField | None = Field(None, description="The cache answers at most this share: `20%`")
    instances: EffectField | None = Field(None, description="What is left of its instances: `25%`")


class Calendar(Part):
    """A time of the week, in the scenario's UTC clock."""

    days: tuple[Weekday, ...] = Field((), description="None: every day")
    from_: Clock = Field(alias="from", description="`08:00`")
    to: Clock = Field(description="`18:00`; earlier than `from` reaches into the next day")


class Condition(Part):
    """One condition, or `all`, `any`, `not` of others. Exactly one kind of test per condition."""

    all: tuple[Condition, ...] | None = Field(None, description="Every one of these holds")
    any: tuple[Condition, ...] | None = Field(None, description="At least one of these holds")
    not_: Condition | None = Field(None, alias="not", description="This does not hold")
    signal: Annotated[str, Field(max_length=140)] | None = Field(None, description="`service.errors` or `journey.success`")
    above: float | None = Field(None, description="The line of `signal`; shares as 0.9")
    below: float | None = Field(None, description="The line of `signal`; shares as 0.9")
    for_: Seconds | None = Field(None, alias="for", description="How long `signal` must have been past its line")
    posted: Audience | None = Field(None, description="An update for this audience stands")
    declared: Literal["any"] | Sev | None = Field(
        None, description="An incident is declared: at all, or at this severity or worse"
    )
    ordered: Order | None = Field(None, description="The order has been given; with `by`: at least so long ago")
    done: Order | None = Field(None, description="The order has been carried out; with `by`: at least so long ago")
    in_: Id | None = Field(None, alias="in", description="With `ordered` or `done`: for this cohort")
    asked: Id | None = Field(None, description="A person has been asked something")
    fault: Id | None = Field(None, description="The fault is active")
    found: Id | None = Field(None, description="The finding was reported where the IC sees it")
    delivered: Id | None = Field(None, description="The inject was delivered")
    page: Id | None = Field(None, description="The alert has paged")
    severity: Sev | None = Field(None, description="True severity is this or worse")
    mitigated: bool | None = Field(None, description="It hurt, and has stopped hurting")
    chance: Share | None = Field(None, description="Drawn once for each drill and each place in the file, by luck")
    hat: Literal["ic", "ops", "comms", "scribe"] | None = Field(None, description="Somebody has accepted this hat")
    calendar: Calendar | None = Field(None, description="The clock stands in this part of the week")
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

    by: Order | None = Field(None, description="The order that ends it once done, as `roll-back edge`")
    after: Seconds | None = Field(None, description="Or time: so long after it began")
    calms_over: Seconds = Field(0, description="How long it takes to fade from then on")
    works: Share = Field(1.0, description="How much of the fault it removes")
    when: Condition | None = Field(None, description="Only if this holds when the order is done")


class Fault(Part):
    """A hidden cause."""

    at: InstantField | None = Field(None, description="When it strikes; or use `with` or `when`")
    with_: Id | None = Field(None, alias="with", description="A change in the feed that carried it")
    when: Condition | None = Field(
        None, description="It strikes as soon as this holds: a second incident, or one that something else brings on"
    )
    target: Id = Field(description="A service, a journey for traffic, or a tool that it takes away")
    does: Does = Field(default_factory=Does.model_construct, description="What it does to its target")
    runs: Mapping[Id, Rate] = Field(default_factory=dict, description="Meters it adds to while it lasts, as `loss: 170000/s`")
    chance: Share = Field(1.0, description="How likely it strikes at all")
    severity: Sev | None = Field(
        None, description="True severity while it lasts, whatever the journeys show: data at risk, a breach, money running out"
    )
    shape: Shape = Field(
        Shape.STEP,
        description="How it comes on: step at once, ramp evenly, creep fast first, s-curve slow at both ends; "
        "impulse and decay pass by themselves; the last three repeat",
    )
    over: Seconds = Field(0, description="How long it takes to come on")
    every: Seconds | None = Field(None, description="Period of a shape that repeats: sawtooth, oscillation, flapping")
    lasts: Seconds | None = Field(None, description="It ends by itself after so long")
    in_: Id | None = Field(None, alias="in", description="Only in this cohort")
    ends: tuple[Ends, ...] = Field((), description="What ends it; without any, and without `lasts`, it stays")

    @model_validator(mode="after")
    def _one_start(self) -> Fault:
        if sum(x is not None for x in (self.at, self.with_, self.when)) != 1:
            raise ValueError("a fault needs exactly one of at, with, when")
        return self


class Signal(Part):
    """A scripted series beyond the world's own."""

    title: Title | None = Field(None, description="What the graph is called; default: the id in words")
    unit: Annotated[str, Field(max_length=12)] = Field("", description="As it stands after the number")
    of: Id | None = Field(None, description="The service or journey it belongs to")
    healthy: float = Field(description="Its value when all is well")
    noise: Share = Field(0.03, description="How much it trembles")
    during: Id | None = Field(None, description="The fault that moves it")
    becomes: float | None = Field(None, description="Where the fault takes it")
    shape: Shape = Field(Shape.STEP, description="How it gets there")
    over: Seconds = Field(0, description="How long it takes to get there")
    every: Seconds | None = Field(None, description="Period of a shape that repeats")


class Instrument(Part):
    """Monitoring that does not show the truth: missing, stuck at what it read, upside down, or a number of its own."""

    signals: tuple[Annotated[str, Field(max_length=140)], ...] = Field(
        min_length=1, description="The signals that are not shown as they are, as `edge.cpu`"
    )
    during: Id | None = Field(None, description="A fault; default: always")
    reads: Reads | float = Field(description="What is shown in place of the truth")


class Finding(Part):
    """What somebody can find out when asked, as long as it is true."""

    by: tuple[Id, ...] = Field(min_length=1, description="Who can make it")
    asked: tuple[Id, ...] = Field((), description="Targets or topics an ask must name; none: any ask")
    unasked: bool = Field(False, description="They report it on their own once `when` holds")
    when: Condition | None = Field(
        None, description="True only while this holds; give it one, or it can be found before it is so"
    )
    takes: SpanField = Field(Span(120, 300), description="How long they look")
    says: Text = Field(description="What they report: what they saw, in their words")
    confidence: Confidence = Field(Confidence.MEDIUM, description="How sure they are")
    supports: Sev | None = Field(None, description="The severity it justifies")
    refutes: tuple[Id, ...] = Field((), description="Findings, injects or alerts that it shows to have meant something else")
    names: Order | None = Field(None, description="The order they propose, as `roll-back edge`")
    cause: bool = Field(False, description="Sufficient to know the cause")
    lasts: Seconds | None = Field(None, description="How long it counts as evidence; default: until refuted")


class Approval(Part):
    """Somebody whose yes an order needs."""

    by: Id = Field(description="Who has to say yes")
    takes: SpanField = Field(description="How long they think about it")


class Hazard(Part):
    """A second fault that carrying out a mitigation may bring."""

    says: Text = Field(description="What happened, for the debrief")
    target: Id = Field(description="What it strikes")
    does: Does = Field(description="What it does there")
    lasts: Seconds | None = Field(None, description="It ends by itself after so long")
    variant: Variant | None = Field(None, description="Only when carried out this way")
    when: Condition | None = Field(None, description="Only if this holds when it could strike")
    chance: Share = Field(1.0, description="How likely it strikes")


class Stage(Part):
    """One step of a mitigation that comes in stages: so much of it stands, for so long, before the next."""

    share: Share = Field(description="How much of the effect stands in this step")
    takes: Seconds = Field(description="How long before the next one")


class Cost(Part):
    """What carrying out a mitigation adds to a meter: rows lost, evidence gone, money."""

    meter: Id = Field(description="The meter it adds to")
    adds: float = Field(description="How much, in the meter's unit")
    when: Condition | None = Field(None, description="Only if this holds")


class Initiative(Part):
    """An order somebody carries out on their own accord, unless the response is coordinated."""

    by: Id = Field(description="Who")
    order: Order = Field(description="What they do, as `restart db`")
    in_: Id | None = Field(None, alias="in", description="In this cohort only")
    variant: Variant = Field(Variant.FAST, description="How they go about it")
    when: Condition = Field(description="What moves them to it")
    unless: Condition | None = Field(None, description="What keeps them from it: `{hat: ops}`, `{ordered: freeze-changes spine}`")
    after: SpanField = Field(Span(60, 180), description="How long until they begin, if nothing speaks against it by then")
    again: int = Field(1, ge=1, le=20, description="How often at most")
    chance: Share = Field(1.0, description="How likely they do it when it comes to it, drawn each time")
    says: Text = Field(description="What they say in the channel, afterwards; nobody sees it coming")


class Mitigation(Part):
    """Where this incident differs from the generic semantics of an order."""

    order: Order = Field(description="The order this is about, as `roll-back edge`")
    approval: Approval | None = Field(None, description="Somebody has to say yes first")
    needs: tuple[Id, ...] = Field((), description="Tools it needs")
    ready: SpanField = Field(Span(10, 30), description="How long the executor prepares")
    takes: SpanField | None = Field(
        None, description="How long it takes from beginning to done; default: the usual time of that order"
    )
    by: tuple[Id, ...] = Field((), description="Only these people can do it")
    destroys: tuple[Id, ...] = Field((), description="Findings nobody can make any more")
    hazards: tuple[Hazard, ...] = Field((), description="What it may break")
    refused: Text | None = Field(None, description="Why it cannot be done at all here")
    requires: Condition | None = Field(None, description="Must hold when work begins; otherwise it fails with `otherwise`")
    otherwise: Text | None = Field(None, description="What the executor reports when `requires` does not hold")
    succeeds: Share = Field(1.0, description="Chance that it works; it can be ordered again")
    fails_as: Text | None = Field(None, description="What the executor reports when it did not")
    stages: tuple[Stage, ...] = Field(
        (), description="Its effect comes in these steps, then all of it; the fast way of letting in or moving load skips them"
    )
    costs: tuple[Cost, ...] = Field((), description="What it adds to meters once done")
    says: Text | None = Field(None, description="What the executor reports when done")


class Inject(Part):
    """One line of the MSEL: something put before the players at a time or on a condition."""

    at: InstantField | None = Field(None, description="When it comes; or use `when`")
    when: Condition | None = Field(None, description="It comes as soon as this holds")
    from_: Id = Field(alias="from", description="Who says it")
    to: Literal["ic", "channel"] = Field("channel", description="`ic` for the commander alone, `channel` for all")
    as_: Medium = Field(Medium.MESSAGE, alias="as", description="How it arrives")
    says: Text = Field(description="What they say, in their words")
    expects: Objective | None = Field(None, description="What it hopes the players will do; shown to the game master")
    answer_within: Seconds | None = Field(None, description="It is a question to the IC")
    supports: Sev | None = Field(None, description="The severity it justifies")
    refutes: tuple[Id, ...] = Field((), description="Findings, injects or alerts that it shows to have meant something else")

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
    """One of the things that contributed."""

    kind: FactorClass = Field(description="What sort of factor")
    says: Text = Field(description="What contributed: the system or the rule is the subject, never a person")


class Truth(Part):
    """What was true, for the reveal and the postmortem's hints."""

    summary: Text = Field(description="What happened and why, in two or three sentences")
    factors: tuple[Factor, ...] = Field(min_length=2, description="What contributed; there is never only one")
    decoys: tuple[Text, ...] = Field((), description="What pointed elsewhere")
    luck: tuple[Text, ...] = Field((), description="What went well by chance")
    unknown: tuple[Text, ...] = Field((), description="What the source leaves unknown")
    fixed_by: tuple[Order, ...] = Field(description="Orders that end the hurting; none only in a false alarm")
    false_alarm: bool = Field(False, description="Never SEV2 or worse: the right call is not to declare SEV1, or to stand down")
    data_loss: bool = Field(False, description="Data is lost or at risk: SEV1 while any fault lasts, whatever the numbers say")
    breach: bool = Field(False, description="Somebody got in: SEV1 while any fault lasts, whatever the numbers say")


class Done(Part):
    """One recorded act of the real responders. Exactly one of the acts."""

    at: InstantField = Field(description="When")
    page: Id | None = Field(None, description="An alert reached the responders")
    found: Id | None = Field(None, description="A finding was made, or an alert was noticed")
    ordered: Order | None = Field(None, description="An order was given")
    done: Order | None = Field(None, description="An order was carried out")
    in_: Id | None = Field(None, alias="in", description="With `ordered` or `done`: for this cohort")
    begins: Id | None = Field(None, description="A fault that struck because of what was done, where `history` must state it")
    ends: Id | None = Field(None, description="A fault that ended by something no order stands for")
    declared: Sev | None = Field(None, description="The incident was declared, at this severity")
    posted: Audience | None = Field(None, description="An update was posted for this audience")
    resolved: bool | None = Field(None, description="`true`: the incident was called resolved")
    says: Text | None = Field(None, description="What was said, in your words")
    said: Sureness = Field(
        Sureness.Q, description="How sure the source is: Q quoted, S secondary, I inferred, P published figure, U unknown"
    )
    assumed: bool = Field(False, description="The source does not say it; it is assumed")


class Published(Part):
    """A published instant or figure that `history` must reproduce."""

    detected: InstantField | None = Field(None, description="When the responders learned of it")
    declared: InstantField | None = Field(None, description="When it was declared")
    mitigated: InstantField | None = Field(None, description="When it stopped hurting")
    resolved: InstantField | None = Field(None, description="When it was called resolved")
    onset: InstantField | None = Field(None, description="When it began to hurt")
    lowest: Annotated[str, Field(max_length=140)] | None = Field(
        None, description="A signal whose lowest reading from `from` to `to` is known"
    )
    highest: Annotated[str, Field(max_length=140)] | None = Field(
        None, description="A signal whose highest reading from `from` to `to` is known"
    )
    final: Annotated[str, Field(max_length=140)] | None = Field(None, description="The reading at `to`, as of a meter")
    passes: Annotated[str, Field(max_length=140)] | None = Field(
        None, description="The instant `at` which this signal first passes `above` or `below`, looking from `from` on"
    )
    above: float | None = Field(None, description="The line of `passes`, crossed upwards; shares as 0.9")
    below: float | None = Field(None, description="The line of `passes`, crossed downwards; shares as 0.9")
    at: InstantField | None = Field(None, description="The published instant of `passes`")
    from_: InstantField | None = Field(None, alias="from", description="Where to begin to look; default: StartEx")
    to: InstantField | None = Field(None, description="Where to stop looking; default: the end of the run")
    is_: EffectField | None = Field(None, alias="is", description="The published figure, as a share")
    value: float | None = Field(None, description="In place of `is`, for a figure in its own unit")
    within: EffectField | None = Field(None, description="Tolerance: `1m` for an instant, `5%` for a figure")
    said: Sureness = Field(
        Sureness.Q, description="How sure the source is: Q quoted, S secondary, I inferred, P published figure, U unknown"
    )
    fitted: bool = Field(False, description="Used to fit a parameter: shown, not counted as evidence")
    note: Text | None = Field(None, description="What the figure means, and what was done to it")


class Secret(Part):
    """Everything below `secret:` in a scenario file."""

    faults: Mapping[Id, Fault] = Field(min_length=1, description="What breaks")
    signals: Mapping[Id, Signal] = Field(default_factory=dict, description="Series the world does not make by itself")
    instruments: Mapping[Id, Instrument] = Field(default_factory=dict, description="Monitoring that does not show the truth")
    findings: Mapping[Id, Finding] = Field(default_factory=dict, description="What people can find out")
    mitigations: Mapping[Id, Mitigation] = Field(
        default_factory=dict, description="Where orders differ here from what they usually mean"
    )
    initiatives: Mapping[Id, Initiative] = Field(default_factory=dict, description="What people do on their own accord")
    msel: Mapping[Id, Inject] = Field(default_factory=dict, description="What comes from outside, at a time or on a condition")
    acts: Mapping[Id, Act] = Field(default_factory=dict, description="Jumps over hours in which little is to decide")
    truth: Truth = Field(description="What was so, for the reveal")
    history: tuple[Done, ...] = Field((), description="What the real responders did, and when")
    published: tuple[Published, ...] = Field((), description="What is known of how it went; `history` must reproduce it")


class ScenarioFile(Public):
    """The whole file, as an author writes it. `load` splits it into public and secret."""

    secret: Secret = Field(description="What no trainee sees before the reveal")


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
