"""What somebody reads off their instruments when nothing more is to be found: true, in a sentence, for any target.

So that every ask gets a believable and honest answer. Not a finding: nothing here names a cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from simulator.people.findings import behind
from simulator.people.room import Room, clock_of
from simulator.scenario.words import Kind, Sev, Topic
from simulator.world.network import STEP

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class Reading:
    """What the instruments say in words, whether it is out of the ordinary, and what severity the numbers bear out."""

    says: str
    unusual: bool
    supports: Sev | None = None


class Memory:
    """What healthy looks like. Since when something has not been is read off the past when somebody asks, not kept at every step."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._healthy: dict[str, float] = {}
        self._looked: dict[str, tuple[int, int]] = {}  # signal -> the step somebody looked back from, and the one they came to

    def start(self) -> None:
        """Remember what everything reads before anything happens."""
        system = self._room.scenario.public.system
        for id_ in system.services:
            for column in ("errors", "latency", "cpu", "workers", "traffic"):
                self._remember(f"{id_}.{column}")
        for id_ in system.journeys:
            for column in ("success", "rate"):
                self._remember(f"{id_}.{column}")

    def _remember(self, signal: str) -> None:
        value = self._room.world.reading(signal)
        if value is not None:
            self._healthy[signal] = value

    def healthy(self, signal: str) -> float:
        return self._healthy.get(signal, 0.0)

    def unusual(self, signal: str, step: int = -1) -> bool:
        """Far enough from its healthy reading that a person would remark on it; now, or at a step of the past."""
        value, healthy = self._room.world.shown(signal, step), self._healthy.get(signal)
        if value is None or healthy is None:
            return False
        column = signal.rpartition(".")[2]
        if column in ("errors", "success"):
            return abs(value - healthy) > 0.01
        if column in ("cpu", "workers"):
            return abs(value - healthy) > 0.15
        if column == "latency":
            return value > 2.0 * healthy + 0.02
        return not 0.7 * healthy <= value <= 1.4 * healthy

    def since(self, signals: tuple[str, ...]) -> int | None:
        """Since when the first of these has been out of the ordinary."""
        return min((since for s in signals if (since := self._since(s)) is not None), default=None)

    def _since(self, signal: str) -> int | None:
        """Looked back from now to where it was last usual; what an earlier look back has passed is not passed again."""
        first = last = self._room.world.step
        known, began = self._looked.get(signal, (-1, -1))
        while first >= 0 and self.unusual(signal, first):
            if first == known:
                first = began - 1
                break
            first -= 1
        if first == last:
            return None
        self._looked[signal] = (last, first + 1)
        return (first + 1) * STEP


def reading_of(room: Room, memory: Memory, target: str, topic: Topic | None) -> Reading:
    """What the instruments show about a target, seen from a topic."""
    if topic is Topic.CHANGES:
        return _changes(room, target)
    system = room.scenario.public.system
    if target in system.tools:
        return _tool(room, target)
    if target in system.journeys:
        return _journey(room, memory, target)
    if target in system.switches:
        about = _service(room, memory, system.switches[target].target)
        return Reading(f"{_switch(room, target)} {about.says}", about.unusual)
    return _service(room, memory, target)


def title_of(room: Room, target: str) -> str:
    """What people call a target."""
    system = room.scenario.public.system
    for group in (system.services, system.journeys, system.switches, system.tools):
        if target in group:
            title = group[target].title
            return title if title is not None else target.replace("-", " ")
    return target.replace("-", " ")


# --- one kind of target each ------------------------------------------------------------------------


def _service(room: Room, memory: Memory, service: str) -> Reading:
    title = title_of(room, service)
    signals = tuple(f"{service}.{c}" for c in ("cpu", "errors", "latency", "workers", "traffic"))
    off = [s for s in signals if memory.unusual(s)]
    numbers = ", ".join(_spoken(room, s) for s in signals[:3] if room.world.shown(s) is not None)
    rest = [s for s in off if s not in signals[:3]]
    if rest:
        numbers += ", " + ", ".join(_spoken(room, s) for s in rest)
    silent = _silent(room, title, signals)
    if silent:
        return Reading(" ".join(x for x in (f"{title}: {numbers}." if numbers else "", silent) if x), True)
    if not off:
        return Reading(f"{title}: {numbers}. That is how it looks on any other day.", False)
    return Reading(f"{title}: {numbers}{_since(room, memory, signals)}. Nothing else unusual that I can see.", True)


