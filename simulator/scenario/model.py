"""The public half of a scenario: everything a trainee may learn, as frozen models.

Not the secret half: faults, findings, injects and the truth are in `secret`, in types that nothing here can
hold. `load` turns a file into a `Scenario`, which joins the two. Every description is shown to authors by
the JSON Schema and the authoring guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from simulator.scenario.units import (
    Count,
    EffectField,
    Id,
    Instant,
    InstantField,
    Millis,
    Rate,
    Seconds,
    Share,
    Span,
    SpanField,
    Utc,
    resolve,
)
from simulator.scenario.words import (
    ChangeKind,
    CohortKind,
    PersonKind,
    Serves,
    Sureness,
    Teach,
    Temper,
    TrafficShape,
    Variant,
    Watches,
)

if TYPE_CHECKING:
    from simulator.scenario.secret import Secret

Text = Annotated[str, Field(min_length=1, max_length=4000)]
Title = Annotated[str, Field(min_length=1, max_length=80)]


class Part(BaseModel):
    """A frozen piece of a scenario. Unknown keys are refused; values arrive as text and are read by `units`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False)


class Source(Part):
    """The publication the scenario is true to."""

    title: Title
    url: Annotated[str, Field(max_length=400)] | None = None
    read: Annotated[str, Field(max_length=40)] | None = None
    notes: Text | None = None


class Peaks(Part):
    """Short peaks that come back on the clock: the top of every hour, every five minutes."""

    every: Seconds
    lasts: Seconds = 180
    by: EffectField = Field(description="How much higher traffic is at the peak: `x1.3`")
    first: InstantField = Field(description="When the first one begins; the others follow from it, both ways in time")


class Journey(Part):
    """What users come to do: a path into the services with a service level objective."""

    title: Title | None = Field(None, description="What users call it; default: the id in words")
    core: bool = Field(False, description="Core journeys decide SEV1 and SEV2")
    slo: Share = Field(description="Objective over 30 days, as a share of good requests")
    within: Millis = Field(description="A slower answer is not good")
    enters: Id = Field(description="The service that receives these requests")
    traffic: Rate = Field(description="Requests per second at the time of day of StartEx")
    users: Count = Field(description="Active users at that time")
    shape: TrafficShape = TrafficShape.FLAT
    insist: Share = Field(0.5, description="Share of failed users who come back and try again")
    again: Seconds = Field(20, description="After how long they come back")
    budget_left: Share = Field(1.0, description="Error budget left at StartEx")
    component: Title | None = Field(None, description="Its name on the status page")
    earns: float | None = Field(None, ge=0, description="What one good request earns, in `currency`; prices what is lost")
    peaks: Peaks | None = None


class Call(Part):
    """A dependency: one service calls another, `per` times for each request."""

    to: Id
    per: float = Field(1.0, ge=0, le=1000)
    retries: int = Field(0, ge=0, le=10)
    timeout: Millis = 1.0
    optional: bool = Field(False, description="The caller still answers well when this call fails")
    pool: int | None = Field(
        None,
        ge=1,
        le=100_000,
        description="Connections one calling instance may hold open to it; who finds none free waits, then fails",
    )


class BootCall(Part):
    """What an instance calls while it boots. Those whose calls fail do not come up and try again."""

    to: Id
    per: float = Field(1.0, gt=0, le=100_000, description="Requests per booting instance over its boot time")


class Fragile(Part):
    """Instances that die of overload and come back at the boot rate."""

    over: Share = Field(0.98, description="Saturation above which instances die")
    for_: Seconds = Field(60, alias="for", description="How long above it before they start to die")
    boots: Seconds = Field(90, description="How long an instance takes to boot")


class Cache(Part):
    """A cache before the service: hits cost a fraction of a miss."""

    hits: Share
    fills: Seconds = Field(600, description="How long it takes to become warm again")
    hit_takes: Millis = 0.001


class Autoscaler(Part):
    """Adds and takes away instances of a service by itself."""

    watches: Watches = Field(Watches.CPU, description="What it reads; CPU falls when workers wait for something slow")
    target: Share = Field(0.6, description="It adds instances above this")
    most: int = Field(ge=1, le=100_000, description="The quota: more than this it never has")
    least: int = Field(1, ge=0, le=100_000, description="Fewer than this it never has")
    step: int = Field(2, ge=1, description="Instances it adds or takes away at once")
    cooldown: Seconds = Field(120, description="It waits this long before it acts again")
    boots: Seconds = Field(120, description="How long what it adds takes to boot")


class Backlog(Part):
    """An asynchronous queue before the service: it absorbs, lags and drains."""

    lifetime: Seconds | None = Field(None, description="What has waited longer is dropped; default: kept for ever")


class Service(Part):
    """One service, sized from its healthy load by `busy`."""

    title: Title | None = None
    busy: Share = Field(0.4, description="CPU utilisation at healthy load; fixes the capacity")
    takes: Millis = Field(description="Own time per request, without the calls below")
    on_cpu: Share = Field(1.0, description="Share of its own time that burns CPU")
    instances: int = Field(1, ge=1, le=100_000)
    workers: int = Field(64, ge=1, le=100_000, description="Requests one instance can hold at once")
    calls: tuple[Call, ...] = ()
    queue: Millis | None = Field(None, description="Longest wait it tolerates; default half the shortest caller's timeout")
    external: bool = Field(False, description="Somebody else's: never saturates, takes no mitigation")
    fragile: Fragile | None = None
    cache: Cache | None = None
    autoscaler: Autoscaler | None = None
    backlog: Backlog | None = None
    cohorts: Mapping[Id, Share] = Field(default_factory=dict, description="Regions, clusters or tenants and their shares")
    cohorts_are: CohortKind = Field(CohortKind.REGIONS, description="What the cohorts are, for the severity of losing one")
    redundant: int | None = Field(None, ge=1, le=100, description="Fewer working cohorts than this is lost redundancy: SEV3")
    boot_calls: tuple[BootCall, ...] = Field((), description="What its instances call while they boot")
    safe_takes: SpanField | None = None


