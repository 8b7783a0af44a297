"""Writes the page of a reading, or a folder of pages with an index where there are many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rashomon.errors import OutputError
from rashomon.model import Reading

__all__ = ["MOST_ON_ONE_PAGE", "write_report"]

MOST_ON_ONE_PAGE = 50
"""More stories than this go into a folder, a page a story: a browser slows down beyond."""


def write_report(readings: Sequence[Reading], output: Path, *, progress: Callable[[str, int, int], None] | None = None) -> Path:
    """Write the page, or the folder with ``index.html``; gives where it lies.

    Raises:
        OutputError: if the place cannot be written to.
    """
    from rashomon.report.page import index_page, page, story_page

    if len(readings) <= MOST_ON_ONE_PAGE:
        _put(output, page(readings))
        return output
    folder = output.with_suffix("") if output.suffix else output
    for done, reading in enumerate(readings, 1):
        _put(folder / f"{reading.story.id}.html", story_page(reading))
        if progress is not None:
            progress("writing", done, len(readings))
    _put(folder / "index.html", index_page(readings, [f"{reading.story.id}.html" for reading in readings]))
    return folder / "index.html"


def _put(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); name a place you may write to with -o") from error
