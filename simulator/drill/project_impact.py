"""What users suffer, as the commander's instruments show it: tiles, the severity matrix with live numbers, alerts.

From *sampled* numbers, rounded as a human reads them, so that a tile changes only when it would look different. Not the truth,
which is the game master's.
"""

from __future__ import annotations

from typing import Literal

from simulator.drill import views as v
from simulator.drill.readings import cohorts_of, meets_sev1, meets_sev2, reading, row_of_part, success_of
from simulator.drill.rounding import coarse, digits, rounded
from simulator.drill.seen import STEP, Seen
from simulator.people.instruments import share
from simulator.record.seats import IC
from simulator.scenario.model import Alert, Journey
from simulator.scenario.words import sev_of
from simulator.world.revenue import HARDLY_ANY
from simulator.world.severity import SEV1, SEV1_BURN, SEV2, SEV2_BURN, SEV3, SEV3_BURN, of_numbers
from simulator.world.slo import MONTH, WINDOW_1H, WINDOW_5M, WINDOW_30M

#: Signals of the money, where journeys earn some.
REVENUE_LOST, REVENUE_SHARE = "revenue.lost", "revenue.share"

_TREND_OVER = 60 // STEP
_FLAT = 0.005


def impact(seen: Seen) -> v.Impact:
    """The tiles once something has reached the commander; before, an honest nothing. Made once per step for all seats."""
    key = (seen.series.steps(), seen.awake, seen.blind)
    return seen.memo.get("impact", key, lambda: _impact(seen))


def _impact(seen: Seen) -> v.Impact:
    if not seen.awake:
        return v.Impact(False, "Nothing has paged you. Open the tiles whenever you like.", [], matrix([]), [])
    if seen.blind:
        says = f"{seen.title(seen.blind)} cannot be reached; there are no numbers to show."
        return v.Impact(True, says, [], matrix([]), [])
    shown = tiles(seen)
    return v.Impact(True, "", shown, matrix(shown, _earned(seen)), _shown_meters(seen))


def tiles(seen: Seen) -> list[v.Tile]:
    """One tile for each journey, core ones first."""
    journeys = seen.scenario.public.system.journeys
    ordered = sorted(journeys, key=lambda id_: not journeys[id_].core)
    return [_tile(seen, id_, journeys[id_]) for id_ in ordered]


def _tile(seen: Seen, id_: str, journey: Journey) -> v.Tile:
    meter, shown = seen.meters[id_], reading(seen, id_, journey)
    if shown.missing:
        return _no_data(seen, id_, journey)
    success = success_of(seen, id_)
    parts = _parts(seen, id_, journey)
    burn_5m = meter.burn(WINDOW_5M)
    slow_burn = meter.burn(WINDOW_30M)
    weight = of_numbers(journey.core, burn_5m, success)
    if weight < SEV3 and slow_burn >= SEV3_BURN:
        weight = SEV3
    weight = max([weight, *(_WEIGHTS[part.state] for part in parts)])
    left = journey.budget_left - meter.spent()
    sev = sev_of(weight)
    state: Literal["well", "SEV3", "SEV2", "SEV1"] = "well"
    if sev is not None and weight >= SEV3:
        state = "SEV1" if weight == SEV1 else "SEV2" if weight == SEV2 else "SEV3"
    return v.Tile(
        id_,
        seen.title(id_),
        journey.core,
        journey.slo,
        round(journey.within * 1000),
        shown.success,
        _trend(seen, f"{id_}.success", success),
        digits(seen.series.sampled(f"{id_}.hurt") or 0.0),
        journey.users,
        shown.burn_5m,
        rounded(meter.burn(WINDOW_1H)),
        round(max(0.0, left), 3),
        _gone(left, burn_5m),
        float(digits(_lately(seen, f"{id_}.rate"))),
        coarse(1000 * _lately(seen, f"{id_}.p99")),
        state,
        "",
        parts,
    )


#: The rows a cohort can meet by itself.
_WEIGHTS = {"well": 0, "SEV3": SEV3, "SEV2": SEV2}


