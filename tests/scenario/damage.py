"""Damaged scenarios: bytes flipped and moved, and whole trees with parts torn out, swapped, nested, renamed and replaced.

One function for each way, over whatever `Random` it is given: hypothesis's own, which shrinks, or a seeded one, so that a number stands
for a file for ever.
"""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from random import Random
from typing import Any

from simulator.scenario.source import Loaded, load

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FILES = [*sorted((ROOT / "scenarios").glob("*.yaml")), HERE.parent / "problems" / "healthy.yaml"]
TEXTS = [file.read_bytes() for file in FILES]

#: Values that fit somewhere and are strange elsewhere.
STRANGE = (
    b"0", b"1", b"-1", b"0s", b"0%", b"100%", b"200%", b"0/s", b"1000000000/s", b"999h", b"true", b"null", b"x0", b"x1000000",
    b"+0ms", b"1e300", b"0.0000001", b"{}", b"[]", b"5s..5s", b"SEV1", b"'", b'"', b"\xff", b"\t", b"*a", b"&a b", b"!!int 3",
    b"{{ ic }}", b"{% for x in y %}", b"12:30", b"no", b"\xe2\x80\xa8", b"a: b",
)  # fmt: skip
_VALUE = re.compile(rb"(?<=: )[^\n,{}\[\]]+")

#: Templates, whole and broken, small and as large as a text may be.
TEMPLATES = (
    "{{ ic }}", "{{ ic", "{% if ic %}x{% endif %}", "{% if ic %}", "{% endif %}", "{{ ic|upper }}", "{{ ic|nothing }}", "{{ ''.__class__ }}",
    "{{ 9**9**9 }}", "{% for x in range(9) %}x{% endfor %}", "{# never closed", "{{ {{ ic }} }}", "{%- raw -%}", "{{ ic ~ ic }}",
    "{{ ic }}" * 300, "{% if ic %}" * 60 + "{% endif %}" * 60, "{" * 3000, "{{" * 1500, "}}" * 1500, "{% if a == b %}x{% elif c %}y{% else %}z{% endif %}",
    "{% set x = 1 %}{{ x }}", "{{ 'a' * 4000 }}", "{{ ic[0] }}", "{{ loop }}", "{% include 'x' %}", "{{ ic.\x00 }}", "{{ \u202e }}", "%}{{",
)  # fmt: skip

#: What may stand in a tree where something else was.
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, 0.5, -0.0, 1e308, "", " ", "x" * 5000, "0s", "9999999d", "1s..0s", "100.0000000001%", "99999999999999/s",
    "x999999.999999", "-0s", "25:61", "2019-02-30T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "\u0000", "\ud7ff", "ﬀ", "1٣s", "½",
    "\u202e", "-" * 64, "a" * 65, [], {}, [[]], [{}], {"": ""}, {"x": {"y": {"z": []}}}, "trainee", "changes", "all", "declare",
)  # fmt: skip


def number(n: int) -> bytes:
    """The damaged scenario with this number: even ones in their bytes, odd ones in their structure, always the same."""
    rng = Random(n)
    return torn(rng) if n % 2 else scratched(rng)


def scratched(rng: Random) -> bytes:
    """A scenario with a few bytes flipped, values exchanged or replaced, lines and stretches gone or doubled."""
    raw = rng.choice(TEXTS)
    for _ in range(rng.randint(1, 4)):
        if not raw:
            break
        at = rng.randint(0, len(raw) - 1)
        size = rng.randint(1, 40)
        values = [found.span() for found in _VALUE.finditer(raw)]
        match rng.choice(["flip", "value", "value", "exchange", "gone", "double", "insert", "cut", "line"]):
            case "flip":
                raw = raw[:at] + bytes([raw[at] ^ (1 << size % 8)]) + raw[at + 1 :]
            case "value" if values:
                start, end = rng.choice(values)
                raw = raw[:start] + rng.choice(STRANGE) + raw[end:]
            case "exchange" if values:
                start, end = rng.choice(values)
                raw = raw[:start] + raw[slice(*rng.choice(values))] + raw[end:]
            case "gone":
                raw = raw[:at] + raw[at + size :]
            case "double":
                raw = raw[: at + size] + raw[at:]
            case "insert":
                raw = raw[:at] + bytes(rng.randint(0, 255) for _ in range(size % 8 + 1)) + raw[at:]
            case "cut":
                raw = raw[:at]
            case _:
                lines = raw.split(b"\n")
                del lines[at % len(lines)]
                raw = b"\n".join(lines)
    return raw


def torn(rng: Random) -> bytes:
    """A scenario whose tree is another one: written as JSON, which is YAML, so that the shape is all that is wrong."""
    tree = copy.deepcopy(rng.choice(_TREES))
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        places = list(_places(tree))
        holder, key = rng.choice(places)
        match rng.choice(
            ["odd", "gone", "move", "swap", "graft", "rename", "twice", "nest", "wide", "template", "template", "id"]
        ):
            case "odd":
                holder[key] = copy.deepcopy(rng.choice(ODD))
            case "gone":
                del holder[key]
            case "move":
                other, there = rng.choice(places)
                other[there] = copy.deepcopy(holder[key])
            case "swap":
                other, there = rng.choice(places)
                holder[key], other[there] = copy.deepcopy(other[there]), copy.deepcopy(holder[key])
            case "graft":
                _graft(rng, tree)
            case "rename" if isinstance(holder, dict):
                holder[rng.choice(_KEYS)] = holder.pop(key)
            case "twice" if isinstance(holder, dict):
                for n in range(rng.randint(1, 200)):
                    holder[f"{key}-{n}"] = copy.deepcopy(holder[key])
            case "nest":
                for _ in range(rng.randint(1, 18)):
                    holder[key] = rng.choice(
                        ([holder[key]], {"all": [holder[key]]}, {"not": holder[key]}, {"any": [holder[key], {"fault": "x"}]})
                    )
            case "wide":
                holder[key] = [copy.deepcopy(holder[key]) for _ in range(rng.randint(2, 300))]
            case "template":
                texts = [(h, k) for h, k in places if isinstance(h, dict) and isinstance(h.get(k), str)]
                spoken, word = rng.choice(texts)
                spoken[word] = f"{spoken[word]} {rng.choice(TEMPLATES)}"
            case _:
                ids = [k for h, k in places if isinstance(k, str)]
                holder[key] = rng.choice(ids)
    return json.dumps(tree, indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _graft(rng: Random, tree: Any) -> None:
    """A part of another scenario where this one has its own."""
    other = rng.choice(_TREES)
    for part in ("system", "secret", "people", "alerts"):
        if rng.random() < 0.5 and isinstance(tree, dict):
            tree[part] = copy.deepcopy(other.get(part))


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every holder of a value with the key under which it holds it. A tree stays a tree: no part stands in two places."""
    found: list[tuple[Any, Any]] = []
    left = [tree]
    while left:
        holder = left.pop()
        for key, value in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            found.append((holder, key))
            if isinstance(value, dict | list):
                left.append(value)
    return found


def _tree(raw: bytes) -> Any:
    loaded = load(raw, "a.yaml")
    assert isinstance(loaded, Loaded)
    return json.loads(json.dumps(loaded.tree))


_TREES = [_tree(raw) for raw in TEXTS]
_KEYS = sorted({key for tree in _TREES for _, key in _places(tree) if isinstance(key, str)})
