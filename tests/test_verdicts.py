"""docs/verdicts.md: every verdict and every fixed word of a reason is described there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import rashomon
from rashomon.model import VERDICTS
from rashomon.report.labels import labels

PAGE = (Path(__file__).parent.parent / "docs" / "verdicts.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
TITLES = {"statement": "Statements", "figure": "Figures", "event": "Events", "position": "Positions", "copy": "Copies"}
SOURCE = Path(rashomon.__file__).parent / "reconcile"


@pytest.mark.parametrize(("kind", "verdict"), [(kind, verdict) for kind in VERDICTS for verdict in VERDICTS[kind]])
def test_every_verdict_is_defined_with_an_example(kind: str, verdict: str) -> None:
    row = re.search(rf"^\| `{verdict}` \| ([^|]+) \| ([^|]*)\|", SECTIONS[TITLES[kind]], re.MULTILINE)
    assert row is not None
    assert row.group(2).strip() or "correction" in row.group(1)


def _judged(name: str) -> set[str]:
    """The verdicts that a module gives: first arguments of Judgement, and pairs that are returned."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((SOURCE / name).read_text(encoding="utf-8"))):
        values: list[ast.expr] = []
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Judgement":
            values = node.args[:1]
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            values = node.value.elts[:1]
        found |= {v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)}
    return found


@pytest.mark.parametrize(
    ("name", "kind"),
    [("wording.py", "statement"), ("verdicts.py", "figure"), ("judge_events.py", "event"), ("positions.py", "position")],
)
def test_no_module_gives_a_verdict_that_nobody_knows(name: str, kind: str) -> None:
    assert _judged(name) <= set(VERDICTS[kind])


def test_every_verdict_that_is_shown_has_its_label() -> None:
    shown = {verdict for kind in ("statement", "figure", "event", "position") for verdict in VERDICTS[kind]}
    assert shown <= set(labels()["verdicts"])
