"""`wom export`: what leaves a recorded drill, as files or to standard output. An edge: it reads journals and writes files."""

from __future__ import annotations

from pathlib import Path

from simulator.debrief.exports.export import Form, What, export
from simulator.debrief.exports.subject import Subject
from simulator.debrief.postmortem import draft
from simulator.journal import JournalProblem, read, recorded
from simulator.scoring.score import score


def subject_of(journal: Path) -> Subject:
    """The drill in a journal, read and scored; raises `JournalProblem`."""
    record = read(journal)
    kept = recorded(record)
    card = score(record.scenario, kept.facts, kept.truth, references=kept.references)
    postmortem = draft(record.scenario, kept.facts, kept.truth, card)
    return Subject(record.scenario, record.seed, record.engine, record.rows, kept.facts, card, postmortem)


def write_exports(subject: Subject, whats: list[What], forms: list[Form], folder: Path, name: str, *, names: bool) -> list[Path]:
    """Writes a file for each; raises `JournalProblem` where one cannot be written. Returns the files, in their order."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for what in whats:
            for form in forms:
                file = folder / f"{name}-{what.value}.{form.value}"
                file.write_text(export(subject, what, form, names=names), encoding="utf-8", newline="")
                written.append(file)
    except OSError as error:
        raise JournalProblem(f"{error.filename or folder} cannot be written ({error.strerror}).") from None
    return written
