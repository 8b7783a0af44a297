"""The table of contents: read -> clean -> parse -> extract -> group -> reconcile, in order."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import resources
from pathlib import Path as FilePath
from typing import Any, TypeVar

from rashomon.clean import clean, recurring_lines
from rashomon.engine.local import open_engine
from rashomon.errors import NothingToRead
from rashomon.extract import date_by_story, extract
from rashomon.group import group
from rashomon.model import Account, Article, Correction, Problem, QuoteModel, Reading, Story, content_id
from rashomon.parse import parse
from rashomon.read import read_articles
from rashomon.reconcile import reconcile
from rashomon.settings import Settings

__all__ = [
    "Progress",
    "demo_folder",
    "finish_all",
    "read",
    "read_accounts",
    "read_cleaned",
    "read_pile",
    "reconcile_all",
    "tell",
]

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how many are done, and how many there are."""

Path = str | os.PathLike[str]

Corrections = Mapping[str, Sequence[Correction]]
"""What a person corrected, by the identifier of the story."""

Task = TypeVar("Task")
Result = TypeVar("Result")

_NONE: Corrections = {}


def _silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""


def tell(articles: Sequence[Article], settings: Settings, *, progress: Progress = _silent) -> list[Account]:
    """Clean, parse and extract each article; a duplicate is told as its first is."""
    recurring = recurring_lines(articles, settings)
    originals = [article for article in articles if article.duplicate_of is None]
    tasks = list(_chunks(originals, settings.chunk_articles))
    quote_model = settings.quote_model(len(originals))
    work = functools.partial(_tell, settings=settings, recurring=recurring, quote_model=quote_model)
    accounts: dict[str, Account] = {}
    with open_engine(_processes(originals, settings)) as engine:
        for done in engine.map(work, tasks):
            accounts.update((account.article.id, account) for account in done)
            progress("reading", len(accounts), len(originals))
    return [_as_told(article, accounts) for article in articles]


def _tell(articles: Sequence[Article], settings: Settings, recurring: Any, quote_model: QuoteModel) -> list[Account]:
    """What a worker does with a handful of articles."""
    cleaned = [clean(article, settings, recurring=recurring) for article in articles]
    return [extract(parsed, quote_model=quote_model) for parsed in parse(cleaned, settings)]


def _as_told(article: Article, accounts: dict[str, Account]) -> Account:
    if article.duplicate_of is None:
        return accounts[article.id]
    first = accounts[article.duplicate_of]
    return replace(first, article=replace(first.article, id=article.id, path=article.path, duplicate_of=first.article.id))


def _chunks(articles: Sequence[Article], size: int) -> Iterator[list[Article]]:
    for start in range(0, len(articles), size):
        yield list(articles[start : start + size])


def _processes(articles: Iterable[Article], settings: Settings) -> int:
    """One process for little text: starting a pool costs about two seconds."""
    return settings.processes if sum(len(article.text) for article in articles) >= settings.pool_from_chars else 1


def read_pile(
    paths: Sequence[Path] | Path,
    *,
    settings: Settings,
    urls: Sequence[str] = (),
    outlet: str | None = None,
    on_problem: Callable[[Problem], None] | None = None,
) -> list[Article]:
    """The articles of a pile, as they were read.

    Raises:
        NothingToRead: if no article could be read at all.
    """
    paths = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    spread = functools.partial(_spread, settings=settings)
    articles, problems = read_articles(paths, settings, urls=urls, outlet=outlet, spread=spread)
    for problem in problems:
        if on_problem is not None:
            on_problem(problem)
    if not articles:
        raise NothingToRead("no article could be read" if problems else "no path was given; name files, folders or addresses")
    return articles


def _spread(work: Callable[[Task], Result], tasks: Sequence[Task], settings: Settings) -> Iterator[Result]:
    """Results of work over tasks, in order, on as many processes as there may be."""
    with open_engine(settings.processes) as engine:
        yield from engine.map(work, tasks)


