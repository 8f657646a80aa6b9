"""Rules 12 and 13 are kept where scenarios are read (`tests/scenario`). Here: no YAML and no template can come in through the web at all."""

from __future__ import annotations

import json
from pathlib import Path

import live_server
import small_shop
from live_server import Table

BILLION = 'a: &a ["x"]\nb: [*a, *a]\n'


def test_no_route_takes_a_scenario(table: Table) -> None:
    """What looks like YAML or a template in any field of a request is text at most, and starts nothing."""
    host = table.host()
    for data in (
        {"key": small_shop.TEXT, "mode": "solo"},
        {"key": "shop.yaml", "mode": "solo"},
        {"scenario": small_shop.TEXT, "mode": "solo"},
    ):
        assert host.post("/api/drills", data).status_code == 400
    for kind in ("application/yaml", "text/yaml", "multipart/form-data"):
        answer = host.post("/api/drills", data=small_shop.TEXT, headers={"Content-Type": kind})
        assert answer.status_code == 403
    assert table.parts.store.drills() == []


def test_a_template_somebody_types_stays_what_was_typed(table: Table) -> None:
    """Names and lines of people are never rendered."""
    drill = table.drill()
    master = drill.master()
    ic = drill.seat("ic", "{{ 7*7 }}")
    master.do("StartDrill")
    ic.do("Say", says="{{ 7*7 }} {% for x in range(10**9) %}x{% endfor %}")
    assert ic.sections["you"]["name"] == "{{ 7*7 }}"
    assert ic.feed[-1]["says"] == "{{ 7*7 }} {% for x in range(10**9) %}x{% endfor %}"


def test_broken_scenarios_on_the_shelf_do_not_stop_the_others(tmp_path: Path) -> None:
    """Files that cannot be read are left out and named with their reason; the lobby shows the rest, also after one was mended."""
    with live_server.table(tmp_path) as table:
        shelf = tmp_path / "shelf"
        (shelf / "bomb.yaml").write_text(BILLION)
        (shelf / "huge.yaml").write_bytes(b"x" * 300_000)
        (shelf / "binary.yaml").write_bytes(bytes(range(256)))
        (shelf / "empty.yaml").write_text("")
        (shelf / "folder.yaml").mkdir()
        (shelf / "gone.yaml").symlink_to(shelf / "nowhere")
        host = table.host()
        assert [s["alias"] for s in host.get("/api/lobby").json()["scenarios"]] == ["A shop, a Thursday"]
        assert set(table.parts.library.broken) == {
            "bomb.yaml",
            "huge.yaml",
            "binary.yaml",
            "empty.yaml",
            "folder.yaml",
            "gone.yaml",
        }
        assert all("Traceback" not in says and says for says in table.parts.library.broken.values())
        assert "line" in table.parts.library.broken["bomb.yaml"] or "bomb.yaml:1" in table.parts.library.broken["bomb.yaml"]
        (shelf / "bomb.yaml").write_text(small_shop.TEXT.replace("A shop, a Thursday", "Mended"))
        assert {s["alias"] for s in host.get("/api/lobby").json()["scenarios"]} == {"A shop, a Thursday", "Mended"}
        assert small_shop.MARK not in json.dumps(host.get("/api/lobby").json())
