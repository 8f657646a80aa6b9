"""A small scenario for tests of people and of projections, full of marked secrets, and how to drive it by hand."""

from __future__ import annotations

from typing import TypeVar

from simulator.drill.drill import Drill
from simulator.record.commands import Command, StartDrill
from simulator.record.facts import Body, Fact
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario

#: Every secret text and id of the scenario holds this word, so that a leak can be found wherever it is.
MARK = "canary"

TEXT = """
scenario: shop-canary-id
alias: A shop, a Thursday
level: 1
minutes: 20
starts_at: 2026-03-05T10:00:00Z
brief: You look after a shop.
source: {title: The canary publication}
system:
  journeys:
    pay: {title: Paying, core: true, slo: 99.5%, within: 2s, enters: checkout, traffic: 45/s, users: 5200}
    look: {title: Looking, slo: 99%, within: 2s, enters: front, traffic: 80/s, users: 9000}
  services:
    front: {title: Shop front, busy: 40%, takes: 40ms, instances: 6}
    checkout: {title: Checkout, busy: 35%, takes: 70ms, instances: 8, calls: [{to: bank, per: 1.0, timeout: 2s}]}
    bank: {title: Bank, external: true, takes: 150ms}
  switches:
    coupons: {title: Coupons, target: checkout}
  tools:
    deploys: {title: Deploys}
  changes:
    early: {at: -30m, kind: config, target: front, says: "Larger pictures"}
    late: {at: 2m, kind: deploy, target: checkout, says: "Checkout release 7"}
    later: {at: 19m, kind: deploy, target: front, says: "Front release, canary of the future"}
people:
  sam: {says_who: checkout, knows: [checkout, coupons], accepts: 5s..9s}
  priya: {says_who: front, knows: [front], accepts: 5s..9s}
  noor: {says_who: platform, knows: [deploys], wakes: 2m..3m}
  mia: {kind: support, says_who: support lead}
  leo: {kind: executive, says_who: head of shop}
alerts:
  pay-fast: {title: "Paying below 90 %", signal: pay.success, below: 0.9, for: 30s, delivery: 10s, pages: trainee}
  pay-burn: {title: "Paying: fast burn", burn: 14.4, of: pay, pages: trainee, delivery: 10s}
secret:
  faults:
    canary-fault:
      with: late
      target: checkout
      does: {errors: 60%}
      ends: [{by: roll-back checkout, calms_over: 10s}]
  findings:
    canary-release:
      by: [sam]
      asked: [checkout, errors]
      when: {fault: canary-fault}
      takes: 40s
      says: "A canary sings in release 7."
      confidence: high
      supports: SEV1
      names: roll-back checkout
      cause: true
    canary-never:
      by: [priya]
      asked: [front]
      when: {done: flag-off coupons}
      takes: 30s
      says: "The canary that never was."
    canary-unasked:
      by: [priya]
      unasked: true
      when: {after: canary-fault, by: 3m}
      takes: 20s
      says: "Nobody asked the canary."
      refutes: [canary-release]
  mitigations:
    canary-order: {order: roll-back checkout, by: [sam], ready: 10s, takes: 60s, says: "The canary is quiet again."}
  msel:
    canary-inject:
      at: 18m
      from: leo
      to: ic
      says: "The canary of minute eighteen."
  truth:
    summary: "A canary was released."
    fixed_by: [roll-back checkout]
    factors:
      - {kind: change, says: "canary one"}
      - {kind: process, says: "canary two"}
"""


B = TypeVar("B", bound=Body)


def scenario(more: str = "") -> Scenario:
    """The small scenario, with one more line of the public half."""
    loaded = load_scenario(f"{more}{TEXT}".encode(), "shop.yaml")
    assert isinstance(loaded, Scenario), loaded
    return loaded


def started(seed: int = 11) -> Drill:
    """A running drill of the small scenario."""
    drill = Drill.new(scenario(), seed)
    do(drill, StartDrill())
    return drill


def do(drill: Drill, command: Command, seat: str = "ic") -> list[Fact]:
    """Give a command that must be accepted."""
    made = drill.give(command, seat)
    assert isinstance(made, list), made
    return made


def bodies(drill: Drill, kind: type[B]) -> list[B]:
    return [fact.body for fact in drill.facts if isinstance(fact.body, kind)]
