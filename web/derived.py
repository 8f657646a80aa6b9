"""What is worked out about a drill after EndEx, each in a child process: never a fork of the server, never on its loop, one at a time.

A child is a module that reads {"scenario", "file", "seed", "until", "rows"} as JSON from standard input and writes its answer as JSON. The
answer is kept with the drill; it is worked out once. Started when the drill ends, or when somebody asks and it is not there.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import deque

import structlog

from simulator.record.codec import row_to
from web.rooms import Room
from web.store import NotSaved, Store

log = structlog.get_logger()

#: The kinds, and the module of each child.
CHILDREN = {
    "archive": "simulator.bots.archive",
    "references": "simulator.bots.reference",
    "counterfactuals": "simulator.bots.counterfactual",
    "replay": "simulator.debrief.recording",
}
#: What is begun as soon as a drill ends, in this order.
AT_END = ("archive", "references", "replay", "counterfactuals")

#: A run takes seconds; longer than this means something is wrong, and the page that waits for it says so.
_LONGEST = 300


class Derived:
    """Works through what was asked for, in one thread, and keeps the results."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._todo: deque[tuple[str, str, bytes]] = deque()
        self._pending: set[tuple[str, str]] = set()
        self._failed: set[tuple[str, str]] = set()
        self._lock = threading.Lock()
        self._working = False

    def at_end(self, room: Room) -> None:
        """Begins everything that will be asked for once the drill is revealed."""
        for kind in AT_END:
            self.start(room, kind)

    def start(self, room: Room, kind: str) -> None:
        """Asks for one; a second call while it is on its way does nothing."""
        record = room.record
        key = (record.id, kind)
        asked = {
            "scenario": record.scenario_text, "file": record.scenario_file, "seed": record.seed, "until": room.drill.now,
            "rows": [row_to(row) for row in room.drill.rows],
        }  # fmt: skip
        with self._lock:
            if key in self._pending:
                return
            self._pending.add(key)
            self._failed.discard(key)
            self._todo.append((*key, json.dumps(asked).encode()))
            if self._working:
                return
            self._working = True
        threading.Thread(target=self._work, daemon=True).start()

    def of(self, room: Room, kind: str) -> str | None:
        """What was worked out, as JSON; None while it is not there. Whoever asks for what nobody works on (after a restart) begins it."""
        key = (room.record.id, kind)
        text = self._store.kept(*key)
        if text is None and key not in self._failed:
            self.start(room, kind)
        return text

    def pending(self, drill: str, kind: str) -> bool:
        return (drill, kind) in self._pending

    def failed(self, drill: str, kind: str) -> bool:
        """It could not be worked out, and nobody is at it any more."""
        return (drill, kind) in self._failed

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._todo:
                    self._working = False
                    return
                drill, kind, asked = self._todo.popleft()
            if not self._run(drill, kind, asked):
                self._failed.add((drill, kind))
            self._pending.discard((drill, kind))

    def _run(self, drill: str, kind: str, asked: bytes) -> bool:
        try:
            done = subprocess.run(  # noqa: S603 - one of our own modules
                [sys.executable, "-m", CHILDREN[kind]], input=asked, capture_output=True, timeout=_LONGEST, check=False
            )
            if done.returncode != 0:
                log.error("derived", drill=drill, kind=kind, says=done.stderr.decode(errors="replace")[-2000:])
                return False
            json.loads(done.stdout)
            self._store.keep(drill, kind, done.stdout.decode())
        except (subprocess.TimeoutExpired, OSError, ValueError, NotSaved) as error:
            log.exception("derived", drill=drill, kind=kind, says=str(error))
            return False
        return True
