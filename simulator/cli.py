"""`wom`, the command line: an edge. Data go to stdout, words about them to stderr; no traceback ever reaches a user.

Exit codes: 0 fine, 1 a problem of the scenario or the run, 2 usage, 3 our bug. Everything heavy is imported where it is needed.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import re
import sys
import tempfile
import traceback
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from simulator import ENGINE, __version__

if TYPE_CHECKING:
    from simulator.scenario.model import Scenario
    from simulator.scoring.par import Par

_FILES = click.Path(path_type=Path)
#: Four times what a scenario may hold: what is larger is some other file, and is not read.
_LARGEST_FILE = 1_000_000


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(f"{__version__}, engine {ENGINE}", prog_name="wom")
def wom() -> None:
    """Wheel of Misfortune: replay a past outage as a tabletop drill."""


def _say(text: str) -> None:
    click.echo(text, err=True)


def _problem(text: str) -> NoReturn:
    """Says what is wrong and leaves with 1."""
    _say(text)
    raise SystemExit(1)


class _Unread(Exception):
    """A file that cannot be read, and why, in the user's words."""


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            text = opened.read(_LARGEST_FILE + 1)
    except IsADirectoryError:
        raise _Unread(f"{file}: this is a folder. Name a file in it.") from None
    except FileNotFoundError:
        near = sorted(p.name for p in file.parent.glob("*.yaml") if p.name[0] != ".") if file.parent.is_dir() else []
        raise _Unread(f"{file}: there is no such file." + (f" In that folder: {', '.join(near)}." if near else "")) from None
    except OSError as error:
        raise _Unread(f"{file}: cannot be read ({error.strerror}).") from None
    if len(text) > _LARGEST_FILE:
        raise _Unread(f"{file}: this is far larger than any scenario.")
    return text


def _load(file: Path) -> Scenario:
    from simulator.scenario.load import load_scenario
    from simulator.scenario.model import Scenario
    from simulator.scenario.problems import pictures

    try:
        text = _read(file)
    except _Unread as error:
        _problem(str(error))
    loaded = load_scenario(text, str(file))
    if isinstance(loaded, Scenario):
        return loaded
    _problem(pictures(loaded, text.decode("utf-8", "replace")))


# --- scenarios ----------------------------------------------------------------------------------------


