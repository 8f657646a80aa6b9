"""Why an order makes no sense in the present state of the system, in the commander's words.

Not who may give it nor who can carry it out (`drill/decisions`), and not what it does (`mitigations`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from simulator.scenario.model import Public, Service
from simulator.scenario.words import Kind
from simulator.world.mitigations import SHED_TO, Place, Standing
from simulator.world.network import Network

#: Shedding this much is shedding everything; to shed more is to disable.
_HARDLY_ANY = SHED_TO**4

_MOVES_AWAY = (Kind.FAIL_OVER, Kind.DRAIN)
_MOVES_BACK = (Kind.FAIL_BACK, Kind.UNDRAIN)


def objection(public: Public, network: Network, standing: Standing, kind: Kind, target: str, cohort: str) -> str:
    """Why an order makes no sense now; "" when it does."""
    service = public.system.services.get(target)
    if service is not None and service.external:
        return f"{service.title or target} belongs to somebody else; nothing can be ordered on it. Ask its owner instead."
    if cohort and service is not None and cohort not in service.cohorts:
        return f"{target} has no part named {cohort}."
    if service is not None and service.cohorts and kind in (*_MOVES_AWAY, *_MOVES_BACK):
        return _moving(service, standing, kind, target, cohort)
    return _again(public, network, standing, kind, (target, cohort))


def _moving(service: Service, standing: Standing, kind: Kind, target: str, cohort: str) -> str:
    left = {c for c in service.cohorts if (target, c) in standing.away}
    if kind in _MOVES_BACK:
        return "" if (cohort in left if cohort else left) else f"No traffic of {target} has been moved away."
    if not cohort:
        return f"Say which part of {target} to move away from: {', '.join(service.cohorts)}."
    if cohort in left:
        return f"Traffic has been moved away from {cohort} already."
    if left | {cohort} >= set(service.cohorts):
        return f"There is no other part of {target} that could take the traffic of {cohort}."
    return ""


def _again(public: Public, network: Network, standing: Standing, kind: Kind, place: Place) -> str:
    """Doing twice what is done, or undoing what is not."""
    target = place[0]
    switch = public.system.switches.get(target)
    named = target if switch is None else switch.title or target
    match kind:
        case Kind.SHED_LOAD if standing.admit.get(place, 1.0) <= _HARDLY_ANY:
            return f"Hardly anything is let in at {target} as it is."
        case Kind.ADMIT_LOAD if not _stands(standing.admit, place):
            return f"No load is being shed at {target}."
        case Kind.RATE_LIMIT if _covered(standing.limit, place):
            return f"There is a rate limit at {target} already."
        case Kind.LIFT_LIMIT if not _stands(standing.limit, place):
            return f"There is no rate limit at {target}."
        case Kind.DISABLE if _covered(standing.disabled, place):
            return f"{target} is disabled already."
        case Kind.ENABLE if not _stands(standing.disabled, place):
            return f"{target} is not disabled."
        case Kind.CUT_RETRIES if _covered(standing.retries_cut, place):
            return f"The retries of {target} are cut already."
        case Kind.ALLOW_RETRIES if not _stands(standing.retries_cut, place):
            return f"The retries of {target} are not cut."
        case Kind.PAUSE_JOB if _covered(standing.paused, place):
            return f"{target} is paused already."
        case Kind.RESUME_JOB if not _stands(standing.paused, place):
            return f"{target} is not paused."
        case Kind.FLAG_OFF if target in standing.off:
            return f"{named} is off already."
        case Kind.FLAG_ON if switch is not None and target not in standing.off:
            return f"{named} is on already."
        case Kind.FREEZE_CHANGES if target in standing.frozen:
            return f"Changes to {target} are frozen already."
        case Kind.THAW_CHANGES if target not in standing.frozen:
            return f"Changes to {target} are not frozen."
        case Kind.SCALE_DOWN if target in network.by_service and network.by_service[target][0].extra <= 0.0:
            return f"{target} has no added instances to take away."
        case _:
            return ""


def _covered(places: Container[Place], place: Place) -> bool:
    """It stands here, or for all of the service."""
    return place in places or (place[0], "") in places


def _stands(places: Iterable[Place], place: Place) -> bool:
    return any(p[0] == place[0] and (place[1] in ("", p[1]) or not p[1]) for p in places)
