"""Writes the page of a few stories, or a folder of pages with an index for many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from rashomon.errors import OutputError
from rashomon.export.json import to_line
from rashomon.model import Corrected, Reading
from rashomon.report.page import index_of, page, story_page
from rashomon.report.story import story_line
from rashomon.report.views import StoryLine

__all__ = ["MOST_ON_ONE_PAGE", "Rendered", "render", "write_folder", "write_page"]

MOST_ON_ONE_PAGE = 50
"""More stories than this go into a folder, a page a story: a browser slows down beyond."""


class Rendered(NamedTuple):
    """What is kept of a reading when there are many: its page, its line in the index, its JSON, its corrections."""

    name: str
    page: str
    line: StoryLine
    json: str
    corrections: tuple[Corrected, ...] = ()


def render(reading: Reading) -> Rendered:
    """The page of a reading with what the index and the JSON need."""
    name = f"{reading.story.id}.html"
    return Rendered(name, story_page(reading), story_line(reading, name), to_line(reading), reading.corrections)


def write_page(readings: Sequence[Reading], output: Path) -> Path:
    """Write one page with all stories; gives where it lies.

    Raises:
        OutputError: if the place cannot be written to.
    """
    _put(output, page(readings))
    return output


def write_folder(rendered: Iterable[Rendered], output: Path) -> tuple[Path, list[StoryLine], list[str]]:
    """Write a page a story and an index; gives where the index lies, its lines, and the stories' JSON.

    Raises:
        OutputError: if the place cannot be written to.
    """
    folder = output.with_suffix("") if output.suffix else output
    lines, jsons = [], []
    for story in rendered:
        _put(folder / story.name, story.page)
        lines.append(story.line)
        jsons.append(story.json)
    _put(folder / "index.html", index_of(lines))
    return folder / "index.html", lines, jsons


def _put(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); name a place you may write to with -o") from error
