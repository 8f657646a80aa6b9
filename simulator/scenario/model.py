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

    title: Title = Field(description="What the publication is called; never shown before the reveal")
    url: Annotated[str, Field(max_length=400)] | None = Field(None, description="Where it can be read")
    read: Annotated[str, Field(max_length=40)] | None = Field(
        None, description="When it was read, as `2026-11-22`; publications change"
    )
    notes: Text | None = Field(None, description="How it was read, and what to keep in mind")


class Peaks(Part):
    """Short peaks that come back on the clock: the top of every hour, every five minutes."""

    every: Seconds = Field(description="From the start of one peak to the start of the next, as `1h`")
    lasts: Seconds = Field(180, description="How long one peak lasts")
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
    shape: TrafficShape = Field(
        TrafficShape.FLAT,
        description="How traffic moves with the hour; flat suits a short incident, the others one that goes over hours",
    )
    insist: Share = Field(0.5, description="Share of failed users who come back and try again")
    again: Seconds = Field(20, description="After how long they come back")
    budget_left: Share = Field(1.0, description="Error budget left at StartEx")
    component: Title | None = Field(None, description="Its name on the status page")
    earns: float | None = Field(None, ge=0, description="What one good request earns, in `currency`; prices what is lost")
    peaks: Peaks | None = Field(None, description="Peaks on the clock, when a job or a meeting starts many at once")


class Call(Part):
    """A dependency: one service calls another, `per` times for each request."""

    to: Id = Field(description="The service that is called")
    per: float = Field(1.0, ge=0, le=1000, description="How often for each request; 0.5 is every other one, 3 is three times")
    retries: int = Field(
        0, ge=0, le=10, description="How often a failed call is tried again at once; retries multiply load just when it hurts"
    )
    timeout: Millis = Field(1.0, description="How long the caller waits; while it waits it holds a worker")
    optional: bool = Field(False, description="The caller still answers well when this call fails")
    pool: int | None = Field(
        None,
        ge=1,
        le=100_000,
        description="Connections one calling instance may hold open to it; who finds none free waits, then fails",
    )


class BootCall(Part):
    """What an instance calls while it boots. Those whose calls fail do not come up and try again."""

    to: Id = Field(description="The service that is called")
    per: float = Field(
        1.0,
        gt=0,
        le=100_000,
        description="Requests per booting instance over its boot time; what nobody else calls is sized for one autoscaler step of them",
    )


class Fragile(Part):
    """Instances that die of overload and come back at the boot rate."""

    over: Share = Field(0.98, description="Saturation above which instances die")
    for_: Seconds = Field(60, alias="for", description="How long above it before they start to die")
    boots: Seconds = Field(90, description="How long an instance takes to boot")


class Cache(Part):
    """A cache before the service: hits cost a fraction of a miss."""

    hits: Share = Field(description="Share of requests it answers when warm")
    fills: Seconds = Field(600, description="How long it takes to become warm again")
    hit_takes: Millis = Field(0.001, description="What a hit costs")


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

    title: Title | None = Field(None, description="What people call it; default: the id in words")
    busy: Share = Field(0.4, description="CPU utilisation at healthy load; fixes the capacity")
    takes: Millis = Field(description="Own time per request, without the calls below")
    on_cpu: Share = Field(1.0, description="Share of its own time that burns CPU")
    instances: int = Field(
        1, ge=1, le=100_000, description="How many share the load; matters where they die, boot, are restarted or scaled"
    )
    workers: int = Field(64, ge=1, le=100_000, description="Requests one instance can hold at once")
    calls: tuple[Call, ...] = Field((), description="What it needs from others for each request")
    queue: Millis | None = Field(None, description="Longest wait it tolerates; default half the shortest caller's timeout")
    external: bool = Field(False, description="Somebody else's: never saturates, takes no mitigation")
    fragile: Fragile | None = Field(None, description="Give it where overload kills instances instead of only slowing them")
    cache: Cache | None = Field(
        None, description="Give it where most requests are answered from memory, and a cold start floods what is below"
    )
    autoscaler: Autoscaler | None = Field(None, description="Give it where capacity follows load by itself, up to a quota")
    backlog: Backlog | None = Field(
        None, description="Give it where work waits in a queue and callers do not wait for the answer"
    )
    cohorts: Mapping[Id, Share] = Field(default_factory=dict, description="Regions, clusters or tenants and their shares")
    cohorts_are: CohortKind = Field(CohortKind.REGIONS, description="What the cohorts are, for the severity of losing one")
    redundant: int | None = Field(None, ge=1, le=100, description="Fewer working cohorts than this is lost redundancy: SEV3")
    boot_calls: tuple[BootCall, ...] = Field((), description="What its instances call while they boot")
    safe_takes: SpanField | None = Field(
        None, description="How long an order on it takes the safe way; default: the usual time of that order"
    )


