from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import SettingsError
from rashomon.settings import Settings


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("processes = 1\n", encoding="utf-8")
    assert Settings.from_toml(tmp_path / "mine.toml") == Settings(processes=1)


@pytest.mark.parametrize(
    ("content", "says"),
    [("proceses = 1", "no such setting"), ('processes = "two"', "will not do"), ("processes = ", "cannot be read as TOML")],
)
def test_a_bad_file_is_refused_in_one_sentence(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "mine.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        Settings.from_toml(tmp_path / "mine.toml")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        Settings.from_toml(tmp_path / "none.toml")
