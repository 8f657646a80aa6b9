"""The two ends of the harm bar: the ideal run avoids all that can be avoided, doing nothing avoids none of it."""

from __future__ import annotations

from simulator.bots.prove.runs import Runs
from simulator.bots.prove.verdict import Reason, Verdict, does_not_apply, judged
from simulator.scoring.harm import LEAST_MINUTES, LEAST_SHARE, unit_of
from simulator.world.severity import SEV1, SEV2

NAME = "ends"


def ends(runs: Runs) -> Verdict:
    """Ideal 100 and do-nothing 0 on harm avoided (M26), on every seed; of a false alarm, that nobody holds SEV1."""
    return _false_alarm(runs) if runs.false_alarm else _harm(runs)


def _harm(runs: Runs) -> Verdict:
    seeds = len(runs.seeds)
    nothing, ideal = ([run.value("M26") for run in runs.of(policy)] for policy in ("do-nothing", "ideal"))
    applies = [value for value in ideal if value is not None]
    if not applies:
        return _cannot_be_measured(runs)
    reasons = []
    full, none = sum(value == 100.0 for value in ideal), sum(value == 0.0 for value in nothing)
    if full < seeds:
        reasons.append(
            Reason(
                ("secret", "truth", "fixed_by"),
                f"The ideal run avoids the harm that can be avoided on {full} of {seeds} seeds only; on the others there is too little "
                f"to avoid ({_least(runs)}).",
                "Look at what luck decides here: the chance of a fault, or an order that only sometimes works.",
            )
        )
    if none < len(nothing):
        worst = max(nothing, key=lambda value: abs(value or 0.0))
        reasons.append(
            Reason(
                ("secret", "initiatives") if runs.scenario.secret.initiatives else ("secret", "faults"),
                f"Doing nothing avoids {'an unknown share' if worst is None else f'{worst:.1f} %'} of the harm, where it should avoid none.",
                "What people do on their own accord is part of doing nothing: look at what they change when nobody leads.",
            )
        )
    return judged(NAME, f"Ideal is 100 on {full} and do-nothing 0 on {none} of {seeds} seeds.", reasons)


def _cannot_be_measured(runs: Runs) -> Verdict:
    """E4: harm avoided does not apply where little is suffered or it heals by itself. Else the ideal run is no help, and should be."""
    unit = unit_of(runs.scenario)
    nothing = sorted(seed.nothing for seed in runs.seeds)[len(runs.seeds) // 2]
    if nothing < LEAST_MINUTES:
        return does_not_apply(NAME, f"Doing nothing costs {nothing:,.0f} {unit}, too few to measure what is avoided (E4).")
    healed = sum(run.mitigated is not None and run.mitigated_by == "self-healed" for run in runs.of("do-nothing"))
    if healed == len(runs.seeds):
        return does_not_apply(NAME, "It heals by itself before anything can be done, so nothing is there to avoid (E4).")
    reason = Reason(
        ("secret", "truth", "fixed_by"),
        f"Doing nothing costs {nothing:,.0f} {unit} and the ideal run avoids next to none of them ({_least(runs)}).",
        "Look whether the orders under `fixed_by` end the fault they should: `ends`, `by`, `works`, `calms_over`, and whether "
        "somebody is there to carry them out.",
    )
    return judged(NAME, "No run avoids harm.", [reason])


def _least(runs: Runs) -> str:
    return f"less than {LEAST_SHARE:.0%} or {LEAST_MINUTES:.0f} {unit_of(runs.scenario)}"


def _false_alarm(runs: Runs) -> Verdict:
    """E3: severity never SEV2, the ideal run does not declare SEV1, and no competent one still holds it at the end."""
    reasons = []
    hurt = [run for run in runs.all() if run.worst >= SEV2]
    if hurt:
        reasons.append(
            Reason(
                ("secret", "truth", "false_alarm"),
                f"The file says that it is a false alarm, and users are hurt as badly as SEV2 in {len(hurt)} runs ({hurt[0].policy}).",
                "Make the faults milder, or say that it is no false alarm.",
            )
        )
    ideal = sum(any(weight >= SEV1 for _, weight in run.severity) for run in runs.of("ideal"))
    held = sum(run.severity[-1][1] >= SEV1 for run in runs.of("competent"))
    if ideal:
        reasons.append(
            Reason(
                ("secret", "findings"),
                f"Even the ideal run declares SEV1, on {ideal} of {len(runs.seeds)} seeds.",
                "Nothing should force SEV1 here.",
            )
        )
    if held:
        reasons.append(
            Reason(
                ("secret", "findings"),
                f"A competent commander still holds SEV1 at the end, on {held} of {len(runs.seeds)} seeds.",
                "Let somebody find what speaks against it: a finding that `refutes` what looked like an incident.",
            )
        )
    says = f"A false alarm (E3): harm avoided does not apply. Ideal declares SEV1 on {ideal}, competent still holds it on {held} of {len(runs.seeds)} seeds."
    return judged(NAME, says, reasons)
