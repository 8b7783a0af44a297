"""What the documentation says is there, and what is there is said."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from rashomon import __version__
from rashomon.cli import main
from rashomon.settings import Settings

ROOT = Path(__file__).parent.parent
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    row = re.search(rf"^\| `{name}` \| (\S+) \|", REFERENCE, re.MULTILINE)
    assert row is not None, "add it to docs/reference.md"
    assert type(getattr(Settings(), name))(row.group(1).replace("_", "")) == getattr(Settings(), name)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    assert f"`rashomon {name}" in REFERENCE
    for parameter in main.commands[name].params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert option in REFERENCE, f"rashomon {name} {option}"


def test_links_between_documents_lead_somewhere() -> None:
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_changelog_knows_this_version() -> None:
    assert f"## {__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme
