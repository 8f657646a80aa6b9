"""Booting that loads others: instances that, on their way up, call services, and do not come up when those calls fail.

Only for services with `boot_calls`; the plain list of who is up when is in `ageing`. The share of a batch whose calls failed on average over
its boot time boots again. A fleet restarted all at once, or a crowd of new instances, can so keep down what it needs to come up (Slack 2021:
the provisioning service; a herd). Restarted little by little, never more than a part of it is on its way; of a crowd that is booting
already the rest is held back and sent off as room is made (Google Cloud 2025). Instances that a fault takes stay down while it
lasts, and all boot together when it is over.
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
    if node.held > 0.0:
        _let_go(node, now)
    for batch in node.batches:
        batch.went = round(batch.went + got * seconds, 9)
        batch.seen = round(batch.seen + seconds, 9)
        if batch.up > now:
            still.append(batch)
            continue
        up = batch.many * batch.went / max(batch.seen, 1e-9)
        node.down = round(node.down + up * (1.0 - node.stands), 9)
        node.alive = round(min(node.whole, node.alive + up * node.stands), 9)
        if batch.many - up > 1e-6 * node.full:
            still.append(Batch(now + batch.over, round(batch.many - up, 9), batch.over))
    node.batches = still


def struck(node: Node, now: float) -> None:
    """What faults leave of its instances has changed: those that fell stay down, and those that may come back all boot from now."""
    stands, node.mods.instances = node.mods.instances, 1.0
    if stands < node.stands:
        left = stands / node.stands
        node.down = round(node.down + (1.0 - left) * (node.alive + _on_their_way(node) + node.held), 9)
        node.alive, node.held = round(node.alive * left, 9), round(node.held * left, 9)
        for batch in node.batches:
            batch.many = round(batch.many * left, 9)
    elif stands > node.stands:
        back = node.down * (stands - node.stands) / (1.0 - node.stands)
        node.down = round(node.down - back, 9)
        send(node, now, back, boot_time(node))
    node.stands = stands


def restart_at_once(node: Node, now: float, seconds: float) -> None:
    """All instances go down and boot together; those that were booting begin again with them."""
    node.batches, node.booting, node.alive, node.hot_for, node.down, node.held = [], [], 0.0, 0.0, 0.0, 0.0
    send(node, now, node.whole, seconds)


def restart_some(node: Node, now: float, takes: float, seconds: float) -> None:
    """One step of a rolling restart: a few go down, but never more than a part of the fleet is on its way up.

    Where more is on its way already, what is too many is held back.
    """
    boots = max(seconds, min(float(boot_time(node)), AT_ONCE * takes))
    room = AT_ONCE * node.whole - _on_their_way(node)
    if room < -1e-9:
        _hold(node, -room)
    many = min(node.whole * seconds / takes, room - node.held, node.alive)
    if many > 0.0:
        node.alive = round(node.alive - many, 9)
        send(node, now, many, boots)


def settled(node: Node) -> None:
    """Restarted with care, as stated: all are up but those that a fault keeps down."""
    node.alive, node.down = round(node.whole * node.stands, 9), round(node.whole * (1.0 - node.stands), 9)
    node.batches, node.held, node.hot_for = [], 0.0, 0.0


def _on_their_way(node: Node) -> float:
    return sum(batch.many for batch in node.batches)


def _hold(node: Node, many: float) -> None:
    """So many of those that boot are stopped and wait for their turn, the same share of every batch."""
    left = 1.0 - many / _on_their_way(node)
    for batch in node.batches:
        batch.many = round(batch.many * left, 9)
    node.held = round(node.held + many, 9)


def _let_go(node: Node, now: float) -> None:
    """Of those held back, as many as there is room for."""
    many = min(node.held, AT_ONCE * node.whole - _on_their_way(node))
    if many > 0.0:
        node.held = round(node.held - many, 9)
        send(node, now, many, boot_time(node))
