"""Prints the JSON Schema of everything the front end may receive or send: `python -m web.protocol_schema`.

`npm run types` in `web/ui` turns it into TypeScript; a test fails when the checked-in types have drifted.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from simulator.debrief import postmortem, postmortem_lint, replay, written
from simulator.drill import views
from simulator.scoring import scorecard
from web import protocol

_DATACLASSES = (
    views.CommanderView,
    views.ResponderView,
    views.ObserverView,
    views.GameMasterView,
    views.FeedItem,
    views.Point,
    scorecard.Scorecard,
    replay.Replay,
    postmortem.DerivedPart,
    postmortem_lint.LintFinding,
    written.Written,
)
_MESSAGES = (
    protocol.Sync,
    protocol.Cmd,
    protocol.Synced,
    protocol.ViewMessage,
    protocol.FeedMessage,
    protocol.SamplesMessage,
    protocol.Banner,
    protocol.Accepted,
    protocol.Refused,
    protocol.Conflict,
    protocol.Unsaved,
    protocol.ScorecardLocked,
    protocol.ScorecardOpen,
    protocol.Try,
    protocol.Tries,
)


def schema() -> dict[str, Any]:
    """One schema whose properties are the types, so that a generator emits each of them once."""
    keyed = [(t, "serialization", TypeAdapter(t)) for t in _DATACLASSES]
    by_key, shared = TypeAdapter.json_schemas([(t.__name__, mode, a) for t, mode, a in keyed])  # type: ignore[misc]
    _, messages = models_json_schema([(m, "serialization") for m in _MESSAGES])
    definitions = {**messages.get("$defs", {}), **shared.get("$defs", {})}
    for definition in definitions.values():
        _tidy(definition)
    properties = {name: ref for (name, _), ref in by_key.items()}
    properties |= {m.__name__: {"$ref": f"#/$defs/{m.__name__}"} for m in _MESSAGES}
    return {
        "title": "Protocol",
        "type": "object",
        "additionalProperties": False,
        "required": sorted(properties),
        "properties": dict(sorted(properties.items())),
        "$defs": dict(sorted(definitions.items())),
    }


def _tidy(node: Any) -> None:
    """Drops field titles (they would become types of their own) and closes objects that are not."""
    if isinstance(node, dict):
        for field in node.get("properties", {}).values():
            if isinstance(field, dict):
                field.pop("title", None)
        if node.get("type") == "object" and "properties" in node:
            node["additionalProperties"] = False
            node["required"] = sorted(node["properties"])
        for value in node.values():
            _tidy(value)
    elif isinstance(node, list):
        for value in node:
            _tidy(value)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), indent=1) + "\n")
