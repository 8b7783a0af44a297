"""The command line: parse options, call the pipeline, format. Nothing is decided here."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rashomon import __version__
from rashomon.engine.local import calm_collector
from rashomon.errors import NothingToRead, OutputError, RashomonError
from rashomon.model import Correction, Problem, Story
from rashomon.settings import Settings

if TYPE_CHECKING:
    from rashomon.relations import Act
    from rashomon.report.write import Rendered

__all__ = ["main"]

ALL_READ, NOTHING_READ, SOME_PASSED_OVER = 0, 2, 3

F = TypeVar("F", bound=Callable[..., Any])


def _pile_options(command: F) -> F:
    """Options of every command that reads a pile."""
    for option in (
        click.argument("paths", nargs=-1),
        click.option(
            "--urls", "url_list", type=click.Path(dir_okay=False), help="A file with one page address a line to fetch."
        ),
        click.option("--outlet", help="The outlet of articles that do not say theirs."),
        click.option(
            "--quotes",
            type=click.Choice(["auto", "accurate", "fast"]),
            help="What finds the quotes: a trained tagger, rules, or the tagger for up to 1,000 articles (auto).",
        ),
        click.option("--processes", type=click.IntRange(0), help="Worker processes; 0 takes one a core."),
        click.option("--settings", "settings_file", type=click.Path(dir_okay=False), help="A TOML file with settings."),
    ):
        command = option(command)
    return command


def _one_story_option(command: F) -> F:
    return click.option("--one-story", is_flag=True, help="All articles given are accounts of one event.")(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rashomon")
def main() -> None:
    """Read many news reports of one event and see what agrees, what differs, and who copied whom.

    PATHS are files (.txt .md .html .htm .json .jsonl .csv), folders of them, http(s) addresses, or - for standard input.
    Exit code: 0 all was read, 3 some was passed over, 2 nothing could be read.
    """
    calm_collector()


class _Run:
    """One run of a command: its console, its problems, its exit code."""

    def __init__(self) -> None:
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.problems: list[Problem] = []
        self.are_problems_told = False

    def finish(self) -> None:
        """Say what was passed over, where the summary has not, and end with the exit code that tells."""
        for problem in () if self.are_problems_told else self.problems:
            self.console.print(f"passed over: {problem}", markup=False)
        sys.exit(SOME_PASSED_OVER if self.problems else ALL_READ)


@contextmanager
def _running() -> Iterator[_Run]:
    """Errors of ours become one sentence and exit code 2."""
    run = _Run()
    try:
        yield run
    except RashomonError as error:
        for problem in run.problems:
            run.console.print(f"passed over: {problem}", markup=False)
        run.console.print(f"error: {error}", markup=False)
        sys.exit(NOTHING_READ)
    run.finish()


class _Bar:
    """A progress bar on standard error that shows itself only after two seconds, and only to a person."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=console, transient=True)
        self._tasks: dict[str, Any] = {}
        self._begun_at = time.monotonic()
        self._shown = False
        self._wanted = console.is_terminal

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self._wanted or (not self._shown and time.monotonic() - self._begun_at < 2):
            return
        if not self._shown:
            self._bar.start()
            self._shown = True
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total)
        self._bar.update(self._tasks[stage], completed=done, total=total)

    def stop(self) -> None:
        """Take the bar off the screen."""
        if self._shown:
            self._bar.stop()


def _settings(options: Mapping[str, Any]) -> Settings:
    """The settings of the file that is named, with those named on the command line put over them."""
    settings = Settings.from_toml(options["settings_file"]) if options.get("settings_file") else Settings()
    given = {name: options[name] for name in ("processes", "quotes") if options.get(name) is not None}
    return settings.with_values(**given)


def _urls(url_list: str | None) -> list[str]:
    if url_list is None:
        return []
    try:
        lines = Path(url_list).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NothingToRead(f"{url_list}: the list of addresses cannot be read ({error}); give a text file") from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _write(path: str, text: str | bytes) -> None:
    """Write a result; ``-`` is standard output."""
    if path == "-" and isinstance(text, str):
        sys.stdout.write(text)
        return
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); name a place you may write to") from error