@wom.command()
@click.argument("files", nargs=-1, required=True, type=_FILES)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Load and lint scenarios; every problem is named with its line and column."""
    from simulator.scenario.check import check as check_one
    from simulator.world.health import health

    answers: list[dict[str, object]] = []
    for file in files:
        try:
            text = _read(file)
        except _Unread as error:
            _say(str(error))
            answers.append({"file": str(file), "fine": False, "unread": str(error), "problems": [], "warnings": [], "health": []})
            continue
        report = check_one(text, str(file), health)
        answers.append(report.as_data())
        if not as_json:
            click.echo(report.drawn())
    if as_json:
        click.echo(json.dumps(answers, indent=1))
    if not all(answer["fine"] for answer in answers):
        raise SystemExit(1)


@wom.command()
@click.option("--json", "as_json", is_flag=True, help="JSON, as it is without.")
def schema(as_json: bool) -> None:
    """Print the JSON Schema of the scenario language, for your editor."""
    del as_json
    from simulator.scenario.schema import schema_text

    click.echo(schema_text(), nl=False)


@wom.command()
@click.argument("scenario", default="new-incident", metavar="[ID]")
@click.option("--folder", type=_FILES, default=Path(), help="Where to write it; without this, here.")
@click.option("--json", "as_json", is_flag=True, help="Print the name of the file as JSON.")
def new(scenario: str, folder: Path, as_json: bool) -> None:
    """Write a commented scenario to start from: ID.yaml. It loads, can be played, and never replaces a file."""
    from importlib.resources import files

    from simulator.scenario.starter import STARTER, starter

    if re.fullmatch(r"[a-z0-9-]{1,64}", scenario) is None:
        raise click.UsageError(f"{scenario!r} is no id: write lower-case letters, digits and hyphens, such as late-trains.")
    text = starter(files("simulator.scenario").joinpath(STARTER).read_text(encoding="utf-8"), scenario)
    file = folder / f"{scenario}.yaml"
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        _problem(f"{file}: there is such a file already. It is as it was; choose another id.")
    except OSError as error:
        _problem(f"{file}: cannot be written ({error.strerror}).")
    if as_json:
        click.echo(json.dumps({"scenario": scenario, "file": str(file)}))
        return
    click.echo(str(file))
    _say(f"It can be played as it is: wom play {file}\nChange one thing at a time, and after each: wom check {file}")


# --- drills -------------------------------------------------------------------------------------------


def _par(scenario: Scenario, beside: Path) -> Par | None:
    """Par of a scenario, if `wom prove` kept one: beside its file, or among the scenarios that came along."""
    from simulator.par_files import par_path, read_par

    id_ = scenario.public.scenario
    places = [par_path(beside.parent, name) for name in dict.fromkeys((beside.stem, id_))]
    came_along = _came_along()
    return read_par(scenario, places if came_along is None else [*places, par_path(came_along, id_)])


@wom.command()
@click.argument("file", type=_FILES)
@click.option("--policy", default="competent", show_default=True, help="Who plays.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**31 - 1), help="The luck of the run.")
@click.option("--journal", type=_FILES, help="Also write the journal of the run to this file.")
@click.option("--no-references", is_flag=True, help="Leave out the do-nothing, ideal and as-it-happened runs.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def run(file: Path, policy: str, seed: int, journal: Path | None, no_references: bool, as_json: bool) -> None:
    """Play a headless drill and print its scorecard."""
    from simulator.bots.fidelity import as_table, compare, reproduced
    from simulator.bots.play import POLICIES, play
    from simulator.bots.reference import reference_runs
    from simulator.scoring.score import score
    from simulator.scoring.text import as_text

    if policy not in POLICIES:
        raise click.UsageError(f"There is no policy {policy!r}. Choose one of: {', '.join(POLICIES)}.")
    scenario = _load(file)
    drill = play(scenario, policy, seed)
    references = None if no_references else reference_runs(scenario, seed, drill.now)
    card = score(scenario, drill.facts, drill.truth_table(), references=references, par=_par(scenario, file))
    fidelity = compare(scenario, drill) if policy == "history" else ()
    if journal is not None:
        from simulator.journal import JournalProblem, write
        from simulator.scoring.archive import archive_of

        try:
            kept = archive_of(drill, references)
            write(journal, scenario, seed, drill.rows, drill.digest(), people=drill.with_people, until=drill.now, archive=kept)
        except JournalProblem as error:
            _problem(str(error))
    if as_json:
        from dataclasses import asdict

        answer = {"policy": policy, "seed": seed, "digest": drill.digest(), "scorecard": asdict(card)}
        if fidelity:
            answer["fidelity"] = [asdict(row) for row in fidelity]
            answer["reproduced"] = reproduced(fidelity)
        click.echo(json.dumps(answer, indent=1, default=str))
    else:
        click.echo(as_text(card))
        if fidelity:
            click.echo("")
            click.echo(as_table(fidelity))
    if fidelity and not reproduced(fidelity):
        _problem("The published timeline is not reproduced within its tolerances.")


@wom.command(name="prove")
@click.argument("files", nargs=-1, required=True, type=_FILES)
@click.option(
    "--seeds", default=40, show_default=True, type=click.IntRange(1, 10_000), help="How many seeds; 300 for par worth publishing."
)
@click.option("--first-seed", default=1, show_default=True, type=click.IntRange(0, 2**30), help="The first of them.")
@click.option("--workers", type=click.IntRange(1, 512), help="Processes at the same time; default: all cores.")
@click.option("--store", type=_FILES, help="The folder in which par is kept; default: `par` beside each file.")
@click.option("--no-store", is_flag=True, help="Keep no par.")
@click.option("--json", "as_json", is_flag=True, help="Print the proof as JSON.")
def prove_(
    files: tuple[Path, ...], seeds: int, first_seed: int, workers: int | None, store: Path | None, no_store: bool, as_json: bool
) -> None:
    """Play every policy over many seeds, and say what a scenario does not keep of what it should."""
    from simulator.cli_prove import cores, prove_files
    from simulator.scenario.load import Sound, load_sound
    from simulator.scenario.problems import pictures

    sounds = []
    for file in files:
        try:
            text = _read(file)
        except _Unread as error:
            _problem(str(error))
        found = load_sound(text, str(file))
        if not isinstance(found, Sound):
            _problem(pictures(found, text.decode("utf-8", "replace")))
        sounds.append((found, text, str(file)))
    many = range(first_seed, first_seed + seeds)
    proofs = prove_files(sounds, seeds=many, workers=workers or cores(), store=store, keep=not no_store)
    if as_json:
        click.echo(json.dumps([proof.as_data() for proof in proofs], indent=1))
    else:
        click.echo("\n\n".join(proof.drawn() for proof in proofs))
    if not all(proof.proven for proof in proofs):
        raise SystemExit(1)


@wom.command()
@click.argument("journal", type=_FILES)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def replay(journal: Path, as_json: bool) -> None:
    """Re-derive a recorded drill and compare it with what was recorded."""
    from simulator.journal import JournalProblem, follow, read

    try:
        record = read(journal)
        drill = follow(record)
    except JournalProblem as error:
        if as_json:
            click.echo(json.dumps({"identical": False, "says": str(error)}, indent=1))
        _problem(str(error))
    answer = {"rows": len(record.rows), "facts": len(drill.facts), "at": drill.now, "digest": drill.digest(), "identical": True}
    if as_json:
        click.echo(json.dumps(answer, indent=1))
    else:
        click.echo(f"{answer['rows']} rows, {answer['facts']} facts, drill second {answer['at']}, digest {answer['digest']}")
    _say("The record is identical.")


@wom.command(name="score")
@click.argument("journal", type=_FILES)
@click.option("--json", "as_json", is_flag=True, help="Print the scorecard as JSON.")
def score_(journal: Path, as_json: bool) -> None:
    """Print the scorecard of a recorded drill. One of an older engine is scored from the archive in its journal."""
    from dataclasses import asdict

    from simulator.bots.reference import reference_runs
    from simulator.journal import JournalProblem, read, recorded
    from simulator.scoring.score import score
    from simulator.scoring.text import as_text

    try:
        record = read(journal)
        kept = recorded(record)
    except JournalProblem as error:
        _problem(str(error))
    runs = kept.references
    if record.engine == ENGINE:
        runs = reference_runs(record.scenario, record.seed, kept.truth[-1].at if kept.truth else 0)
    card = score(record.scenario, kept.facts, kept.truth, references=runs, par=_par(record.scenario, journal))
    click.echo(json.dumps(asdict(card), indent=1, default=str) if as_json else as_text(card))


_WHATS = ("scorecard", "timeline", "postmortem", "journal", "all")
_FORMS = ("html", "md", "json", "csv")


@wom.command(name="export")
@click.argument("journal", type=_FILES)
@click.option("--what", type=click.Choice(_WHATS), default="scorecard", show_default=True, help="What to export.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="html", show_default=True, help="In which form.")
@click.option("--out", type=_FILES, help="The folder to write files to; without it, to standard output.")
@click.option("--names", is_flag=True, help="Keep the names of people at the seats; without it, their roles stand there.")
@click.option("--json", "as_json", is_flag=True, help="Print the names of the files as JSON; with --out.")
def export_(journal: Path, what: str, form: str, out: Path | None, names: bool, as_json: bool) -> None:
    """Export a recorded drill: scorecard, timeline, draft of the postmortem, journal. Each is marked as an exercise."""
    from simulator.cli_export import subject_of, write_exports
    from simulator.debrief.exports.export import Form, What, export
    from simulator.journal import JournalProblem

    if out is None and (what == "all" or as_json):
        raise click.UsageError("More than one file needs a folder: name one with --out DIRECTORY.")
    whats = list(What) if what == "all" else [What(what)]
    try:
        subject = subject_of(journal)
        if out is None:
            click.echo(export(subject, whats[0], Form(form), names=names), nl=False)
            return
        files = write_exports(subject, whats, [Form(form)], out, journal.stem, names=names)
    except JournalProblem as error:
        _problem(str(error))
    click.echo(json.dumps([str(file) for file in files]) if as_json else "\n".join(map(str, files)))


# --- the web ------------------------------------------------------------------------------------------

_SERVING = (
    click.option("--data", type=_FILES, default=Path("data"), show_default=True, help="Where drills are kept."),
    click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on."),
    click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one."),
    click.option("--allow-host", multiple=True, help="Another name browsers may call this server by; repeatable."),
    click.option("--scenarios", type=_FILES, default=None, help="A folder of scenarios; default: the ones that came along."),
    click.option("--threads", is_flag=True, help="Threads in place of gevent."),
    click.option("--json", "as_json", is_flag=True, help="Print the host's link as JSON."),
)


def _serving(command: Any) -> Any:
    for option in reversed(_SERVING):
        command = option(command)
    return command


def _shelf(folder: Path | None) -> Path:
    """The folder of scenarios: as named, in a checkout, or as installed."""
    if folder is not None:
        if not folder.is_dir():
            _problem(f"{folder} is not a folder of scenarios.")
        return folder
    found = _came_along()
    if found is None:
        _problem("No scenarios were found. Name a folder with --scenarios DIRECTORY.")
    return found


def _came_along() -> Path | None:
    """The scenarios of the checkout, or of the installation."""
    here = Path(__file__).resolve().parent
    return next((folder for folder in (here.parent / "scenarios", here / "shipped") if any(folder.glob("*.yaml"))), None)


def _serve(started: Any, data: Path, host: str, port: int, allow: tuple[str, ...], shelf: Path, threads: bool) -> None:
    try:
        from web.serve import serve
        from web.settings import CannotStart
    except ImportError as error:
        if getattr(sys.modules.get("web"), "application", None) is not None or "web." in str(error):
            _problem(
                "Another package named `web` hides ours. Install into an environment of its own (pipx, uv tool, or make run)."
            )
        raise
    try:
        serve(data=data, host=host, port=port, allow=allow, scenarios=shelf, threads=threads, started=started)
    except CannotStart as error:
        _problem(str(error))


def _link(link: str, *, as_json: bool) -> str:
    return json.dumps({"host_link": link}) if as_json else link


@wom.command(name="serve")
@_serving
def serve_(
    data: Path, host: str, port: int, allow_host: tuple[str, ...], scenarios: Path | None, threads: bool, as_json: bool
) -> None:
    """Serve the web application and print the host's link."""

    def started(parts: Any) -> None:
        click.echo(_link(parts.host_link, as_json=as_json))
        _say("Open this link to host drills. It is yours: whoever has it can start and end them. Stop with Ctrl+C.")
        for says in parts.library.broken.values():
            _say(says)

    _serve(started, data, host, port, allow_host, _shelf(scenarios), threads)