def _parts(seen: Seen, id_: str, journey: Journey) -> list[v.TilePart]:
    """What the users of each region, cluster or tenant get."""
    found = []
    for cohort in cohorts_of(seen, journey):
        success = seen.series.sampled(f"{id_}@{cohort}.success")
        if success is None:
            continue
        weight = row_of_part(seen, id_, journey, cohort)
        state: Literal["well", "SEV3", "SEV2"] = "SEV2" if weight == SEV2 else "SEV3" if weight == SEV3 else "well"
        found.append(v.TilePart(cohort, cohort.replace("-", " "), round(success, 3), state))
    return found


def _no_data(seen: Seen, id_: str, journey: Journey) -> v.Tile:
    """A tile whose instrument is silent says so, and since when. That is no evidence of anything, good or bad."""
    first = seen.series.steps() - 1
    while first > 0 and seen.series.sampled(f"{id_}.success", first - 1) is None:
        first -= 1
    return v.Tile(
        id_, seen.title(id_), journey.core, journey.slo, round(journey.within * 1000), 0.0, "flat", 0, journey.users, 0.0, 0.0, 0.0,
        None, 0.0, 0, "well", f"No data since {seen.utc(first * STEP)}." if first > 0 else "No data.", [],
    )  # fmt: skip


def _lately(seen: Seen, signal: str) -> float:
    """The mean of the last minute: what jitters by itself would only make a tile restless."""
    values = seen.series.lately(signal, _TREND_OVER)
    return sum(values) / max(1, len(values))


def _trend(seen: Seen, signal: str, now: float) -> Literal["up", "flat", "down"]:
    step = seen.series.steps() - 1 - _TREND_OVER
    before = seen.series.sampled(signal, max(step, 0))
    if before is None or abs(now - before) < _FLAT:
        return "flat"
    return "up" if now > before else "down"


def _gone(left: float, burn: float) -> int | None:
    """Seconds until the month's budget is gone at this burn; None when it lasts."""
    if left <= 0.0:
        return 0
    if burn < SEV3_BURN:
        return None
    return digits(left * MONTH / burn)


# --- meters -----------------------------------------------------------------------------------------


def meter_tiles(seen: Seen) -> list[v.MeterTile]:
    """What has added up in each meter, shown or not, and how fast over the last minute."""
    return [
        v.MeterTile(id_, spec.title, spec.unit, _figures(seen.series.true(id_) or 0.0), _figures(_a_minute(seen, id_)))
        for id_, spec in seen.scenario.public.system.meters.items()
    ]


def _shown_meters(seen: Seen) -> list[v.MeterTile]:
    """Those that stand with the tiles; the money lost among them, where journeys earn some."""
    public = seen.scenario.public
    made = [tile for tile in meter_tiles(seen) if public.system.meters[tile.meter].shown]
    lost = seen.series.true(REVENUE_LOST)
    if lost is not None:
        money = v.MeterTile("revenue", "Revenue lost", public.currency, _figures(lost), _figures(_a_minute(seen, REVENUE_LOST)))
        made.append(money)
    return made


def _earned(seen: Seen) -> float:
    """The share of the expected revenue that came in over five minutes; all of it where nothing earns."""
    earned = seen.series.true(REVENUE_SHARE)
    return 1.0 if earned is None else earned


def _a_minute(seen: Seen, meter: str) -> float:
    values = seen.series.lately(meter, _TREND_OVER + 1)
    return (values[-1] - values[0]) * _TREND_OVER / (len(values) - 1) if len(values) > 1 else 0.0


def _figures(value: float) -> float:
    """Three digits that matter, so that a meter moves on the screen when it has moved."""
    return float(digits(value, 3)) if abs(value) >= 10.0 else round(value, 1)


# --- the matrix -------------------------------------------------------------------------------------


