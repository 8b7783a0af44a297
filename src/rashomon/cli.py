"""The command line: parse options, call the pipeline, format. Nothing is decided here."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rashomon import __version__
from rashomon.engine.local import calm_collector
from rashomon.errors import NothingToRead, OutputError, RashomonError
from rashomon.model import Problem, Story
from rashomon.settings import Settings

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


def _settings(settings_file: str | None, processes: int | None) -> Settings:
    settings = Settings.from_toml(settings_file) if settings_file else Settings()
    return settings if processes is None else settings.with_values(processes=processes)


def _urls(url_list: str | None) -> list[str]:
    if url_list is None:
        return []
    try:
        lines = Path(url_list).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NothingToRead(f"{url_list}: the list of addresses cannot be read ({error}); give a text file") from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _write(path: str, text: str) -> None:
    """Write a result; ``-`` is standard output."""
    if path == "-":
        sys.stdout.write(text)
        return
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); name a place you may write to") from error


@main.command()
@_pile_options
@_one_story_option
@click.option(
    "-o", "--output", default="report.html", show_default=True, help="The page; a folder for more than fifty stories."
)
@click.option("--json", "json_file", help="Write the readings as JSON to this file (- for standard output).")
@click.option("--quiet", is_flag=True, help="Print no summary.")
def report(paths: Sequence[str], output: str, json_file: str | None, quiet: bool, one_story: bool, **options: Any) -> None:
    """Read PATHS, print the findings, write the page."""
    with _running() as run:
        stories, settings = _stories(run, paths, one_story=one_story, **options)
        _report(run, stories, settings, output=output, json_file=json_file, quiet=quiet)


def _report(
    run: _Run, stories: Sequence[Story], settings: Settings, *, output: str, json_file: str | None, quiet: bool
) -> None:
    from rashomon.export.json import document, to_line
    from rashomon.pipeline import finish_all, reconcile_all
    from rashomon.report.terminal import show, show_lines
    from rashomon.report.write import MOST_ON_ONE_PAGE, render, write_folder, write_page

    console = Console(highlight=False)
    say = run.are_problems_told = not quiet and json_file != "-"
    bar = _Bar(run.console)
    try:
        if len(stories) <= MOST_ON_ONE_PAGE:
            readings = list(reconcile_all(stories, settings, progress=bar))
            where = write_page(readings, Path(output))
            jsons = list(map(to_line, readings))
        else:
            rendered = finish_all(stories, settings, then=render, progress=bar)
            where, lines, jsons = write_folder(rendered, Path(output))
    finally:
        bar.stop()
    if json_file is not None:
        _write(json_file, document(jsons, version=__version__))
    if say and len(stories) <= MOST_ON_ONE_PAGE:
        show(readings, run.problems, console)
    elif say:
        show_lines(lines, run.problems, console)
    run.console.print(f"page: {where}", markup=False)


def _stories(run: _Run, paths: Sequence[str], *, one_story: bool, **options: Any) -> tuple[list[Story], Settings]:
    from rashomon.pipeline import read

    settings = _settings(options["settings_file"], options["processes"])
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
            settings=_settings(options["settings_file"], options["processes"]),
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
            settings=_settings(options["settings_file"], options["processes"]),
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


@main.command()
@click.option("-o", "--output", default="report.html", show_default=True, help="The page.")
@click.option("--json", "json_file", help="Write the readings as JSON to this file (- for standard output).")
def demo(output: str, json_file: str | None) -> None:
    """Read the story that ships with Rashomon: one invented event, told by five invented outlets."""
    from rashomon.pipeline import demo_folder

    with demo_folder() as folder, _running() as run:
        stories, settings = _stories(
            run, [str(folder)], one_story=False, settings_file=None, processes=None, url_list=None, outlet=None
        )
        _report(run, stories, settings, output=output, json_file=json_file, quiet=False)


@main.command()
@click.argument("name", type=click.Choice(["reading", "account"]))
def schema(name: str) -> None:
    """Print the JSON Schema of a reading or of an extracted account."""
    from rashomon.export.json import schema as published

    click.echo(_dumps(published(name), indent=2))
