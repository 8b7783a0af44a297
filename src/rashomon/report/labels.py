"""The fixed words of the report, from ``labels.toml``."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any, NamedTuple

__all__ = ["Label", "finding_label", "labels", "status_label", "verdict_label"]


class Label(NamedTuple):
    """A fixed word of ours: ``key`` as in the model, ``text`` for the reader, ``tone`` a colour of the style sheet,
    ``mark`` a sign that says the same without colour, ``means`` what the word stands for."""

    key: str
    text: str
    tone: str = "grey"
    mark: str = ""
    means: str = ""


@functools.cache
def labels() -> dict[str, dict[str, Any]]:
    """The whole table of words, by section and key."""
    text = resources.files("rashomon.report").joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _label(section: str, key: str) -> Label:
    """A key without an entry is shown as it is: a verdict that is new to the report must not be lost."""
    entry = labels()[section].get(key, {})
    return Label(key, entry.get("label", key), entry.get("tone", "grey"), entry.get("mark", ""), entry.get("means", ""))


def verdict_label(verdict: str) -> Label:
    """How a verdict is shown."""
    return _label("verdicts", verdict)


def finding_label(kind: str) -> Label:
    """How a kind of headline finding is shown."""
    return _label("findings", kind)


def status_label(status: str) -> Label:
    """How the status of an event is shown."""
    return _label("statuses", status)
