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
from simulator.scenario.units import Effect, EffectField, Id, InstantField, Seconds, Share, Span, SpanField
from simulator.scenario.words import (
    Audience,
    Confidence,
    FactorClass,
    Kind,
    Objective,
    Sev,
    Shape,
    Sureness,
    Topic,
    Variant,
)

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
    ordered: Order | None = None
    done: Order | None = None
    asked: Id | None = Field(None, description="A person has been asked something")
    fault: Id | None = Field(None, description="The fault is active")
    found: Id | None = Field(None, description="The finding was reported where the IC sees it")
    delivered: Id | None = Field(None, description="The inject was delivered")
    page: Id | None = Field(None, description="The alert has paged")
    severity: Sev | None = Field(None, description="True severity is this or worse")
    mitigated: bool | None = None
    after: Id | None = Field(None, description="An inject, alert, finding or fault id, or `declare`")
    by: Seconds | None = Field(None, description="How long after `after`")

    @model_validator(mode="after")
    def _one_test(self) -> Condition:
        tests = [
            name
            for name in ("all", "any", "not_", "signal", "posted", "declared", "ordered", "done", "asked", "fault", "found",
                         "delivered", "page", "severity", "mitigated", "after")
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


class Fault(Part):
    """A hidden cause."""

    at: InstantField | None = None
    with_: Id | None = Field(None, alias="with", description="A change in the feed that carried it")
    when: Condition | None = None
    target: Id = Field(description="A service, or a journey for traffic")
    does: Does
    shape: Shape = Shape.STEP
    over: Seconds = Field(0, description="How long it takes to come on")
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
    says: Text | None = Field(None, description="What the executor reports when done")


class Inject(Part):
    """One line of the MSEL: something put before the players at a time or on a condition."""

    at: InstantField | None = None
    when: Condition | None = None
    from_: Id = Field(alias="from")
    to: Literal["ic", "channel"] = "channel"
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


class Factor(Part):
    kind: FactorClass
    says: Text


class Truth(Part):
    """What was true, for the reveal and the postmortem's hints."""

    summary: Text
    factors: tuple[Factor, ...] = Field(min_length=2)
    decoys: tuple[Text, ...] = ()
    luck: tuple[Text, ...] = ()
    fixed_by: tuple[Order, ...] = Field(min_length=1)
    data_loss: bool = False
    breach: bool = False


class Done(Part):
    """One recorded act of the real responders. Exactly one of the acts."""

    at: InstantField
    page: Id | None = None
    found: Id | None = None
    ordered: Order | None = None
    done: Order | None = None
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
    from_: InstantField | None = Field(None, alias="from")
    to: InstantField | None = None
    is_: EffectField | None = Field(None, alias="is")
    within: EffectField | None = Field(None, description="Tolerance: `1m` for an instant, `5%` for a figure")
    said: Sureness = Sureness.Q
    fitted: bool = Field(False, description="Used to fit a parameter: shown, not counted as evidence")
    note: Text | None = None


class Secret(Part):
    """Everything below `secret:` in a scenario file."""

    faults: Mapping[Id, Fault] = Field(min_length=1)
    signals: Mapping[Id, Signal] = Field(default_factory=dict)
    findings: Mapping[Id, Finding] = Field(default_factory=dict)
    mitigations: Mapping[Id, Mitigation] = Field(default_factory=dict)
    msel: Mapping[Id, Inject] = Field(default_factory=dict)
    truth: Truth
    history: tuple[Done, ...] = ()
    published: tuple[Published, ...] = ()


class ScenarioFile(Public):
    """The whole file, as an author writes it. `load` splits it into public and secret."""

    secret: Secret


Condition.model_rebuild()
__all__ = [
    "Approval",
    "Condition",
    "Does",
    "Done",
    "Effect",
    "Ends",
    "Fault",
    "Finding",
    "Hazard",
    "Inject",
    "Kind",
    "Mitigation",
    "Order",
    "Published",
    "ScenarioFile",
    "Secret",
    "Signal",
    "Topic",
    "Truth",
]  # fmt: skip
