"""What `wom check` says of one file: its problems, its warnings, and how the system stands when healthy.

Not the printing, which is `cli`'s. The look at the running world is handed in as a function, because the world
stands above the scenario and this module may not know it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.scenario.load import Sound, load_sound
from simulator.scenario.model import Scenario
from simulator.scenario.problems import Path, Problem, Problems, as_data, ordered, pictures


@dataclass(frozen=True, slots=True)
class Ill:
    """Something that is not well at StartEx: where in the file, what, and what to do."""

    path: Path
    message: str
    hint: str = ""
    #: Whether the file is refused for it; otherwise it is a warning.
    refused: bool = True


@dataclass(frozen=True, slots=True)
class Health:
    """A look at the world of a scenario: a line for each service and journey, and what is ill."""

    lines: tuple[str, ...] = ()
    ills: tuple[Ill, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything said of one file. It is fine when it has no problems; warnings refuse nothing."""

    file: str
    text: str
    scenario: Scenario | None
    problems: Problems
    warnings: Problems = ()
    health: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        return not self.problems

    def drawn(self) -> str:
        """The report as people read it, without a final newline."""
        parts = [pictures(self.problems, self.text), pictures(self.warnings, self.text, "warning: ")]
        parts.append("\n".join(self.health))
        parts.append(self._verdict())
        return "\n\n".join(part for part in parts if part)

    def as_data(self) -> dict[str, object]:
        """The report as programs read it."""
        return {
            "file": self.file,
            "fine": self.fine,
            "problems": [as_data(problem) for problem in self.problems],
            "warnings": [as_data(problem) for problem in self.warnings],
            "health": list(self.health),
        }

    def _verdict(self) -> str:
        many, doubts = len(self.problems), len(self.warnings)
        said = [f"{many} problem{'s' * (many != 1)}" if many else "fine"]
        if doubts:
            said.append(f"{doubts} warning{'s' * (doubts != 1)}")
        return f"{self.file}: {', '.join(said)}"


def check(text: bytes, file: str, look: Callable[[Scenario], Health] | None = None) -> CheckReport:
    """Loads and lints a file; `look`, if given, runs its healthy world and says how it stands."""
    found = load_sound(text, file, look_twice=True)
    if not isinstance(found, Sound):
        return CheckReport(file, _readable(text), None, found)
    health = look(found.scenario) if look is not None else Health()
    ills = [(ill, Problem(found.loaded.place_of(ill.path), ill.path, "ill", ill.message, ill.hint)) for ill in health.ills]
    return CheckReport(
        file,
        found.loaded.text,
        found.scenario,
        ordered(problem for ill, problem in ills if ill.refused),
        ordered([*found.warnings, *(problem for ill, problem in ills if not ill.refused)]),
        health.lines,
    )


def _readable(text: bytes) -> str:
    """The text as far as it can be shown, for the snippets of a file that may be no text at all."""
    if 0 in text:
        return ""
    return text.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
