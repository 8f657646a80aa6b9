"""Postmortems of revealed drills: what the record says by itself, and the latest text people saved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from simulator.debrief.exports.plain import plain
from simulator.debrief.exports.subject import Subject
from simulator.debrief.postmortem import EarlierItem, Postmortem, Status, draft
from simulator.debrief.postmortem_lint import LintFinding, blocks, lint
from simulator.debrief.written import NotWritten, Written, written_from, written_to
from web.archives import Finished
from web.scorecards import Scorecards
from web.store import SavedPostmortem, Store


@dataclass(frozen=True, slots=True)
class Standing:
    """A postmortem as it stands. `version` is 0 while nobody has saved."""

    postmortem: Postmortem
    version: int
    status: Status
    by: str
    saved_at: int


class Postmortems:
    """Reads, saves and lints; what is derived is worked out once for each state of the record."""

    def __init__(self, store: Store, scorecards: Scorecards) -> None:
        self._store, self._scorecards = store, scorecards
        self._drafts: dict[str, tuple[int, bool, Postmortem]] = {}

    def of(self, finished: Finished) -> Standing:
        """What stands: the saved text, or the draft."""
        found = self._draft(finished)
        saved = self._store.postmortem(finished.record.id)
        if saved is None:
            return Standing(found, 0, Status.DRAFT, "", 0)
        written = written_from(json.loads(saved.body))
        derived = replace(found.derived, earlier=tuple(self._earlier(finished.record.id, written)))
        return Standing(Postmortem(derived, written), saved.version, Status(saved.status), saved.by, saved.saved_at)

    def save(self, finished: Finished, after: int, written: Written, status: Status, by: str) -> SavedPostmortem | None:
        """Saves a version; the answer is the version somebody else saved meanwhile, None when all is well."""
        body = json.dumps(written_to(written), default=plain)
        if self._store.save_postmortem(finished.record.id, after, status.value, body, by):
            return None
        return self._store.postmortem(finished.record.id) or SavedPostmortem(finished.record.id, 0, "draft", "{}", "", 0)

    def findings(self, finished: Finished, written: Written) -> tuple[LintFinding, ...]:
        """The lint of a text, as of today."""
        return lint(self._draft(finished).derived, written, today())

    def what_blocks(self, finished: Finished, written: Written) -> tuple[LintFinding, ...]:
        return blocks(self.findings(finished, written))

    def subject(self, finished: Finished) -> Subject:
        """All that can be exported of a drill."""
        standing, record = self.of(finished), finished.record
        return Subject(
            finished.scenario,
            record.seed,
            record.engine,
            finished.rows,
            tuple(finished.facts),
            self._scorecards.card_of(finished),
            standing.postmortem,
            standing.status.value,
            tuple((grant.seat, grant.name) for grant in self._store.grants(record.id)),
        )

    def _draft(self, finished: Finished) -> Postmortem:
        card = self._scorecards.card_of(finished)
        key = (len(finished.facts), card.harm.nothing is not None)
        known = self._drafts.get(finished.record.id)
        if known is None or known[:2] != key:
            made = draft(finished.scenario, finished.facts, finished.truth, card)
            known = self._drafts[finished.record.id] = (*key, made)
        return known[2]

    def _earlier(self, drill: str, written: Written) -> Iterator[EarlierItem]:
        """Action items of shared, closed postmortems of other drills about the same classes of factors."""
        classes = {factor.kind for factor in written.factors if factor.kind}
        if not classes:
            return
        for saved in self._store.shared_and_closed():
            if saved.drill == drill:
                continue
            try:
                theirs = written_from(json.loads(saved.body))
            except (NotWritten, ValueError):
                continue
            for action in theirs.actions:
                kind = theirs.factors[action.factor - 1].kind if 1 <= action.factor <= len(theirs.factors) else ""
                if kind in classes and action.says.strip():
                    yield EarlierItem(theirs.title, kind, action.says, action.owner, action.due)


def today() -> date:
    """The date by which deadlines are read."""
    return datetime.now(UTC).date()


def plain_findings(findings: tuple[LintFinding, ...]) -> list[dict[str, Any]]:
    return [plain(one) for one in findings]