class Tool(Part):
    """Something people work with, available as far as what it rides on."""

    title: Title | None = Field(None, description="What people call it; default: the id in words")
    rides_on: Id | None = Field(None, description="The service without which it does not work")
    serves: Serves | None = Field(None, description="What people lose with it, beyond the orders that need it")
    fallback: ToolFallback | None = Field(
        None, description="The way round when it is lost; without one its orders wait until it is back"
    )


class Meter(Part):
    """What adds up while something goes on, in its own unit: money, messages, rows. A signal by its id."""

    title: Title = Field(description="What it counts, in words")
    unit: Annotated[str, Field(max_length=24)] = Field(description="As it stands after the number: USD, messages, rows")
    of: Annotated[str, Field(max_length=140)] | None = Field(
        None, description="A signal it adds up, per second, as `webhooks.dropped`; faults add to it with `runs`"
    )
    per: float = Field(1.0, ge=0, description="How much each unit of that signal adds")
    shown: bool = Field(
        False, description="It stands on the commander's screen with the tiles; otherwise it is truth until the reveal"
    )


class ToolFallback(Part):
    """A slower way when the tool is lost."""

    after: Seconds = Field(description="How much longer the way round takes")
    needs: Id | None = Field(None, description="A tool or service without which the way round is closed too")
    says: Text | None = Field(
        None, description="What the executor says about it, beginning in small letters: `by a bypass few have practised`"
    )


class Change(Part):
    """One line of the change feed."""

    at: InstantField = Field(description="When it went out; before StartEx with a minus, as `-40m`")
    kind: ChangeKind = Field(description="What sort of change")
    target: Id = Field(description="The service, switch or tool it changed")
    says: Text = Field(description="The line in the feed, as its author wrote it at the time")
    by: Title | None = Field(None, description="Who did it: a person or a team")


class Switch(Part):
    """A feature flag or kill switch on a service; the target of flag-off and flag-on."""

    title: Title | None = Field(None, description="What people call it; default: the id in words")
    target: Id = Field(description="The service it belongs to")
    on: bool = Field(True, description="How it stands at StartEx")
    says: Text | None = Field(None, description="What switching it off costs, in a line")


class System(Part):
    """What runs: journeys, the services that carry them, and what people work with."""

    journeys: Mapping[Id, Journey] = Field(min_length=1, description="What users come to do")
    services: Mapping[Id, Service] = Field(min_length=1, description="What carries the journeys")
    tools: Mapping[Id, Tool] = Field(default_factory=dict, description="What people work with, where losing it matters")
    switches: Mapping[Id, Switch] = Field(default_factory=dict, description="What can be turned off and on")
    changes: Mapping[Id, Change] = Field(
        default_factory=dict, description="The change feed: the one that did it, and a few that did not"
    )
    meters: Mapping[Id, Meter] = Field(default_factory=dict, description="What adds up, in its own unit")


