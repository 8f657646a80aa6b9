"""A scenario in which every command can be accepted and refused: approvals, lost tools, sleepers, injects of all kinds.

Counterpart of `small_shop`, which is about secrets. Nothing breaks here before second 600 unless a test makes it.
"""

from __future__ import annotations

from small_shop import do

from simulator.drill.drill import Drill
from simulator.record.commands import Command, StartDrill
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario

TEXT = """
scenario: busy-shop
alias: A busy shop, a Friday
level: 2
minutes: 30
teaches: [declare, verify, cadence, hats]
starts_at: 2026-03-06T10:00:00Z
brief: You look after a busy shop.
source: {title: Composed for tests}
system:
  journeys:
    pay: {title: Paying, core: true, slo: 99.5%, within: 2s, enters: checkout, traffic: 45/s, users: 5200, component: Payments}
    look: {title: Looking, slo: 99%, within: 2s, enters: front, traffic: 80/s, users: 9000}
  services:
    front: {title: Shop front, busy: 40%, takes: 40ms, instances: 6, cohorts: {east: 50%, west: 50%}}
    checkout: {title: Checkout, busy: 35%, takes: 70ms, instances: 8, calls: [{to: bank, per: 1.0, timeout: 2s, retries: 1}]}
    bank: {title: Bank, external: true, takes: 150ms}
    build: {title: Build farm, busy: 20%, takes: 10ms, instances: 2}
  switches:
    coupons: {title: Coupons, target: checkout}
  tools:
    deploys: {title: Deploys, rides_on: build, fallback: {after: 2m, says: "they can log in to each machine"}}
    console: {title: Cloud console, rides_on: build}
    page: {title: The status page, serves: status-page, fallback: {after: 3m, needs: deploys, says: "support posts by mail"}}
  changes:
    release: {at: 10m, kind: deploy, target: checkout, says: "Checkout release 7"}
people:
  sam: {says_who: checkout, knows: [checkout, coupons], accepts: 5s..9s}
  priya: {name: Priya McRae, says_who: front, knows: [front], accepts: 5s..9s}
  noor: {says_who: platform, knows: [build], wakes: 2m..3m}
  otto: {says_who: night shift, knows: [bank], wakes: 2m..3m}
  gil: {kind: vendor, says_who: day desk of the bank, wakes: 2m..3m, shift_ends: 26m, relief: otto}
  ann: {kind: approver, says_who: change board, wakes: 1m..2m}
  mia: {kind: support, says_who: support lead}
  leo: {kind: executive, says_who: head of shop}
alerts:
  pay-fast: {title: "Paying below 90 %", signal: pay.success, below: 0.9, for: 30s, delivery: 10s, pages: trainee}
  look-fast: {title: "Looking below 90 %", signal: look.success, below: 0.9, for: 30s, delivery: 10s, pages: otto}
secret:
  faults:
    rounding: {with: release, target: checkout, does: {errors: 60%}, ends: [{by: roll-back checkout, calms_over: 10s}]}
    no-builds: {at: 29m, target: build, does: {errors: 100%}, lasts: 20m, ends: [{by: restart build}]}
    no-page: {at: 10h, target: page, ends: [{by: restart front}]}
    pictures: {at: 29m, target: front, does: {errors: 60%}, lasts: 10m, ends: [{by: roll-back front}]}
  findings:
    release-breaks:
      by: [sam]
      asked: [checkout]
      when: {fault: rounding}
      takes: 40s
      says: "Release 7 breaks it."
      confidence: high
      supports: SEV1
      names: roll-back checkout
      cause: true
    seen-by-priya:
      by: [priya]
      unasked: true
      when: {after: rounding, by: 1m}
      takes: 20s
      says: "Coupons look odd."
  mitigations:
    back: {order: roll-back checkout, by: [sam, priya], approval: {by: ann, takes: 60s..90s}, needs: [deploys], ready: 10s..20s, takes: 60s, says: "Old release is back."}
    off: {order: flag-off coupons, by: [sam], ready: 5s, takes: 10s}
    on-console: {order: restart front, by: [priya], needs: [console], ready: 5s, takes: 30s}
    no-backup: {order: restore checkout, refused: "There is no backup of it."}
  msel:
    first: {at: 2m, from: mia, says: "Anything going on?"}
    asks: {at: 4m, from: leo, to: ic, says: "How bad is it?", expects: update, answer_within: 3m}
    late: {at: 25m, from: mia, says: "Still there?"}
  acts:
    night: {when: {ordered: freeze-changes front}, to: 5h, says: "A quiet night.", handoff: true, brings: "All well."}
  truth:
    summary: "A release."
    fixed_by: [roll-back checkout]
    factors: [{kind: change, says: "one"}, {kind: process, says: "two"}]
"""


def text(*swaps: tuple[str, str]) -> str:
    """The scenario's text with some of it replaced; what is to be replaced has to be there."""
    changed = TEXT
    for old, new in swaps:
        assert old in changed, old
        changed = changed.replace(old, new)
    return changed


def scenario(*swaps: tuple[str, str]) -> Scenario:
    loaded = load_scenario(text(*swaps).encode(), "busy.yaml")
    assert isinstance(loaded, Scenario), loaded
    return loaded


def prepared(*swaps: tuple[str, str], seed: int = 3, people: bool = True) -> Drill:
    return Drill.new(scenario(*swaps), seed, people=people)


def started(*swaps: tuple[str, str], seed: int = 3, people: bool = True) -> Drill:
    drill = prepared(*swaps, seed=seed, people=people)
    do(drill, StartDrill())
    return drill


#: A second to run to, or a command that must be accepted, with its seat (the commander's if none is named).
Step = int | Command | tuple[Command, str]


def follow(drill: Drill, *steps: Step) -> Drill:
    """Takes a drill through seconds and commands."""
    for step in steps:
        if isinstance(step, int):
            while drill.now < step:
                before = drill.now
                drill.advance(step)
                assert drill.now > before, f"the drill stands at {before}, {step} was wanted"
        else:
            command, seat = step if isinstance(step, tuple) else (step, "ic")
            do(drill, command, seat)
    return drill
