"""The command line as a user meets it: what it writes, what it says, how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from rashomon.cli import main
from rashomon.export.json import schema


def run(*arguments: str | Path, **options: Any) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)


def test_report_writes_page_and_json_that_keeps_its_schema(pile: Path, tmp_path: Path) -> None:
    done = run("report", pile, "-o", tmp_path / "out.html", "--json", tmp_path / "out.json", "--one-story")
    assert done.exit_code == 0, done.output
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    jsonschema.validate(written, schema("reading"))
    assert len(written["stories"]) == 1
    assert (tmp_path / "out.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_extract_answers_every_article_in_its_schema(pile: Path) -> None:
    done = run("extract", pile)
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 2
    for line in lines:
        jsonschema.validate(line, schema("account"))
    speakers = {quote["speaker"] for line in lines for quote in line["quotes"]}
    assert "Mara Holt" in speakers


def test_group_puts_every_identifier_in_one_story(pile: Path) -> None:
    done = run("group", pile)
    assert done.exit_code == 0
    stories = json.loads(done.stdout)
    assert len(stories) == 2
    assert len(set(stories.values())) == 1


def test_clean_names_what_it_took_as_what(pile: Path) -> None:
    done = run("clean", pile / "north.txt")
    assert done.exit_code == 0
    assert "title" in done.stdout
    assert "body" in done.stdout


def test_given_identifiers_and_duplicates_are_answered(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "outlet": "North",
        "title": "Spill",
        "text": "Norland closed its harbour on Tuesday after a large oil spill, its government said.",
    }
    rows = [row, {**row, "id": "b"}]
    (tmp_path / "pile.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("extract", tmp_path / "pile.jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["id"], line["duplicate_of"]) for line in lines] == [("a", None), ("b", "a")]
    assert set(json.loads(run("group", tmp_path / "pile.jsonl").stdout)) == {"a", "b"}


def test_part_of_the_pile_passed_over_ends_with_three(pile: Path) -> None:
    (pile / "empty.txt").write_bytes(b"")
    done = run("group", pile)
    assert done.exit_code == 3
    assert "empty.txt" in done.stderr
    assert len(json.loads(done.stdout)) == 2


@pytest.mark.parametrize("arguments", [["report"], ["group", "no-such-folder"], ["report", "no-such-file.txt", "--quiet"]])
def test_nothing_to_read_ends_with_two_and_a_sentence(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "error:" in done.stderr
    assert "Traceback" not in done.output


def test_standard_input_is_read(tmp_path: Path) -> None:
    text = (
        "Norland closed its harbour on Tuesday after an oil spill. The minister said it would take weeks to clean the beaches."
    )
    done = run("extract", "-", input=text)
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == 1


def test_an_unwritable_place_is_named(pile: Path) -> None:
    done = run("report", pile, "--quiet", "-o", pile / "north.txt" / "page.html")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_schemas_are_published() -> None:
    done = run("schema", "reading")
    assert json.loads(done.stdout) == schema("reading")


def test_the_demo_says_where_the_page_lies(tmp_path: Path) -> None:
    done = run("demo", "-o", tmp_path / "demo.html")
    assert done.exit_code == 0, done.output
    assert "demo.html" in done.stderr
    assert "Vollan" in done.stdout