@wom.command(name="play")
@click.argument("scenario", type=_FILES)
@_serving
def play_(
    scenario: Path, data: Path, host: str, port: int, allow_host: tuple[str, ...], scenarios: Path | None, threads: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Serve and open a solo drill of one scenario: simulated team, game master on autopilot."""
    from simulator.par_files import par_path

    del scenarios
    _load(scenario)

    def started(parts: Any) -> None:
        from web.new_drill import new_drill

        link = parts.seat_link(new_drill(parts, parts.library.first(), "solo"))
        click.echo(_link(link, as_json=as_json))
        _say("Open this link to play. Stop with Ctrl+C.")
        webbrowser.open(link)

    with tempfile.TemporaryDirectory() as shelf:
        Path(shelf, scenario.name).write_bytes(scenario.read_bytes())
        par = par_path(scenario.parent, scenario.stem)
        if par.is_file():
            copied = par_path(Path(shelf), scenario.stem)
            copied.parent.mkdir()
            copied.write_bytes(par.read_bytes())
        _serve(started, data, host, port, allow_host, Path(shelf), threads)


@wom.command(name="wording")
@click.option("--misses", is_flag=True, help="List the lines of the tuning half that are read otherwise than labelled.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def wording_(misses: bool, as_json: bool) -> None:
    """Print how well the rules for status-page posts and for blaming words read: precision and recall on their labelled sets."""
    from importlib.resources import files

    from simulator.debrief import wording

    sets = files("simulator.debrief").joinpath("sets")
    measured = wording.measured({name: sets.joinpath(name).read_text(encoding="utf-8") for name in wording.FILES})
    click.echo(json.dumps(wording.as_data(measured), indent=1) if as_json else wording.as_table(measured))
    if misses:
        _say(wording.misses(measured) or "Every line of the tuning halves is read as labelled.")


@wom.command()
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--only", multiple=True, help="Run only the benches whose names contain this; repeatable.")
@click.option("--quick", is_flag=True, help="Fewer repetitions and smaller loads.")
def bench(as_json: bool, only: tuple[str, ...], quick: bool) -> None:
    """Run the benchmarks, each beside its peer in the same run. A missed target is told, and is no failure."""
    suite = _benches()
    unknown = [part for part in only if not any(part in name for name in suite.BENCHES)]
    if unknown:
        raise click.UsageError(f"There is no bench named like {unknown[0]!r}. There are: {', '.join(suite.BENCHES)}.")
    report = suite.run_all(only, size=suite.Size.QUICK if quick else suite.Size.FULL, say=_say)
    click.echo(json.dumps(report, indent=1) if as_json else suite.as_table(report))


def _benches() -> Any:
    """The benches beside this package. They are no part of an installation: they need the checkout, its scenarios and its peers."""
    tests = Path(__file__).resolve().parent.parent / "tests"
    if not (tests / "bench" / "suite.py").is_file():
        _problem("The benchmarks come with a checkout or source archive of the project. Run `make bench` there.")
    sys.path.insert(0, str(tests))
    return importlib.import_module("bench.suite")


def main() -> None:
    """The entry point: click's own errors are usage (2); anything unforeseen is our bug (3) and is kept in a file."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name or a character that the terminal cannot show is spelled out; it is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    try:
        wom(standalone_mode=False)
    except click.exceptions.Abort:
        raise SystemExit(130) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except (KeyboardInterrupt, EOFError):
        raise SystemExit(130) from None
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody is shown a traceback
        _say("Something went wrong on our side. Nothing that was recorded is lost. " + _kept(error))
        raise SystemExit(3) from None


def _kept(error: Exception) -> str:
    """Keeps the details of a bug of ours in a file, and says where."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="wom-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as kept:
            kept.write("".join(traceback.format_exception(error)))
    except OSError as no:
        return f"The details could not be kept ({no.strerror}); please report what you did."
    return f"The details are in {kept.name}; please report them."


if __name__ == "__main__":
    main()
