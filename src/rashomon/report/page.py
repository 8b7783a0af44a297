"""The page: one self-contained HTML file, from the templates, the style sheet and the script beside this module.

Articles are hostile input. Every expression of a template is escaped, and characters that would turn the direction of the
text round them, or that are no text at all, are replaced before. The content security policy lets nothing run or load but
the one style and the one script, by their hashes.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rashomon import __version__
from rashomon.model import Reading
from rashomon.report.labels import labels, verdict_label
from rashomon.report.marks import as_html, safe_url
from rashomon.report.neutral import neutral
from rashomon.report.positions import stands_view
from rashomon.report.story import story_line, story_view
from rashomon.report.views import StoryLine, StoryView

__all__ = ["index_of", "index_page", "page", "story_page"]


def page(readings: Sequence[Reading]) -> str:
    """One page for one story or for several: these stand behind a list of stories."""
    if len(readings) == 1:
        return story_page(readings[0])
    stories = [story_view(reading, prefix=f"t{k}-") for k, reading in enumerate(readings, 1)]
    lines = [story_line(reading, f"#t{k}-top") for k, reading in enumerate(readings, 1)]
    return _render("stories.html", stories=stories, **_listed(lines))


def story_page(reading: Reading) -> str:
    """The page of one story."""
    view = story_view(reading)
    return _render("story.html", story=view, title=_title(view))


def index_page(readings: Iterable[Reading], hrefs: Sequence[str]) -> str:
    """A list of stories by day, each with a link to its page.

    Args:
        readings: of the stories; may be an iterator, each reading is looked at once.
        hrefs: where the page of each reading lies, as a relative address.
    """
    return index_of([story_line(reading, href) for reading, href in zip(readings, hrefs, strict=True)])


def index_of(lines: Sequence[StoryLine]) -> str:
    """The same from the lines of the stories, where these were made with the pages."""
    return _render("index.html", **_listed(lines))


def _listed(lines: Sequence[StoryLine]) -> dict[str, object]:
    """What the list of stories shows."""
    return {"days": _by_day(lines), "alone": _alone(lines), "kinds": _kinds(lines), "title": _counted(lines)}


def _title(view: StoryView) -> str:
    return view.title.text or "Rashomon"


def _counted(lines: Sequence[StoryLine]) -> str:
    """How many stories there are, and how many articles that no other one goes with."""
    alone = len(_alone(lines))
    told = len(lines) - alone
    parts = [_n(told, "story", "stories")] if told or not alone else []
    return " and ".join([*parts, _n(alone, "single article", "single articles")] if alone else parts)


def _n(n: int, one: str, many: str) -> str:
    return f"{n:,} {one if n == 1 else many}"


def _by_day(lines: Iterable[StoryLine]) -> list[tuple[str, list[StoryLine]]]:
    """The stories that several articles tell, the latest day first, the largest of a day first."""
    told = [line for line in lines if line.n_articles > 1]
    told.sort(key=lambda line: (-line.independent, -line.n_articles, line.title.text, line.id))
    told.sort(key=lambda line: line.day, reverse=True)
    return [(day, list(run)) for day, run in groupby(told, key=lambda line: line.day)]


def _kinds(lines: Iterable[StoryLine]) -> Counter[str]:
    """How many stories have a finding of each kind as their weightiest."""
    return Counter(line.finding.kind.key for line in lines if line.finding and line.n_articles > 1)


def _alone(lines: Iterable[StoryLine]) -> list[StoryLine]:
    """The articles that no other one goes with."""
    return sorted((line for line in lines if line.n_articles == 1), key=lambda line: (line.title.text, line.id))


# ---------------------------------------------------------------------------------------------- rendering


@functools.cache
def _asset(name: str) -> str:
    return resources.files("rashomon.report").joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """As a content security policy names an inline style or script."""
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rashomon.report"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(labels=labels(), verdict=verdict_label, version=__version__)
    environment.filters["n"] = lambda number: f"{number:,}"
    environment.filters["marked"] = as_html
    environment.filters["address"] = safe_url
    environment.filters["stands"] = stands_view
    return environment


def _render(name: str, **values: object) -> str:
    style, script = _asset("style.css") + _asset("print.css"), _asset("script.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    template = _environment().get_template(name)
    return neutral(template.render(style=Markup(style), script=Markup(script), policy=policy, **values))