def _journey(room: Room, memory: Memory, journey: str) -> Reading:
    signals = (f"{journey}.success", f"{journey}.rate")
    silent = _silent(room, title_of(room, journey), signals[:1])
    if silent:
        return Reading(silent, True)
    success = room.world.shown(signals[0])
    numbers = ", ".join(_spoken(room, s) for s in signals if room.world.shown(s) is not None)
    off = any(memory.unusual(s) for s in signals)
    spec = room.scenario.public.system.journeys[journey]
    supports = None
    if success is not None and success < 0.5:
        supports = Sev.SEV1 if spec.core else Sev.SEV2
    tail = _since(room, memory, signals) if off else ", as on any other day"
    return Reading(f"{title_of(room, journey)}: {numbers}{tail}.", off, supports)


def _silent(room: Room, title: str, signals: tuple[str, ...]) -> str:
    """That there is no data, and since when; "" when there is."""
    gone = [signal for signal in signals if room.world.shown(signal) is None]
    if not gone:
        return ""
    last = first = room.world.step
    while first > 0 and room.world.shown(gone[0], first - 1) is None:
        first -= 1
    what = ", ".join(_COLUMN_WORDS[signal.rpartition(".")[2]] for signal in gone)
    since = f" since {clock_of(room, first * STEP)}" if 0 < first <= last else ""
    return f"No data from {title} for {what}{since}; what it does I cannot say."


_COLUMN_WORDS = {
    "cpu": "CPU",
    "errors": "errors",
    "success": "how many succeed",
    "workers": "workers",
    "latency": "latency",
    "traffic": "requests",
    "rate": "requests",
}


def _tool(room: Room, tool: str) -> Reading:
    lost = room.board.tools_lost.get(tool)
    title = title_of(room, tool)
    if lost is None:
        return Reading(f"{title} works; I have just used it.", False)
    fallback = room.scenario.public.system.tools[tool].fallback
    way = f" There is a slower way, {fallback.says}." if fallback is not None and fallback.says else ""
    return Reading(f"{title} does not answer since about {clock_of(room, lost)}.{way}", True)


def _switch(room: Room, switch: str) -> str:
    on = room.scenario.public.system.switches[switch].on
    for mitigation in room.board.mitigations.values():
        if mitigation.state == "done" and mitigation.order == f"{Kind.FLAG_OFF.value} {switch}":
            on = False
        elif mitigation.state == "done" and mitigation.order == f"{Kind.FLAG_ON.value} {switch}":
            on = True
    return f"{title_of(room, switch)} is switched {'on' if on else 'off'}."


def _changes(room: Room, target: str) -> Reading:
    """The change feed about a target, newest first; only what has been made."""
    scenario = room.scenario
    near = {target, *behind(scenario, target)}
    made = [
        (scenario.seconds(change.at), change)
        for change in scenario.public.system.changes.values()
        if change.target in near and scenario.seconds(change.at) <= room.now
    ]
    recent = sorted((m for m in made if room.now - m[0] <= _DAY), key=lambda m: -m[0])[:2]
    title = title_of(room, target)
    if not recent:
        return Reading(f"No change to {title} in the last day that I can find.", False)
    told = "; ".join(f"{_when(room, at)} {change.kind.value}: {change.says}" for at, change in recent)
    return Reading(f"Changes to {title}, newest first. {told}. I cannot say yet whether that has to do with it.", True)


# --- in words ---------------------------------------------------------------------------------------


def _when(room: Room, at: int) -> str:
    moment = room.scenario.public.starts_at + timedelta(seconds=at)
    return moment.strftime("%H:%M")


def _since(room: Room, memory: Memory, signals: tuple[str, ...]) -> str:
    since = memory.since(signals)
    return "" if since is None else f" since about {clock_of(room, since)}"


def _spoken(room: Room, signal: str) -> str:
    """One number as a person reads it out."""
    value = room.world.shown(signal) or 0.0
    column = signal.rpartition(".")[2]
    match column:
        case "cpu":
            return f"CPU {share(value)}"
        case "errors":
            return f"errors {share(value)}"
        case "success":
            return f"{share(value)} succeed"
        case "workers":
            return f"workers {share(value)} taken"
        case "latency":
            return f"answers take {millis(value)}"
        case _:
            return f"{flow(value)} requests per second"


def share(value: float) -> str:
    """0.7842 -> 78 %; small shares keep a digit, and nothing that is not all is called 100 %."""
    percent = 100.0 * value
    if 0.05 <= percent < 1.0 or 99.0 < percent < 99.95:
        return f"{percent:.1f} %"
    return f"{percent:.0f} %"


def millis(seconds: float) -> str:
    """0.0842 -> 84 ms; 3.21 -> 3.2 s."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1.0 else f"{seconds:.1f} s"


def flow(rate: float) -> str:
    """A rate with two digits that matter: 12 300 -> 12,000."""
    if rate >= 1000:
        return f"{round(rate, -2):,.0f}"
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"
