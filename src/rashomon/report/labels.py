"""The fixed words of the report, from ``labels.toml``."""

from __future__ import annotations

import functools
import re
import tomllib
from datetime import date, timedelta
from importlib import resources
from typing import Any, NamedTuple

from rashomon.actor_codes import speaker_name
from rashomon.model import Actor

__all__ = [
    "MONTHS",
    "Label",
    "finding_label",
    "labels",
    "say_actor",
    "say_day",
    "say_speaker",
    "say_stand",
    "say_when",
    "status_label",
    "verdict_label",
]

MONTHS = "January February March April May June July August September October November December".split()


def say_day(day: date) -> str:
    """A day as the report writes it: ``12 April 2017``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_actor(actor: Actor) -> str:
    """An actor's name; of those whom no article names, what they are."""
    return actor.name.removeprefix("unnamed: ")


def say_speaker(actor: Actor | None) -> str:
    """The name of who says something; nothing where it is not known."""
    return speaker_name(actor).removeprefix("unnamed: ") if actor is not None else ""


def say_stand(stance: str, name: str) -> str:
    """What somebody does who takes a stand: "Mara Holt denies", "specialists deny"."""
    head = re.split(r" (?:of|for|in|at|from|with|who|on)\b", name)[0]
    several = " and " in name or (head[:1].islower() and head.endswith("s") and not head.endswith("ss"))
    return str(labels()["stances_of_several" if several else "stances"].get(stance, stance))


def say_when(start: date | None, end: date | None) -> str:
    """A day, a month, a year, or a range of days; the empty string where nothing is known."""
    if start is None or end is None:
        known = start or end
        return say_day(known) if known else ""
    if start == end:
        return say_day(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{MONTHS[start.month - 1]} {start.year}"
    return f"{say_day(start)} – {say_day(end)}"


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
