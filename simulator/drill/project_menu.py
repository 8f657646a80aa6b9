"""The menu of composers: what can be ordered, asked, assigned and written. Made once per drill; it does not change.

From the public half of the scenario and the generic meaning of each order. What this incident's orders report when they are
done is not in it.
"""

from __future__ import annotations

from simulator.drill import views as v
from simulator.drill.orders import USUAL, all_orders, cohorts_of, people_for, targets
from simulator.drill.seen import KIND_TITLES, title_of
from simulator.record.seats import Role
from simulator.scenario.model import Scenario
from simulator.scenario.words import Kind, Topic, Variant

#: What each kind of order does and what it may break, in a line.
KIND_SAYS: dict[Kind, str] = {
    Kind.ROLL_BACK: "Back to the version before. What the newest one brought is gone.",
    Kind.ROLL_FORWARD: "A new version with the repair in it. Slower, and it has not been tried.",
    Kind.FLAG_OFF: "Off within seconds. Whatever it does is off too.",
    Kind.FLAG_ON: "On again. Best in small steps.",
    Kind.SHED_LOAD: "Half of the requests are turned away so that the rest can succeed.",
    Kind.ADMIT_LOAD: "Lets everybody in again. Best in stages.",
    Kind.RATE_LIMIT: "No more requests than it can stand. Some users are turned away.",
    Kind.LIFT_LIMIT: "Takes the limit away. The load comes back at once.",
    Kind.FAIL_OVER: "Moves the load elsewhere. The other side has to carry it.",
    Kind.FAIL_BACK: "Moves the load back.",
    Kind.SCALE_UP: "More instances. They take time to boot and load what they call.",
    Kind.SCALE_DOWN: "Takes the added instances away.",
    Kind.RESTART: "Clears what is stuck. Memory and caches start empty; traces are lost.",
    Kind.FLUSH_CACHE: "Drops wrong entries. Everything behind the cache takes the load meanwhile.",
    Kind.WARM_CACHE: "Fills the cache before users need it.",
    Kind.DRAIN: "Takes a part out of use. The rest has to carry its share.",
    Kind.UNDRAIN: "Puts the part back into use.",
    Kind.PAUSE_JOB: "Stops the work in the background. It piles up meanwhile.",
    Kind.RESUME_JOB: "The work in the background goes on, with what has piled up.",
    Kind.RESTORE: "Back to the last good copy. Slow, and newer data is lost.",
    Kind.REVOKE: "Takes access away. Whatever used it stops working.",
    Kind.CUT_RETRIES: "Failed calls are not tried again. Calms a storm; single failures show.",
    Kind.ALLOW_RETRIES: "Failed calls are tried again.",
    Kind.DISABLE: "Turned off altogether. Whatever calls it does without.",
    Kind.ENABLE: "Turned on again. Best in stages.",
    Kind.FREEZE_CHANGES: "Nothing new goes out until it is lifted.",
    Kind.THAW_CHANGES: "Changes may go out again.",
}

_TOPICS: dict[Topic, str] = {
    Topic.ERRORS: "Errors",
    Topic.LATENCY: "Latency",
    Topic.CPU: "CPU",
    Topic.CAPACITY: "Capacity",
    Topic.CHANGES: "What changed",
    Topic.LOGS: "Logs",
    Topic.DEPENDENCIES: "Dependencies",
    Topic.DATA: "Data",
    Topic.SECURITY: "Security",
    Topic.ACCESS: "Access and tools",
    Topic.RECOVERY: "Recovery",
}

_ROLES: dict[Role, str] = {
    Role.IC: "Incident commander",
    Role.OPS: "Ops lead",
    Role.COMMS: "Comms lead",
    Role.SCRIBE: "Scribe",
}

TEMPLATES: tuple[v.Template, ...] = (
    v.Template(
        "declare",
        "internal",
        "Declaring",
        "{severity} declared. Users see: {what}. In command: {who}. Next update at {time}.",
    ),
    v.Template(
        "internal-update",
        "internal",
        "Update",
        "State: {state}. Impact: {impact}. Doing: {doing}. Needed: {need}. Next update at {time}.",
    ),
    v.Template(
        "internal-nothing-new",
        "internal",
        "Nothing new",
        "Nothing new since the last update. Still: {doing}. Next update at {time}.",
    ),
    v.Template(
        "public-first",
        "public",
        "First post",
        "We know that {what} and are working on it. Next update at {time} UTC.",
    ),
    v.Template(
        "public-update",
        "public",
        "Update",
        "Since {since} UTC {who} see {what}. We are {doing}. Next update at {time} UTC.",
    ),
    v.Template(
        "public-watching",
        "public",
        "Better, watching",
        "{what} works again since {since} UTC. We keep watching it. Next update at {time} UTC.",
    ),
    v.Template(
        "public-resolved",
        "public",
        "Resolved",
        "Between {since} and {until} UTC {who} saw {what}. This is over. We are sorry, and will write about what we learn.",
    ),
    v.Template(
        "internal-resolved",
        "internal",
        "Resolved",
        "Resolved. Hurt: {impact}, from {since} to {until}. Verified by {who}. Postmortem: {owner}.",
    ),
)  # fmt: skip


def menu(scenario: Scenario) -> v.Menu:
    """Everything that can be chosen."""
    public = scenario.public
    return v.Menu(
        [_offer(scenario, kind, target) for kind, target in all_orders(scenario)],
        [v.Choice(target, title_of(scenario, target)) for target in targets(scenario)],
        [v.Choice(id_, title_of(scenario, id_)) for id_, service in public.system.services.items() if not service.external],
        [v.Choice(topic.value, title) for topic, title in _TOPICS.items()],
        [v.Choice(role.value, title) for role, title in _ROLES.items()],
        [v.Choice(id_, title_of(scenario, id_)) for id_ in public.system.journeys],
        list(TEMPLATES),
        [
            v.RunbookText(
                id_, runbook.title or id_.replace("-", " "), list(runbook.steps), runbook.stale, runbook.mitigation or ""
            )
            for id_, runbook in public.runbooks.items()
        ],
    )


def _offer(scenario: Scenario, kind: Kind, target: str) -> v.MitigationOffer:
    safe, fast = USUAL[kind]
    switch = scenario.public.system.switches.get(target)
    says = switch.says if kind is Kind.FLAG_OFF and switch is not None and switch.says is not None else KIND_SAYS[kind]
    return v.MitigationOffer(
        kind.value,
        KIND_TITLES[kind],
        target,
        f"{KIND_TITLES[kind]}: {title_of(scenario, target)}",
        [Variant.SAFE.value] if safe == fast else [Variant.SAFE.value, Variant.FAST.value],
        says,
        list(people_for(scenario, kind, target)),
        list(cohorts_of(scenario, kind, target)),
    )
