"""Booting that loads others: instances that, on their way up, call services, and do not come up when those calls fail.

Only for services with `boot_calls`; the plain list of who is up when is in `ageing`. The share of a batch whose calls failed on average over
its boot time boots again. A fleet restarted all at once, or a crowd of new instances, can so keep down what it needs to come up (Slack 2021:
the provisioning service; a herd). Restarted little by little, never more than a part of it is on its way.
"""

from __future__ import annotations

from simulator.world.node import Batch, Link, Node
from simulator.world.waiting import share_within

#: What a booting instance waits for one of its calls at most, in seconds (judgement: long, since nobody waits for it).
PATIENCE = 10.0

#: A rolling restart has at most this share of the fleet on its way up; while they do not come up it goes no further.
AT_ONCE = 0.15

#: Boot time where a service says nothing of it (seconds; judgement).
USUAL = 90


def boot_time(node: Node) -> int:
    """How long an instance of a service takes to boot, as it is written in one place or the other."""
    spec = node.spec
    if spec.fragile is not None:
        return max(spec.fragile.boots, 1)
    return max(spec.autoscaler.boots, 1) if spec.autoscaler is not None else USUAL


def send(node: Node, now: float, many: float, seconds: float) -> None:
    """So many instances begin to boot."""
    if many > 1e-9:
        node.batches.append(Batch(now + seconds, round(many, 9), float(seconds)))


def load(node: Node) -> float:
    """Instances per second that are on their way through their boot calls, for the load on what they call."""
    return sum(batch.many / batch.over for batch in node.batches)


def call(node: Node) -> None:
    """What its booting instances ask of others in this step."""
    pace = load(node)
    for link in node.boot_links:
        for target, share in zip(link.to, link.shares, strict=True):
            target.offered += pace * link.per * share


def answered(node: Node) -> None:
    """What became of those calls, as the batches will remember it."""
    for link in node.boot_links:
        link.success = round(
            min(1.0, sum(share * _answers(link, target) for target, share in zip(link.to, link.shares, strict=True))), 9
        )


def _answers(link: Link, target: Node) -> float:
    if target.spec.backlog is not None:
        return target.door
    return target.success * share_within(link.timeout, target.wait, target.work)


def come_up(node: Node, now: float, seconds: float) -> None:
    """One step: batches take in what their calls got; those whose time is over come up, or what failed of them boots again."""
    got = 1.0
    for link in node.boot_links:
        got *= link.success
    still: list[Batch] = []
    for batch in node.batches:
        batch.went = round(batch.went + got * seconds, 9)
        batch.seen = round(batch.seen + seconds, 9)
        if batch.up > now:
            still.append(batch)
            continue
        up = batch.many * batch.went / max(batch.seen, 1e-9)
        node.alive = round(min(node.whole, node.alive + up), 9)
        if batch.many - up > 1e-6 * node.full:
            still.append(Batch(now + batch.over, round(batch.many - up, 9), batch.over))
    node.batches = still


def restart_at_once(node: Node, now: float, seconds: float) -> None:
    """All instances go down and boot together; those that were booting begin again with them."""
    node.batches, node.booting, node.alive, node.hot_for = [], [], 0.0, 0.0
    send(node, now, node.whole, seconds)


def restart_some(node: Node, now: float, takes: float, seconds: float) -> None:
    """One step of a rolling restart: a few go down, but never more than a part of the fleet is on its way up."""
    boots = max(seconds, min(float(boot_time(node)), AT_ONCE * takes))
    on_its_way = sum(batch.many for batch in node.batches)
    many = min(node.whole * seconds / takes, AT_ONCE * node.whole - on_its_way, node.alive)
    if many > 0.0:
        node.alive = round(node.alive - many, 9)
        send(node, now, many, boots)
