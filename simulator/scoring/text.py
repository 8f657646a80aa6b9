"""A scorecard as text, for a terminal: the same order as the page."""

from __future__ import annotations

from simulator.scoring.scorecard import Line, Scorecard
from simulator.scoring.words import amount, clock

_WIDTH = 60


def as_text(card: Scorecard) -> str:
    """The whole card, without colours."""
    parts = [
        f"EXERCISE · {card.scenario} · {card.alias}"
        + ("  (steered)" if card.steered else "")
        + ("  (practice)" if card.practice else ""),
        "",
        f"HARM ({card.harm.unit})",
        _harm(card),
        card.harm.says,
        *(f"  {each.title:<30} {amount(each.amount):>14} {each.unit}" for each in card.harm.beside),
        "",
        "TIME",
        *(
            f"  {clock(s.start):>6}  {s.title:<20} {clock(s.end - s.start):>7}  {s.owner}"
            + ("  (open at the end)" if s.open else "")
            for s in card.strip
        ),
        "",
        f"KEEP  {card.keep}",
        f"TRY   {card.try_next}",
        "",
        "MEASURES",
        *(f"  {line.id:<16} {line.title:<34} {shown(line):>14}  {line.says}{_par(line)}" for line in card.lines),
        "",
        "SETTINGS",
        *(f"  {setting}" for setting in card.settings),
    ]
    return "\n".join(parts)


def _harm(card: Scorecard) -> str:
    bar = card.harm
    marks = [("do nothing", bar.nothing), ("you", bar.you), ("ideal", bar.ideal)]
    if bar.nothing is None or bar.as_it_happened is not None:  # an invented incident never happened
        marks.insert(1, ("as it happened", bar.as_it_happened))
    most = max((value for _, value in marks if value is not None), default=1.0) or 1.0
    rows = []
    for name, value in marks:
        if value is None:
            rows.append(f"  {name:<15} {'not ready':>14}")
        else:
            rows.append(f"  {name:<15} {value:>14,.0f}  {'█' * max(1 if value else 0, round(_WIDTH * value / most))}")
    if bar.competent_low is not None and bar.competent_high is not None:
        rows.append(f"  {'competent':<15} {f'{bar.competent_low:,.0f}-{bar.competent_high:,.0f}':>14}  par, the middle half")
    return "\n".join(rows)


def _par(line: Line) -> str:
    flag = "  h: a hint named this step, so it is not compared." if line.hinted else ""
    return f"  [{line.par.says}]{flag}" if line.par is not None else flag


def shown(line: Line) -> str:
    """A line's value as it is said: 4:10, 79 %, 1,200; `h` behind it where a hint named the step."""
    if line.value is None:
        return "open" if line.censored else "n/a"
    hinted = " h" if line.hinted else ""
    if line.unit == "s":
        return ("-" if line.value < 0 else "") + clock(abs(line.value)) + hinted
    if line.unit == "%":
        return f"{line.value:.0f} %{hinted}"
    return f"{line.value:,.0f}{hinted}"