def read_cleaned(paths: Sequence[Path] | Path, *, settings: Settings, **options: Any) -> list[Article]:
    """The articles of a pile with their furniture marked. Options are those of ``read_pile``."""
    articles = read_pile(paths, settings=settings, **options)
    recurring = recurring_lines(articles, settings)
    return [clean(article, settings, recurring=recurring) for article in articles]


def read_accounts(
    paths: Sequence[Path] | Path, *, settings: Settings, progress: Progress = _silent, **options: Any
) -> list[Account]:
    """What each article of a pile says, in the order they were read. Options are those of ``read_pile``."""
    return tell(read_pile(paths, settings=settings, **options), settings, progress=progress)


def read(
    paths: Sequence[Path] | Path,
    *,
    settings: Settings | None = None,
    urls: Sequence[str] = (),
    outlet: str | None = None,
    one_story: bool = False,
    on_problem: Callable[[Problem], None] | None = None,
    progress: Progress = _silent,
) -> list[Story]:
    """Read a pile of reports and group it into stories.

    Args:
        paths: Files, folders, addresses of pages, or ``-`` for standard input.
        settings: Limits and thresholds; the defaults where not given.
        urls: Pages to fetch, beside those among ``paths``.
        outlet: The outlet of articles that do not say theirs.
        one_story: Take all articles as accounts of one event.
        on_problem: Called with each thing that was passed over.
        progress: Called as the work goes on.

    Raises:
        NothingToRead: if no article could be read at all.
    """
    settings = settings or Settings()
    accounts = read_accounts(paths, settings=settings, urls=urls, outlet=outlet, on_problem=on_problem, progress=progress)
    if one_story:
        return [_dated(story_of(accounts))]
    progress("grouping", 0, len(accounts))
    stories = group(accounts, settings)
    progress("grouping", len(accounts), len(accounts))
    return [_dated(story) for story in stories]


def _dated(story: Story) -> Story:
    """The story with the times of its undated articles counted from the day of the others."""
    days = [article.published_on for article in story.articles if article.published_on]
    return replace(story, accounts=tuple(date_by_story(a, max(days)) for a in story.accounts)) if days else story


@contextmanager
def demo_folder() -> Iterator[FilePath]:
    """The folder of the story that ships with the package."""
    with resources.as_file(resources.files("rashomon").joinpath("data", "demo", "articles")) as folder:
        yield folder


def story_of(accounts: Iterable[Account]) -> Story:
    """All the accounts as one story."""
    ordered = tuple(sorted(accounts, key=lambda account: account.article.id))
    return Story(content_id(*(account.article.id for account in ordered)), ordered)


def reconcile_all(
    stories: Sequence[Story], settings: Settings, *, corrections: Corrections = _NONE, progress: Progress = _silent
) -> Iterator[Reading]:
    """Reconcile each story, in order, on as many processes as pay."""
    return finish_all(stories, settings, then=_itself, corrections=corrections, progress=progress)


def finish_all(
    stories: Sequence[Story],
    settings: Settings,
    *,
    then: Callable[[Reading], Result],
    corrections: Corrections = _NONE,
    progress: Progress = _silent,
) -> Iterator[Result]:
    """Reconcile each story and make something of its reading, in order, on as many processes as pay.

    ``then`` is a module-level function or a partial of one: it runs where the story is reconciled, so that of a large pile
    only what is wanted travels back.
    """
    articles = [article for story in stories for article in story.articles]
    work = functools.partial(_finish, settings=settings, then=then, corrections=corrections)
    tasks = [stories[start : start + settings.chunk_stories] for start in range(0, len(stories), settings.chunk_stories)]
    done = 0
    with open_engine(_processes(articles, settings)) as engine:
        for results in engine.map(work, tasks):
            for result in results:
                done += 1
                progress("comparing", done, len(stories))
                yield result


def _finish(
    stories: Sequence[Story], settings: Settings, then: Callable[[Reading], Result], corrections: Corrections
) -> list[Result]:
    return [then(reconcile(story, settings, corrections=corrections.get(story.id, ()))) for story in stories]


def _itself(reading: Reading) -> Reading:
    return reading
