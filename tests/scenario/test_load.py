"""A scenario file loads as a whole, or all of a pass's problems come back; nothing raises."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.scenario.check import Health, Ill, check
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Public, Scenario
from simulator.world.health import health

HERE = Path(__file__).parent
HEALTHY = (HERE.parent / "problems" / "healthy.yaml").read_bytes()
SHIPPED = sorted((HERE.parent.parent / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_scenario_loads(file: Path) -> None:
    """What we ship is fine by our own rules, without a warning."""
    report = check(file.read_bytes(), file.name, health)
    assert report.problems == (), report.drawn()
    assert report.warnings == (), report.drawn()


def test_the_two_halves_are_apart() -> None:
    """The public half is a type of its own that holds nothing secret."""
    scenario = load_scenario(HEALTHY, "healthy.yaml")
    assert isinstance(scenario, Scenario)
    assert type(scenario.public) is Public
    assert "half-closed" not in scenario.public.model_dump_json()
    assert "half-closed" in scenario.secret.faults


def test_the_digest_is_of_the_bytes() -> None:
    """Another text is another digest, also when only a comment differs."""
    one, other = load_scenario(HEALTHY, "a"), load_scenario(HEALTHY + b"# more\n", "a")
    assert isinstance(one, Scenario)
    assert isinstance(other, Scenario)
    assert one.digest != other.digest
    assert one.public == other.public


def test_references_wait_for_the_shape() -> None:
    """A wrong unit and a wrong id: first the unit alone, because an id may hang on it."""
    both = HEALTHY.replace(b"takes: 40ms", b"takes: 40").replace(b"enters: web", b"enters: wbe")
    found = load_scenario(both, "a")
    assert isinstance(found, tuple)
    assert [problem.code for problem in found] == ["short-time-number"]


def test_references_rules_texts_and_secrets_come_together() -> None:
    """Everything that a right shape allows to be seen is seen at once."""
    raw = (
        HEALTHY.replace(b"enters: web", b"enters: wbe")
        .replace(b"slo: 99.5%", b"slo: 90%")
        .replace(b"Is something wrong?", b"{{ nothing }}")
        .replace(b"People fill", b"half-closed. People fill")
    )
    found = load_scenario(raw, "a")
    assert isinstance(found, tuple)
    assert {problem.code for problem in found} == {"no-such-almost", "slo-low", "text-name", "tells-id"}


def test_a_look_at_the_world_adds_its_lines_and_its_ills() -> None:
    """What is ill at StartEx is a problem at its place; what is only doubtful, a warning."""

    def look(scenario: Scenario) -> Health:
        assert scenario.public.scenario == "two-baskets"
        return Health(
            ("db  35% busy",),
            (
                Ill(("system", "services", "db"), 'service "db" is overloaded when healthy', "give it more instances"),
                Ill(("system", "journeys", "pay"), 'journey "pay" is near its line', refused=False),
            ),
        )

    report = check(HEALTHY, "a.yaml", look)
    assert not report.fine
    assert [(problem.place.line, problem.code) for problem in report.problems] == [(16, "ill")]
    assert [problem.place.line for problem in report.warnings] == [13]
    assert "db  35% busy" in report.drawn()
    assert report.drawn().endswith("a.yaml: 1 problem, 1 warning")


def test_the_report_is_also_data() -> None:
    """`--json` carries the same places and words."""
    data = check(HEALTHY.replace(b"level: 1", b"level: 7"), "a.yaml").as_data()
    assert data["fine"] is False
    assert data["problems"] == [
        {
            "file": "a.yaml",
            "line": 3,
            "column": 8,
            "length": 1,
            "path": "level",
            "code": "at-most",
            "message": "level: 7 is too large",
            "hint": "write 4 or less",
        }
    ]


LINES = HEALTHY.decode().split("\n")
WORDS = st.sampled_from(
    [
        "",
        "~",
        "[]",
        "{}",
        "[a, b]",
        "{a: b}",
        "-1",
        "0",
        "1e9",
        "true",
        "4m",
        "x12",
        "40%",
        "13:42",
        "SEV1",
        "web",
        "sam",
        "half-closed",
        "roll-back web",
        "pay.success",
        "{{ ic }}",
        "{{ x.y }}",
        "'",
        "&a",
        "*a",
        "!",
        "- a",
        "a: b",
        "\t",
        "\u2028",
        "99999999999999999999",
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A healthy file with a few values replaced, lines dropped, doubled or moved."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "double", "swap", "indent", "value", "cut"])):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "indent":
                lines[at] = " " * draw(st.integers(0, 3)) + lines[at].lstrip()
            case "value":
                parts = lines[at].split(": ")
                parts[draw(st.integers(0, len(parts) - 1))] = draw(WORDS)
                lines[at] = ": ".join(parts)
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
        if not lines:
            break
    return "\n".join(lines).encode()


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_no_mutation_of_a_scenario_raises(raw: bytes) -> None:
    """A damaged scenario is a report that can be drawn, with a place for everything."""
    report = check(raw, "a.yaml")
    assert report.drawn()
    assert report.fine is (report.scenario is not None)
    for problem in (*report.problems, *report.warnings):
        assert 1 <= problem.place.line <= report.text.count("\n") + 1


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_give_a_traceback(raw: bytes) -> None:
    """Whatever the bytes, `check` answers with words."""
    assert check(raw, "a.yaml").drawn()


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=5).map(repr)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(st.sampled_from(["system", "secret", "people", "at", "a"]), inner, max_size=3),
        ),
        max_leaves=12,
    )
)
def test_any_tree_in_any_section_is_answered(tree: object) -> None:
    """A section that holds something else entirely is told as that."""
    for section in (b"system:", b"secret:", b"people:", b"source:", b"alerts:"):
        at = HEALTHY.index(b"\n" + section) + 1
        end = HEALTHY.find(b"\n", at)
        raw = HEALTHY[:at] + section + b" " + json.dumps(tree).encode() + HEALTHY[end:]
        assert check(raw, "a.yaml").drawn()
