"""What is worked out after a drill: once, in order, kept with the drill, and asked again after a restart."""

from __future__ import annotations

import time

import pytest
from live_server import Table

import web.derived
from web.derived import Derived


def _settled(derived: Derived, drill: str, kind: str) -> None:
    deadline = time.monotonic() + 60
    while derived.pending(drill, kind):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_child_is_run_once_and_its_answer_kept(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked twice at once, one child runs; what it said is in the store, and nobody runs it again."""
    drill = table.drill()
    room = table.parts.rooms.open(drill.id)
    assert room is not None
    monkeypatch.setitem(web.derived.CHILDREN, "echo", "json.tool")
    derived = Derived(table.parts.store)
    assert derived.of(room, "echo") is None
    derived.start(room, "echo")
    _settled(derived, drill.id, "echo")
    kept = derived.of(room, "echo")
    assert kept is not None
    assert '"seed"' in kept
    assert not derived.pending(drill.id, "echo")
    assert table.parts.store.kept(drill.id, "echo") == kept


def test_a_child_that_fails_is_not_asked_for_ever(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that ends badly leaves nothing, and the page that asks every second does not start it every second."""
    drill = table.drill()
    room = table.parts.rooms.open(drill.id)
    assert room is not None
    monkeypatch.setitem(web.derived.CHILDREN, "bad", "no.such.module")
    derived = Derived(table.parts.store)
    derived.start(room, "bad")
    _settled(derived, drill.id, "bad")
    assert derived.of(room, "bad") is None
    assert not derived.pending(drill.id, "bad")


def test_what_comes_after_the_store_has_closed_is_not_kept_and_nothing_is_said(
    table: Table, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A server that stops while a child is at work: its answer is let go in silence."""
    drill = table.drill()
    room = table.parts.rooms.open(drill.id)
    assert room is not None
    monkeypatch.setitem(web.derived.CHILDREN, "echo", "json.tool")
    derived = Derived(table.parts.store)
    derived.start(room, "echo")
    derived.stop()
    _settled(derived, drill.id, "echo")
    assert table.parts.store.kept(drill.id, "echo") is None
    assert "Traceback" not in "".join(capfd.readouterr())
