"""Reference runs for a live drill: child processes, never a fork of the server, started when the drill ends, needed at Reveal."""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import structlog

from web.rooms import Room
from web.store import NotSaved, Store

log = structlog.get_logger()

#: A run takes a second or two; longer than this means something is wrong, and the scorecard says so.
_LONGEST = 180


class References:
    """Starts the runs and keeps their result with the drill."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._running: set[str] = set()

    def start(self, room: Room) -> None:
        """In a thread of its own; a second call while one is running does nothing."""
        record = room.record
        if record.id in self._running:
            return
        self._running.add(record.id)
        until = room.drill.now
        threading.Thread(
            target=self._run, args=(record.id, record.scenario_text, record.scenario_file, record.seed, until), daemon=True
        ).start()

    def pending(self, drill: str) -> bool:
        return drill in self._running

    def _run(self, drill: str, text: str, file: str, seed: int, until: int) -> None:
        asked = json.dumps({"scenario": text, "file": file, "seed": seed, "until": until})
        try:
            done = subprocess.run(
                [sys.executable, "-m", "simulator.bots.reference"],
                input=asked.encode(),
                capture_output=True,
                timeout=_LONGEST,
                check=False,
            )
            if done.returncode != 0:
                log.error("references", drill=drill, says=done.stderr.decode(errors="replace")[-2000:])
                return
            json.loads(done.stdout)
            self._store.keep_references(drill, done.stdout.decode())
        except (subprocess.TimeoutExpired, OSError, ValueError, NotSaved) as error:
            log.exception("references", drill=drill, says=str(error))
        finally:
            self._running.discard(drill)
