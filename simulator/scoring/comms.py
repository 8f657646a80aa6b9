"""Communication: was an update there when it was due (M8). Cadence over content: a content-free update counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from simulator.drill.evidence import Evident, evident_at
from simulator.record import facts as f
from simulator.scenario.words import Audience
from simulator.scoring.instants import Instants
from simulator.scoring.known import At
from simulator.scoring.scorecard import Line
from simulator.scoring.words import clock
from simulator.world.severity import SEV2

#: A first public post is due this long after declaring, if something public is evident; its scope as long after.
FIRST_PUBLIC = SCOPE = 300
#: The next one, when none was promised. An internal update is the executives' summary too.
USUAL = {Audience.PUBLIC: 1200, Audience.INTERNAL: 1800}
#: A post this late is still on time.
GRACE = 60
#: Public posts closer together than this are noise, unless one was due.
NOISE = 240


@dataclass(frozen=True, slots=True)
class Cadence:
    """How the updates to one audience kept their time. Seconds; `late` is the sum over late posts."""

    audience: Audience
    due: int
    on_time: int
    late: int
    missed: int
    noise: int
    evidence: tuple[int, ...]


@dataclass(slots=True)
class _Walk:
    """The next due time, and what became of those before it."""

    audience: Audience
    due: int | None = None
    stage: str = "usual"  # what kind the next due is: first | scope | usual
    dues: int = 0
    on_time: int = 0
    late: int = 0
    missed: int = 0
    noise: int = 0
    base: int = 0  # nothing is owed before
    credited_at: int | None = None
    evidence: list[int] = field(default_factory=list)

    def following(self) -> tuple[int, str]:
        """The due after this one when nothing is posted, and its kind."""
        assert self.due is not None
        return (self.due + SCOPE, "scope") if self.stage == "first" else (self.due + USUAL[self.audience], "usual")

    def pass_by(self, now: int) -> None:
        """Dues whose successor has come due as well, without a post between them, never came."""
        while self.due is not None and self.following()[0] <= now:
            self.miss()

    def miss(self) -> None:
        self.dues += 1
        self.missed += 1
        self.due, self.stage = self.following()

    def post(self, fact: f.Fact) -> None:
        self.evidence.append(fact.n)
        self.pass_by(fact.at)
        called_for = self.due is not None and fact.at >= self.due - GRACE
        close = self.credited_at is not None and fact.at - self.credited_at < NOISE
        if self.audience is Audience.PUBLIC and close and not called_for:
            self.noise += 1
            return
        self.credited_at = fact.at
        if self.due is not None:
            self.dues += 1
            self.on_time += fact.at <= self.due + GRACE
            self.late += max(0, fact.at - self.due) if fact.at > self.due + GRACE else 0
        first, self.stage = self.stage == "first", "usual"
        self.due = max(fact.at, self.base) + (SCOPE if first else USUAL[self.audience])

    def promise(self, at: int, due: int, *, with_post: bool) -> None:
        """A promised time takes the place of the usual one. Without a post it cannot put off the first one, nor one already missed."""
        self.pass_by(at)
        if not with_post and self.due is not None:
            if at > self.due + GRACE:
                self.miss()
            elif self.stage == "first":
                self.due = min(self.due, due)
                return
        self.due, self.stage = due, "usual"


def cadence(audience: Audience, facts: Sequence[f.Fact], declared: int | None, until: int, seen: Sequence[Evident]) -> Cadence:
    """Walks the due times from declaring to resolving (or EndEx).

    The first public post is due five minutes after declaring, or after the evidence where that came later; its scope five minutes
    after that, unless the post itself named a time; then each promised time, or the usual rhythm. A post re-bases the next, early ones too. A due
    with no post before the one after it never came. A jump over hours puts off what was due by as long.
    """
    walk = _Walk(audience)
    base = _base(audience, declared, seen)
    if base is not None:
        public = audience is Audience.PUBLIC
        walk.base, walk.stage = base, "first" if public else "usual"
        walk.due = base + (FIRST_PUBLIC if public else USUAL[audience])
    last = 0
    jump: int | None = None  # since when hours pass at once; nobody can post in them
    moved = False
    delayed = {x.n for x in facts if isinstance(x.body, f.UpdateDelayed)}
    for fact in facts:
        if fact.at > until:
            break
        match fact.body:
            case f.UpdatePosted() if fact.because in delayed:
                pass  # it counted when it was written; that the page was lost is nobody's delay
            case f.UpdatePosted() | f.UpdateDelayed() if _readers(fact.body) is audience:
                walk.post(fact)
                last = fact.n
                if base is None:
                    walk.due = None  # nothing was owed, so nothing follows from having told somebody
            case f.PromiseMade(audience=for_, due=due) if for_ is audience:
                walk.promise(fact.at, due, with_post=fact.because == last != 0)
            case f.ActJumped():
                walk.pass_by(fact.at)
                jump, moved = fact.at, False
            case f.PromiseMoved(audience=for_, due=due) if for_ is audience and walk.due is not None:
                walk.due, walk.stage, moved = due, "usual", True
            case f.ActBegan(jumped=True) if jump is not None:
                if walk.due is not None and not moved:
                    walk.due += fact.at - jump
                jump = None
            case _:
                pass
    walk.pass_by(until)
    if walk.due is not None and walk.due + GRACE < until:
        walk.miss()
    return Cadence(audience, walk.dues, walk.on_time, walk.late, walk.missed, walk.noise, tuple(walk.evidence))


def _base(audience: Audience, declared: int | None, seen: Sequence[Evident]) -> int | None:
    """From when on this audience is owed something; None when never."""
    if declared is None or audience is Audience.INTERNAL or evident_at(seen, declared) >= SEV2:
        return declared
    return next((move.at for move in seen if move.at > declared and move.weight >= SEV2), None)


# --- lines -------------------------------------------------------------------------------------------


def updates(i: Instants, facts: Sequence[f.Fact]) -> Iterator[Line]:
    """M8: due, on time, late, missed, for each audience. Breaking a promise and making none are lines of their own.

    Where nothing was declared, they are owed from the latest reasonable declaration on (E1).
    """
    declared = owed_from(i)
    until = min(at.at for at in (i.resolved, i.stood_down, At(i.ended)) if at is not None)
    for audience, id_, name in (
        (Audience.PUBLIC, "M8.public", "Public updates"),
        (Audience.INTERNAL, "M8.internal", "Internal updates"),
    ):
        c = cadence(audience, facts, declared, until, i.seen)
        share = None if c.due == 0 else 100.0 * c.on_time / c.due
        spans = () if declared is None else ((declared, max(declared, until)),)
        yield Line(id_, name, "process", share, "%", _says(c), evidence=c.evidence, spans=spans)
    yield _promises(facts, until)
    yield _without_promise(facts, until)


def _readers(body: f.UpdatePosted | f.UpdateDelayed) -> Audience:
    return body.audience if isinstance(body, f.UpdatePosted) else Audience.PUBLIC


def owed_from(i: Instants) -> int | None:
    """When the room could expect updates: from declaring, else from the latest reasonable declaration; None where nothing was evident."""
    at = i.declared or i.declared_any
    if at is not None:
        return at.at
    if i.evident is None or i.false_alarm or i.evident.at + i.latest_declare > i.ended:
        return None
    return i.evident.at + i.latest_declare


def _promises(facts: Sequence[f.Fact], until: int) -> Line:
    kept = [x for x in facts if isinstance(x.body, f.PromiseKept) and x.body.late <= GRACE and x.at <= until]
    broken = [x for x in facts if isinstance(x.body, f.PromiseMissed) and x.at <= until]
    came_due = len(kept) + len(broken)
    if not came_due:
        return Line("M8.promises", "Promised times kept", "process", None, "%", "No promised time came.")
    says = f"{len(kept)} of {came_due} promised times were kept."
    evidence = tuple(x.n for x in (*kept, *broken))
    return Line("M8.promises", "Promised times kept", "process", 100.0 * len(kept) / came_due, "%", says, evidence=evidence)


def _without_promise(facts: Sequence[f.Fact], until: int) -> Line:
    promised = {x.because for x in facts if isinstance(x.body, f.PromiseMade)}
    delayed = {x.n for x in facts if isinstance(x.body, f.UpdateDelayed)}
    written = [x for x in facts if isinstance(x.body, f.UpdatePosted | f.UpdateDelayed) and x.because not in delayed]
    bare = [x for x in written if x.at <= until and x.n not in promised]
    count = len(bare)
    says = "Every update named the time of the next." if not count else f"{count} named no time for the next."
    if not written:
        return Line("M8.unpromised", "Updates without a next time", "process", None, "count", "No update was posted.")
    return Line(
        "M8.unpromised",
        "Updates without a next time",
        "process",
        count,
        "count",
        says,
        evidence=tuple(x.n for x in bare or written),
    )


def _says(c: Cadence) -> str:
    noise = f"{c.noise} came so close to the one before that {'it is' if c.noise == 1 else 'they are'} noise and not counted"
    if c.due == 0:
        return f"None was due; {noise}." if c.noise else "None was due."
    parts = [f"{c.on_time} of {c.due} on time"]
    if c.late:
        parts.append(f"late ones came {clock(c.late)} after their time")
    if c.missed:
        parts.append(f"{c.missed} never came")
    if c.noise:
        parts.append(noise)
    return "; ".join(parts).capitalize() + "."