@main.command()
@_pile_options
@_one_story_option
@click.option(
    "-o", "--output", help="The page (report.html; a folder for more than fifty stories), or the Markdown (standard output)."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "md"]),
    help="A page, or a Markdown brief; by the ending of --output, else html.",
)
@click.option("--full", is_flag=True, help="Print the brief, who tells what, the differences and the copies as well.")
@click.option("--json", "json_file", help="Write the readings as JSON to this file (- for standard output).")
@click.option("--quiet", is_flag=True, help="Print no summary.")
@click.option(
    "--corrections", "corrections_files", multiple=True, type=click.Path(dir_okay=False), help="A file of corrections by hand."
)
def report(
    paths: Sequence[str],
    output: str | None,
    form: str | None,
    json_file: str | None,
    quiet: bool,
    full: bool,
    one_story: bool,
    corrections_files: Sequence[str],
    **options: Any,
) -> None:
    """Read PATHS, print the findings, write the page."""
    with _running() as run:
        corrections = _corrections(run, corrections_files)
        stories, settings = _stories(run, paths, one_story=one_story, **options)
        if form == "md" or (form is None and (output or "").endswith(".md")):
            _brief(run, stories, settings, output=output or "-", json_file=json_file, corrections=corrections)
            return
        _report(
            run, stories, settings, output=output or "report.html", json_file=json_file, quiet=quiet, corrections=corrections,
            full=full,
        )  # fmt: skip


def _brief(
    run: _Run,
    stories: Sequence[Story],
    settings: Settings,
    *,
    output: str,
    json_file: str | None,
    corrections: Sequence[Correction],
) -> None:
    """Write the Markdown brief."""
    from rashomon.corrections import allot, unrespected
    from rashomon.export.json import document, to_line
    from rashomon.pipeline import reconcile_all
    from rashomon.report.markdown import markdown

    bar = _Bar(run.console)
    by_story, problems = allot(corrections, stories)
    run.problems.extend(problems)
    try:
        readings = list(reconcile_all(stories, settings, corrections=by_story, progress=bar))
    finally:
        bar.stop()
    run.problems.extend(unrespected(reading.corrections for reading in readings))
    _write(output, markdown(readings))
    if json_file is not None:
        _write(json_file, document(list(map(to_line, readings)), version=__version__))
    if output != "-":
        run.console.print(f"brief: {output}", markup=False)


def _corrections(run: _Run, files: Sequence[str]) -> list[Correction]:
    from rashomon.corrections import read_corrections

    found = []
    for file in files:
        corrections, problems = read_corrections(file)
        found.extend(corrections)
        run.problems.extend(problems)
    return found


def _report(
    run: _Run,
    stories: Sequence[Story],
    settings: Settings,
    *,
    output: str,
    json_file: str | None,
    quiet: bool,
    corrections: Sequence[Correction] = (),
    full: bool = False,
) -> None:
    from rashomon.corrections import allot, unrespected
    from rashomon.export.json import document, to_line
    from rashomon.pipeline import finish_all, reconcile_all
    from rashomon.report.terminal import show, show_lines
    from rashomon.report.write import MOST_ON_ONE_PAGE, render, write_folder, write_page

    console = Console(highlight=False)
    say = run.are_problems_told = not quiet and json_file != "-"
    bar = _Bar(run.console)
    by_story, problems = allot(corrections, stories)
    run.problems.extend(problems)
    try:
        if len(stories) <= MOST_ON_ONE_PAGE:
            readings = list(reconcile_all(stories, settings, corrections=by_story, progress=bar))
            where = write_page(readings, Path(output))
            jsons = list(map(to_line, readings))
            run.problems.extend(unrespected(reading.corrections for reading in readings))
        else:
            rendered = finish_all(stories, settings, then=render, corrections=by_story, progress=bar)
            where, lines, jsons = write_folder(_noting(rendered, run), Path(output))
    finally:
        bar.stop()
    if json_file is not None:
        _write(json_file, document(jsons, version=__version__))
    if say and len(stories) <= MOST_ON_ONE_PAGE:
        show(readings, run.problems, console, in_full=full)
    elif say:
        show_lines(lines, run.problems, console)
    run.console.print(f"page: {where}", markup=False)