def matrix(shown: list[v.Tile], earned: float = 1.0) -> list[v.MatrixRow]:
    """The doctrine's matrix with the numbers of the tiles in it; any one of a row's criteria suffices."""
    shown = [t for t in shown if not t.missing]
    core = [t for t in shown if t.core]
    other = [t for t in shown if not t.core]
    one, two = meets_sev1(shown), meets_sev2(shown)
    own = [t for t in two if not t.region_down or t.burn_5m >= SEV2_BURN]
    three = [t for t in shown if t.state != "well"]
    return [
        v.MatrixRow(
            "SEV1",
            f"A core journey burns its budget {SEV1_BURN:.0f} times too fast or fails for more than half; data, security "
            "or revenue in doubt",
            _now(one or core) if one or earned >= HARDLY_ANY else f"revenue at {share(max(0.0, earned))} of what is expected",
            bool(one) or earned < HARDLY_ANY,
        ),
        v.MatrixRow(
            "SEV2",
            f"A core journey burns {SEV2_BURN:.0f} times too fast; another journey, or a region of a core one, fails for more than half",
            _now(own or other or core) if own or not two else _down(two),
            bool(two),
        ),
        v.MatrixRow(
            "SEV3",
            "A little worse than promised, with a way round it; one tenant; redundancy lost",
            _slow(three) if shown else _CLOSED,
            bool(three),
        ),
        v.MatrixRow("SEV4", "Cosmetic or internal only", "" if shown else _CLOSED, False),
    ]


#: In the matrix while no tile is on the screen: the call can be made on what people say.
_CLOSED = "not looked at yet"


def _now(shown: list[v.Tile]) -> str:
    if not shown:
        return _CLOSED
    worst = max(shown, key=lambda t: (t.burn_5m, -t.success))
    return f"{worst.title}: {spoken_burn(worst.burn_5m)}, {share(worst.success)} succeed"


def _down(regions: list[v.Tile]) -> str:
    told = (f"{t.title}, {p.title}: {share(p.success)} succeed" for t in regions for p in t.cohorts if p.state == "SEV2")
    return "; ".join(told)


def _slow(shown: list[v.Tile]) -> str:
    if not shown:
        return "nobody hurt by these numbers"
    parts = [f"{t.title}, {p.title}: {share(p.success)} succeed" for t in shown for p in t.cohorts if p.state == "SEV3"]
    if parts:
        return "; ".join(parts)
    return ", ".join(t.title for t in shown) + ": worse than promised over the last half hour"


def spoken_burn(burn: float) -> str:
    """A burn rate in words: 190x."""
    if burn < 0.05:
        return "budget does not burn"
    return f"budget burns {burn:,.0f}x" if burn >= 10 else f"budget burns {burn:.1f}x"


# --- alerts -----------------------------------------------------------------------------------------


def alerts(seen: Seen) -> v.Alerts:
    """What has fired, newest first. Before anything has reached the commander, there is nothing on their screen."""
    if not seen.awake:
        return v.Alerts([], "")
    if seen.unwarned:
        return v.Alerts([], f"{seen.title(seen.unwarned)} cannot be reached; nothing pages, and nothing that fires is shown.")
    fired = sorted(seen.board.alerts.values(), key=lambda a: (-a.fired_at, a.id))
    return v.Alerts(
        [
            v.AlertLine(
                alert.id,
                alert_title(seen, alert.id),
                alert_words(seen, alert.id),
                "firing" if alert.firing else "cleared",
                alert.fired_at,
                IC in alert.paged,
                alert.acknowledged_at,
                spec.runbook or "",
            )
            for alert in fired
            if (spec := seen.scenario.public.alerts.get(alert.id)) is not None
        ],
        "",
    )


def alert_title(seen: Seen, id_: str) -> str:
    spec = seen.scenario.public.alerts.get(id_)
    return id_.replace("-", " ") if spec is None or spec.title is None else spec.title


def alert_words(seen: Seen, id_: str) -> str:
    """What the rule says in words."""
    spec: Alert | None = seen.scenario.public.alerts.get(id_)
    if spec is None:
        return ""
    if spec.burn is not None and spec.of is not None:
        return f"{seen.title(spec.of)} burns its error budget more than {spec.burn:g} times too fast"
    source, _, column = (spec.signal or "").partition(".")
    line, word = (spec.above, "above") if spec.above is not None else (spec.below, "below")
    value = share(line) if column in ("success", "errors", "cpu", "workers") and line is not None else f"{line or 0:,g}"
    held = f" for {spec.for_ // 60} min" if spec.for_ >= 60 else f" for {spec.for_} s" if spec.for_ else ""
    return f"{seen.title(source)}: {column or 'value'} {word} {value}{held}"