class Runbook(Part):
    """What has been written down about how to carry something out."""

    title: Title | None = Field(None, description="What it is called; default: the id in words")
    safe: Variant = Field(Variant.SAFE, description="The way of carrying the order out that it describes")
    mitigation: Annotated[str, Field(max_length=140)] | None = Field(
        None, description="The order it describes, as `roll-back edge`"
    )
    steps: tuple[Text, ...] = Field((), description="What to do, one line each")
    stale: bool = Field(False, description="It is out of date: shown as such, and following it is a trap")


class Person(Part):
    """Somebody in the room or on the phone. Simulated unless a human takes the seat."""

    name: Title | None = Field(None, description="Default: the id with a capital")
    kind: PersonKind = Field(
        PersonKind.RESPONDER, description="Responders look and carry out; approvers say yes; the others ask, report and wait"
    )
    says_who: Title = Field(description="What they are, in a word or two: database, support lead")
    knows: tuple[Id, ...] = Field((), description="Services, switches or tools they know")
    accepts: SpanField = Field(Span(5, 20), description="How long until they say yes to an ask")
    wakes: SpanField | None = Field(None, description="How long until they join when paged; default: already here")
    temper: Temper = Field(
        Temper.SOLID,
        description="How they work: solid; tunnel-visioned stays on one idea; grenade-thrower acts on the first idea; silent reports only when nudged",
    )
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

    title: Title | None = Field(None, description="What the page says; default: the id in words")
    burn: float | None = Field(
        None,
        gt=0,
        le=1000,
        description="A burn rate, as 14.4: errors use the budget so many times too fast, over an hour and over five minutes; needs `of`",
    )
    of: Id | None = Field(None, description="The journey whose budget burns")
    signal: Annotated[str, Field(max_length=140)] | None = Field(
        None, description="A signal to watch in place of a burn rate, as `pay.success` or `edge.cpu`; needs a line"
    )
    above: float | None = Field(None, description="It fires while the signal is above this; shares as 0.9")
    below: float | None = Field(None, description="It fires while the signal is below this; shares as 0.9")
    for_: Seconds = Field(0, alias="for", description="How long past the line before it fires")
    pages: Id | None = Field(None, description="`trainee` or a person; nobody: it only shows")
    delivery: Seconds = Field(15, description="From firing to the page")
    runbook: Id | None = Field(None, description="The runbook linked from the page")


class Public(Part):
    """All a trainee may ever know of the scenario before the reveal."""

    scenario: Id = Field(description="Id of the scenario; secret from trainees, who see `alias`")
    alias: Title = Field(description="What trainees call the incident, as `Payments, a Wednesday`; gives nothing away")
    level: Annotated[int, Field(ge=1, le=4)] = Field(
        description="1 is a first drill with a checklist, 4 is long and has several incidents in one"
    )
    minutes: Annotated[int, Field(ge=1, le=600)] = Field(description="Planned playing time")
    starts_at: Utc = Field(description="StartEx in UTC; a few minutes before anything is wrong")
    longest_skip: Seconds = Field(300, description="How far one wait may carry the clock")
    teaches: tuple[Teach, ...] = Field((), description="What the drill practises; two to four of them")
    brief: Text = Field(description="The first card: the product, its boxes, who is around; under a minute to read")
    watching: bool = Field(False, description="The trainee sees the tiles from StartEx, before any page")
    person_cost: float = Field(
        1.0, ge=0, description="What one responder in the room costs, in user-minutes per minute, when paging too many is weighed"
    )
    currency: Annotated[str, Field(max_length=8)] = Field("USD", description="What `earns` is counted in")
    harm_in: Id | None = Field(
        None, description="A meter in whose unit harm is reckoned in place of user-minutes, where users feel little"
    )
    harm_over: Seconds = Field(7200, description="Harm is counted for so long from onset")
    source: Source = Field(description="Where the facts are from")
    system: System = Field(description="What runs")
    runbooks: Mapping[Id, Runbook] = Field(default_factory=dict, description="What has been written down for such a day")
    people: Mapping[Id, Person] = Field(min_length=1, description="Who is there, who can be woken, and who asks")
    alerts: Mapping[Id, Alert] = Field(default_factory=dict, description="What the monitoring says by itself")


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