def _noting(rendered: Iterable[Rendered], run: _Run) -> Iterator[Rendered]:
    """Each story as it comes, with what of its corrections could not be respected written down."""
    from rashomon.corrections import unrespected

    for one in rendered:
        run.problems.extend(unrespected([one.corrections]))
        yield one


def _stories(run: _Run, paths: Sequence[str], *, one_story: bool, **options: Any) -> tuple[list[Story], Settings]:
    from rashomon.pipeline import read

    settings = _settings(options)
    bar = _Bar(run.console)
    try:
        stories = read(
            paths,
            settings=settings,
            urls=_urls(options["url_list"]),
            outlet=options["outlet"],
            one_story=one_story,
            on_problem=run.problems.append,
            progress=bar,
        )
    finally:
        bar.stop()
    return stories, settings


def _dumps(value: Any, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


@main.command()
@_pile_options
@click.option("--jsonl", "jsonl_file", default="-", show_default=True, help="Where to write one line an article.")
def extract(paths: Sequence[str], jsonl_file: str, **options: Any) -> None:
    """Write what each article of PATHS says, one JSON line an article, without grouping."""
    from rashomon.export.json import account_to_dict

    with _running() as run:
        accounts = _accounts(run, paths, **options)
        _write(jsonl_file, "".join(_dumps(account_to_dict(account)) + "\n" for account in accounts))


def _accounts(run: _Run, paths: Sequence[str], **options: Any) -> list[Any]:
    from rashomon.pipeline import read_accounts

    bar = _Bar(run.console)
    try:
        return read_accounts(
            paths,
            settings=_settings(options),
            urls=_urls(options["url_list"]),
            outlet=options["outlet"],
            on_problem=run.problems.append,
            progress=bar,
        )
    finally:
        bar.stop()


@main.command()
@_pile_options
@click.option("--json", "json_file", default="-", show_default=True, help="Where to write {article id: story id}.")
def group(paths: Sequence[str], json_file: str, **options: Any) -> None:
    """Say which articles of PATHS tell one story."""
    from rashomon.export.json import groups

    with _running() as run:
        stories, _ = _stories(run, paths, one_story=False, **options)
        _write(json_file, _dumps(groups(stories), indent=1) + "\n")


@main.command()
@_pile_options
def clean(paths: Sequence[str], **options: Any) -> None:
    """Show what of each article of PATHS is report and what is page furniture."""
    from rashomon.pipeline import read_cleaned

    with _running() as run:
        articles = read_cleaned(
            paths,
            settings=_settings(options),
            urls=_urls(options["url_list"]),
            outlet=options["outlet"],
            on_problem=run.problems.append,
        )
        console = Console(highlight=False)
        for article in articles:
            console.rule(f"{article.path or article.id}: {article.outlet or 'outlet not known'}", style="dim")
            for block in article.blocks:
                text = " ".join(block.span.of(article.text).split())
                style = "dim" if block.is_furniture else "bold" if block.kind == "title" else ""
                label = f"{block.kind:<11}{block.span.start:>7} "
                console.print(label + text, style=style, markup=False, overflow="ellipsis", no_wrap=True)


def _acts(run: _Run, paths: Sequence[str], *, one_story: bool, **options: Any) -> list[Act]:
    """The events of the pile as relations see them; of the stories no more is kept."""
    from rashomon.pipeline import finish_all
    from rashomon.relations import acts_of

    stories, settings = _stories(run, paths, one_story=one_story, **options)
    bar = _Bar(run.console)
    try:
        return [act for acts in finish_all(stories, settings, then=acts_of, progress=bar) for act in acts]
    finally:
        bar.stop()


_accounts_option = click.option(
    "--accounts", type=click.IntRange(1), default=1, show_default=True, help="Take only what so many independent accounts tell."
)


@main.command()
@_pile_options
@_one_story_option
@click.option(
    "--between", nargs=2, metavar="ONE OTHER", help="Two actors: codes or names of countries, or names. All if not given."
)
@_accounts_option
@click.option("--json", "json_file", help="Write the relations, with all they rest on, to this file (- for standard output).")
@click.option("--csv", "csv_file", help="Write a line an event to this file (- for standard output).")
def relations(
    paths: Sequence[str],
    between: tuple[str, str] | None,
    accounts: int,
    json_file: str | None,
    csv_file: str | None,
    one_story: bool,
    **options: Any,
) -> None:
    """Say who did what to whom, over days: cooperation and conflict, verbal and material."""
    from rashomon.export.relations import relations_csv, relations_to_dict
    from rashomon.relations import find_pair, relate
    from rashomon.report.relations import show_pairs, show_relation

    with _running() as run:
        acts = _acts(run, paths, one_story=one_story, **options)
        pair = find_pair(between, acts) if between else None
        found = relate(acts, between=pair, accounts=accounts)
        if json_file is not None:
            _write(json_file, _dumps(relations_to_dict(found, version=__version__), indent=1) + "\n")
        if csv_file is not None:
            _write(csv_file, relations_csv(found))
        if "-" not in (json_file, csv_file):
            console = Console(highlight=False)
            show_relation(found[0], console) if pair else show_pairs(found, console)


@main.command()
@_pile_options
@_one_story_option
@click.option("--plover", "plover_file", help="Write PLOVER JSON lines (to standard output if no file is named at all).")
@click.option("--polecat", "polecat_file", help="Write a tab-separated table with POLECAT's columns.")
@click.option("--dyads", "dyads_file", help="Write the dyad-day table: .csv, or .parquet with rashomon[parquet].")
@click.option(
    "--also",
    multiple=True,
    type=click.Choice(["alleged", "planned", "denied", "hypothetical", "negated"]),
    help="Take events of this status, too; by default only what happened. May be repeated.",
)
@click.option("--told-days", is_flag=True, help="In the dyad-day table, leave out events whose day no article tells.")
@_accounts_option
def events(
    paths: Sequence[str],
    plover_file: str | None,
    polecat_file: str | None,
    dyads_file: str | None,
    also: Sequence[str],
    told_days: bool,
    accounts: int,
    one_story: bool,
    **options: Any,
) -> None:
    """Write the events of PATHS as tables for event data analysis."""
    from rashomon.export.dyads import dyads_csv, dyads_parquet
    from rashomon.export.plover import plover_lines
    from rashomon.export.polecat import polecat_table
    from rashomon.export.tables import need_parquet

    with _running() as run:
        as_parquet = (dyads_file or "").endswith(".parquet")
        if as_parquet:
            need_parquet()  # before the work, not after it
        taken = {"happened", *also}
        acts = [
            act
            for act in _acts(run, paths, one_story=one_story, **options)
            if act.status in taken and act.independent >= accounts
        ]
        if plover_file or not (polecat_file or dyads_file):
            _write(plover_file or "-", plover_lines(acts))
        if polecat_file:
            _write(polecat_file, polecat_table(acts))
        if dyads_file and as_parquet:
            _write(dyads_file, dyads_parquet(acts, told_only=told_days))
        elif dyads_file:
            _write(dyads_file, dyads_csv(acts, told_only=told_days))


@main.command()
@click.option("-o", "--output", default="report.html", show_default=True, help="The page.")
@click.option("--json", "json_file", help="Write the readings as JSON to this file (- for standard output).")
def demo(output: str, json_file: str | None) -> None:
    """Read the story that ships with Rashomon: one invented event, told by five invented outlets."""
    from rashomon.pipeline import demo_folder

    with demo_folder() as folder, _running() as run:
        stories, settings = _stories(run, [str(folder)], one_story=False, settings_file=None, url_list=None, outlet=None)
        _report(run, stories, settings, output=output, json_file=json_file, quiet=False)


@main.command()
@click.argument("name", type=click.Choice(["reading", "account", "corrections", "plover", "relations"]))
def schema(name: str) -> None:
    """Print the JSON Schema of a reading, an extracted account, a file of corrections, a PLOVER line, or relations."""
    from rashomon.export.json import schema as published

    click.echo(_dumps(published(name), indent=2))
