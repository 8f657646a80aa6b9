"""A proof: every policy over many seeds on an executor, the checks' verdicts, and par."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, as_completed
from dataclasses import asdict, dataclass
from typing import Any

from simulator import ENGINE
from simulator.bots.prove.bands import Band, as_table, bands
from simulator.bots.prove.checks import CHECKS
from simulator.bots.prove.ran import OfSeed
from simulator.bots.prove.runs import Runs
from simulator.bots.prove.seed import digests, of_seed
from simulator.bots.prove.verdict import Holds, Verdict
from simulator.scenario.load import Sound
from simulator.scenario.problems import Problem, pictures

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Proof:
    """What came out for one file."""

    file: str
    sound: Sound
    seeds: tuple[int, ...]
    verdicts: tuple[Verdict, ...]
    bands: tuple[Band, ...]

    @property
    def proven(self) -> bool:
        return all(verdict.holds is not Holds.NO for verdict in self.verdicts)

    def par(self) -> dict[str, Any]:
        """What is stored: the bands, with everything that says whether they still belong to the scenario."""
        return {
            "scenario": self.sound.scenario.public.scenario,
            "digest": self.sound.scenario.digest,
            "engine": ENGINE,
            "seeds": len(self.seeds),
            "first_seed": self.seeds[0],
            "proven": self.proven,
            "bands": [asdict(band) for band in self.bands],
        }

    def as_data(self) -> dict[str, Any]:
        verdicts = []
        for verdict in self.verdicts:
            reasons = [
                {
                    "path": ".".join(map(str, p.path)),
                    "line": p.place.line,
                    "column": p.place.column,
                    "says": p.message,
                    "try": p.hint,
                }
                for p in self._problems(verdict)
            ]
            verdicts.append({"check": verdict.check, "holds": verdict.holds.value, "says": verdict.says, "reasons": reasons})
        return {"file": self.file, **self.par(), "verdicts": verdicts}

    def drawn(self) -> str:
        """For a terminal: reasons first with their place in the file, then each promise, then par."""
        problems = [problem for verdict in self.verdicts for problem in self._problems(verdict)]
        signs = {Holds.YES: "ok", Holds.NO: "NO", Holds.NOT_APPLICABLE: "--"}
        lines = [f"  {signs[verdict.holds]}  {verdict.check}: {verdict.says}" for verdict in self.verdicts]
        failed = sum(verdict.holds is Holds.NO for verdict in self.verdicts)
        outcome = "proven" if self.proven else f"not proven, {failed} promise{'s' * (failed != 1)} not kept"
        parts = [
            pictures(problems, self.sound.loaded.text),
            "\n".join([f"PROOF over {len(self.seeds)} seeds", *lines]),
            as_table(self.bands, len(self.seeds)),
            f"{self.file}: {outcome}",
        ]
        return "\n\n".join(part for part in parts if part)

    def _problems(self, verdict: Verdict) -> list[Problem]:
        place = self.sound.loaded.place_of
        return [Problem(place(r.path), r.path, f"prove-{verdict.check}", r.says, r.try_) for r in verdict.reasons]


def prove(
    sound: Sound,
    text: bytes,
    file: str,
    seeds: range,
    executor: Executor,
    told: Told | None = None,
    *,
    made: dict[int, OfSeed] | None = None,
) -> Proof:
    """Plays everything on the executor and judges it. `told` hears how many of how many seeds are done.

    `made` holds the seeds that are played already and takes in each as it is done, for a caller who may have to go on elsewhere.
    """
    made = {} if made is None else made
    again = executor.submit(digests, text, file, seeds[0])
    waiting: dict[Future[OfSeed], int] = {executor.submit(of_seed, text, file, s): s for s in seeds if s not in made}
    try:
        for done in as_completed(waiting):
            made[waiting[done]] = done.result()
            if told is not None:
                told(len(made), len(seeds))
    except BaseException:
        again.cancel()
        for future in waiting:
            future.cancel()
        raise
    runs = Runs(sound.scenario, tuple(made[seed] for seed in seeds), again.result())
    return Proof(file, sound, tuple(seeds), tuple(check(runs) for check in CHECKS), bands(runs))