class Tool(Part):
    """Something people work with, available as far as what it rides on."""

    title: Title | None = None
    rides_on: Id | None = Field(None, description="The service without which it does not work")
    serves: Serves | None = Field(None, description="What people lose with it, beyond the orders that need it")
    fallback: ToolFallback | None = None


class Meter(Part):
    """What adds up while something goes on, in its own unit: money, messages, rows. A signal by its id."""

    title: Title
    unit: Annotated[str, Field(max_length=24)]
    of: Annotated[str, Field(max_length=140)] | None = Field(
        None, description="A signal it adds up, per second, as `webhooks.dropped`; faults add to it with `runs`"
    )
    per: float = Field(1.0, ge=0, description="How much each unit of that signal adds")
    shown: bool = Field(
        False, description="It stands on the commander's screen with the tiles; otherwise it is truth until the reveal"
    )


class ToolFallback(Part):
    """A slower way when the tool is lost."""

    after: Seconds
    needs: Id | None = None
    says: Text | None = None


class Change(Part):
    """One line of the change feed."""

    at: InstantField
    kind: ChangeKind
    target: Id
    says: Text
    by: Title | None = None


class Switch(Part):
    """A feature flag or kill switch on a service; the target of flag-off and flag-on."""

    title: Title | None = None
    target: Id
    on: bool = True
    says: Text | None = Field(None, description="What switching it off costs, in a line")


class System(Part):
    journeys: Mapping[Id, Journey] = Field(min_length=1)
    services: Mapping[Id, Service] = Field(min_length=1)
    tools: Mapping[Id, Tool] = Field(default_factory=dict)
    switches: Mapping[Id, Switch] = Field(default_factory=dict)
    changes: Mapping[Id, Change] = Field(default_factory=dict)
    meters: Mapping[Id, Meter] = Field(default_factory=dict)


class Runbook(Part):
    title: Title | None = None
    safe: Variant = Variant.SAFE
    mitigation: Annotated[str, Field(max_length=140)] | None = Field(
        None, description="The order it describes, as `roll-back edge`"
    )
    steps: tuple[Text, ...] = ()
    stale: bool = False


class Person(Part):
    """Somebody in the room or on the phone. Simulated unless a human takes the seat."""

    name: Title | None = Field(None, description="Default: the id with a capital")
    kind: PersonKind = PersonKind.RESPONDER
    says_who: Title = Field(description="What they are, in a word or two: database, support lead")
    knows: tuple[Id, ...] = Field((), description="Services, switches or tools they know")
    accepts: SpanField = Span(5, 20)
    wakes: SpanField | None = Field(None, description="How long until they join when paged; default: already here")
    temper: Temper = Temper.SOLID
    on_since: InstantField | None = Field(
        None, description="Since when they have been working: after 3 h tired, after 5 h very; default: StartEx"
    )
    shift_ends: InstantField | None = Field(None, description="When they go home")
    relief: Id | None = Field(None, description="Who takes over when their shift ends")
    answers: Share = Field(1.0, description="Chance that a page reaches them at all")
    instead: Id | None = Field(None, description="Who answers when they do not")
    queue: SpanField | None = Field(None, description="A vendor's own queue: how long before each ask is begun")


class Alert(Part):
    """A rule of the monitoring: a burn rate of a journey, or a threshold on a signal."""

    title: Title | None = None
    burn: float | None = Field(None, gt=0, le=1000)
    of: Id | None = None
    signal: Annotated[str, Field(max_length=140)] | None = None
    above: float | None = None
    below: float | None = None
    for_: Seconds = Field(0, alias="for")
    pages: Id | None = Field(None, description="`trainee` or a person; nobody: it only shows")
    delivery: Seconds = Field(15, description="From firing to the page")
    runbook: Id | None = None


class Public(Part):
    """All a trainee may ever know of the scenario before the reveal."""

    scenario: Id = Field(description="Id of the scenario; secret from trainees, who see `alias`")
    alias: Title
    level: Annotated[int, Field(ge=1, le=4)]
    minutes: Annotated[int, Field(ge=1, le=600)]
    starts_at: Utc
    longest_skip: Seconds = 300
    teaches: tuple[Teach, ...] = ()
    brief: Text
    watching: bool = Field(False, description="The trainee sees the tiles from StartEx, before any page")
    person_cost: float = Field(1.0, ge=0)
    currency: Annotated[str, Field(max_length=8)] = Field("USD", description="What `earns` is counted in")
    harm_over: Seconds = Field(7200, description="Harm is counted for so long from onset")
    source: Source
    system: System
    runbooks: Mapping[Id, Runbook] = Field(default_factory=dict)
    people: Mapping[Id, Person] = Field(min_length=1)
    alerts: Mapping[Id, Alert] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A loaded, checked scenario: the public half, the secret half, and the digest of the text they came from."""

    public: Public
    secret: Secret
    digest: str
    text: str

    def seconds(self, instant: Instant) -> int:
        """An authored instant as seconds since StartEx."""
        return resolve(instant, self.public.starts_at)


Tool.model_rebuild()

__all__ = [
    "Alert", "Autoscaler", "Backlog", "BootCall", "Cache", "Call", "Change", "Fragile", "Journey", "Meter", "Part", "Peaks", "Person", "Public",
    "Runbook", "Scenario", "Service", "Source", "Sureness", "Switch", "System", "Text", "Title", "Tool", "ToolFallback",
]  # fmt: skip
