"""A long night in two acts, for tests of jumps, handoffs, shifts, tired people, pages nobody answers and a vendor's queue."""

from __future__ import annotations

from busy_shop import follow
from small_shop import do

from simulator.drill.drill import Drill
from simulator.record.commands import StartDrill
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario

TEXT = """
scenario: long-night
alias: A long night
level: 3
minutes: 40
starts_at: 2026-03-06T21:00:00Z
brief: You look after a shop.
source: {title: Composed for tests}
system:
  journeys:
    pay: {title: Paying, core: true, slo: 99.5%, within: 2s, enters: checkout, traffic: 45/s, users: 5200}
  services:
    checkout: {title: Checkout, busy: 35%, takes: 70ms, instances: 8, calls: [{to: bank, per: 1.0, timeout: 2s}]}
    bank: {title: Bank, external: true, takes: 150ms}
  changes:
    release: {at: 1m, kind: deploy, target: checkout, says: "Checkout release 7"}
people:
  sam: {says_who: checkout, knows: [checkout], accepts: 5s..9s}
  priya: {says_who: payments, knows: [checkout], accepts: 20s, shift_ends: 3h, relief: noor}
  noor: {says_who: payments at night, knows: [checkout], accepts: 20s, wakes: 10m}
  otto: {says_who: network, accepts: 5s, wakes: 2m, answers: 0%, instead: ines}
  ines: {says_who: network too, accepts: 5s, wakes: 2m}
  bank-desk: {name: Bank desk, kind: vendor, says_who: the bank, knows: [bank], accepts: 5s, queue: 20m}
  leo: {kind: executive, says_who: head of shop}
alerts:
  pay-fast: {title: "Paying below 90 %", signal: pay.success, below: 0.9, for: 30s, delivery: 10s, pages: trainee}
secret:
  faults:
    rounding: {with: release, target: checkout, does: {errors: 60%}, ends: [{by: roll-back checkout, calms_over: 10s}]}
    again: {when: {all: [{act: midnight}, {after: midnight, by: 5m}]}, target: checkout, does: {errors: 60%}, ends: [{by: restart checkout, calms_over: 10s}]}
  findings:
    release-breaks: {by: [sam], asked: [checkout], when: {fault: rounding}, takes: 40s, says: "Release 7 breaks it.", supports: SEV1, names: roll-back checkout, cause: true}
    bank-says: {by: [bank-desk], asked: [bank], takes: 60s, says: "Nothing on our side."}
  mitigations:
    back: {order: roll-back checkout, ready: 10s, takes: 60s}
    again: {order: restart checkout, ready: 100s, takes: 60s, hazards: [{says: "it trips", target: checkout, does: {errors: 5%}, chance: 50%}]}
  msel:
    at-midnight: {when: {after: midnight, by: 2m}, from: leo, says: "Good midnight."}
  acts:
    midnight:
      when: {done: roll-back checkout}
      to: "00:51"
      handoff: true
      leaves: [sam]
      arrives: [otto]
      says: "Payments were slow until 22:00 and well after that. It is {{ clock }}."
      brings: "State: well since 22:00."
  truth:
    summary: "A release."
    fixed_by: [roll-back checkout, restart checkout]
    factors: [{kind: change, says: "one"}, {kind: process, says: "two"}]
"""

#: Where the next act begins: 00:51 of the next day.
MIDNIGHT = 3 * 3600 + 51 * 60


def scenario(*swaps: tuple[str, str]) -> Scenario:
    text = TEXT
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new)
    loaded = load_scenario(text.encode(), "night.yaml")
    assert isinstance(loaded, Scenario), loaded
    return loaded


def started(*swaps: tuple[str, str], seed: int = 3) -> Drill:
    drill = Drill.new(scenario(*swaps), seed)
    do(drill, StartDrill())
    return drill


__all__ = ["MIDNIGHT", "TEXT", "follow", "scenario", "started"]
