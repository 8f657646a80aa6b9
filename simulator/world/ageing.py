"""What becomes of a node by itself: instances die of overload and boot, an autoscaler adds and takes away, caches fill.

A fluid of instances, as everything here: while a node has been hot for as long as its kind can bear, its instances die at
the rate of one such time each, so that newcomers die too (exact within a step, hence no smaller steps). Each comes back after
its boot time, whatever the load is then; what those do that call others on their way is in `booting`. Orders that change the
same things are in `mitigations`.
"""

from __future__ import annotations

import math

from simulator.scenario.words import Watches
from simulator.world import booting
from simulator.world.node import Node

#: The autoscaler takes instances away when what it watches is below this share of what is healthy (judgement: no flapping at StartEx).
_IDLE = 0.7


def age(node: Node, load: float, now: float, seconds: float) -> None:
    """One step of a node whose capacity was used to `load`, 0..1."""
    if node.booting:
        boot(node, now)
    if node.batches or node.held:
        booting.come_up(node, now, seconds)
    if node.spec.fragile is not None:
        _die(node, load, now, seconds)
    if node.spec.autoscaler is not None:
        _scale(node, now)
    if node.spec.cache is not None:
        _fill(node, seconds)


def boot(node: Node, now: float) -> None:
    """Those whose boot time is over come up; no more than the node is meant to have."""
    node.alive = round(min(node.whole, node.alive + sum(many for up, many in node.booting if up <= now)), 9)
    node.booting = [(up, many) for up, many in node.booting if up > now]


def _die(node: Node, load: float, now: float, seconds: float) -> None:
    fragile = node.spec.fragile
    assert fragile is not None
    node.hot_for = node.hot_for + seconds if load >= fragile.over else 0.0
    if node.hot_for < fragile.for_ or node.hot_for <= 0.0:
        return
    dead = round(node.alive * (1.0 - math.exp(-seconds / max(fragile.for_, 1))), 9)
    node.alive = round(node.alive - dead, 9)
    _boot(node, now, dead, fragile.boots)


def _boot(node: Node, now: float, many: float, seconds: int) -> None:
    if node.boot_links:
        booting.send(node, now, many, max(seconds, 1))
    else:
        node.booting.append((now + seconds, many))


def _scale(node: Node, now: float) -> None:
    """Towards the target of what it watches, a few instances at a time, and not again before it has cooled down.

    To one that watches CPU alone, callers whose workers all wait for something slow look idle, and lose instances; one that
    watches workers adds them (Slack, 2021, did both in turn). Watching both, it adds for either and takes away when both are idle.
    """
    scaler = node.spec.autoscaler
    assert scaler is not None
    if now - node.scaled_at < scaler.cooldown:
        return
    whole, step = node.whole, scaler.step * node.share
    used, of_healthy = _watched(node, scaler.watches)
    if used > scaler.target:
        more = min(step, whole * used / scaler.target - whole, scaler.most * node.share - whole)
        if more > 0.0:
            node.auto = round(node.auto + more, 9)
            _boot(node, now, more, scaler.boots)
            node.scaled_at = now
    elif of_healthy < _IDLE:
        least = scaler.least * node.share + node.extra
        fewer = min(step, whole - whole * of_healthy, whole - least)
        if fewer > 0.0:
            node.auto = round(node.auto - fewer, 9)
            node.alive = round(max(0.0, min(node.alive, node.whole)), 9)
            node.scaled_at = now


def _watched(node: Node, watches: Watches) -> tuple[float, float]:
    """How much of what it watches is used, 0..1, and how much that is of what is healthy."""
    cpu, workers = node.cpu / max(node.spec.busy, 1e-3), node.workers / max(node.healthy_workers, 1e-3)
    match watches:
        case Watches.CPU:
            return node.cpu, cpu
        case Watches.WORKERS:
            return node.workers, workers
        case Watches.BOTH:
            return max(node.cpu, node.workers), max(cpu, workers)


def _fill(node: Node, seconds: float) -> None:
    """A cold cache fills with the answers that pass through it: 95 % of the way in `fills` at healthy load, slower below.

    What could not be fetched below fills nothing, so a cold cache before something overloaded may stay cold.
    """
    cache = node.spec.cache
    assert cache is not None
    if node.hits < cache.hits:
        answers = node.served * _fetched(node)
        pace = min(1.0, answers / node.healthy_load) * seconds / max(float(cache.fills), seconds)
        node.hits = round(min(cache.hits, node.hits + (cache.hits - node.hits) * pace * 3.0), 9)


def _fetched(node: Node) -> float:
    """Share of misses whose calls below succeeded, as last seen."""
    fetched = 1.0
    for link in node.links:
        if not link.optional:
            retries = 0 if node.mods.retries_cut else link.retries
            fetched *= 1.0 - (1.0 - link.success) ** (retries + 1)
    return fetched
