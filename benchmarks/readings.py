"""Readings against reference readings: each story with ``--one-story``, scored by the scorer beside the data.

    python -m benchmarks.readings [--stories seeds,neus-53 | --further report] [--keep FOLDER] [--errors N]

Prints the scorer's lines for the seeds, for the other stories together, and for the demo story of the package; with
``--further``, for a part of our own readings of stories of the bulk file (``benchmarks/further``).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.further import lay_out
from benchmarks.where import parser, require
from rashomon.export.json import reading_to_dict
from rashomon.pipeline import demo_folder, read, reconcile_all
from rashomon.settings import Settings

OTHERS = """for comparison (six stories)   statements F1   statement pairs F1   figure pairs F1   event pairs F1   mean of four
quotation marks, word overlap, equal numbers      72               39                17                0              32
two independent readings (two other stories)      98.7             94                75               85              88"""


def read_story(source: Path) -> dict:
    """The reading of one story as JSON."""
    settings = Settings()
    stories = read([source], settings=settings, one_story=True)
    return reading_to_dict(next(iter(reconcile_all(stories, settings))))


def scored(scorer: Path, names: list[str], *, gold: Path, stories: Path, answers: Path, errors: int) -> str:
    """What the scorer prints for some stories."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder, "gold")
        chosen.mkdir()
        for name in names:
            (chosen / f"{name}.json").write_text((gold / f"{name}.json").read_text(encoding="utf-8"), encoding="utf-8")
        command = [sys.executable, str(scorer), str(chosen), str(answers), "--stories", str(stories), "--errors", str(errors)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--stories", help="names, separated by commas; all where not given")
    options.add_argument("--further", choices=("fit", "report"), help="our own readings of other stories")
    options.add_argument("--keep", help="folder that the readings are written to")
    options.add_argument("--errors", type=int, default=0)
    given = options.parse_args()
    data = require(given.data, "readings")
    scorer = data / "score_readings.py"
    with tempfile.TemporaryDirectory() as folder:
        if given.further:
            lay_out(require(given.data, "bulk", "articles.jsonl"), Path(folder), [given.further])
            data = Path(folder)
        names = given.stories.split(",") if given.stories else sorted(path.stem for path in (data / "gold").glob("*.json"))
        answers = Path(given.keep or folder, "answers")
        answers.mkdir(parents=True, exist_ok=True)
        for name in names:
            text = json.dumps(read_story(data / "stories" / f"{name}.json"), ensure_ascii=False)
            (answers / f"{name}.json").write_text(text, encoding="utf-8")
        print(OTHERS)
        for title, part in (("seeds", [n for n in names if n == "seeds"]), ("others", [n for n in names if n != "seeds"])):
            if part:
                print(f"\n== {title}: {', '.join(part)}")
                print(scored(scorer, part, gold=data / "gold", stories=data / "stories", answers=answers, errors=given.errors))
        if not (given.stories or given.further):
            print("\n== demo")
            print(demo(scorer, Path(folder), errors=given.errors))


def demo(scorer: Path, folder: Path, *, errors: int) -> str:
    """What the scorer prints for the story that ships with the program."""
    from tests.reference import reference

    settings = Settings()
    with demo_folder() as articles:
        readings = list(reconcile_all(read([articles], settings=settings), settings))
    reading = max(readings, key=lambda reading: len(reading.story.accounts))
    gold = reference(reading.story.articles)
    for name, value in (("gold", gold), ("stories", {"articles": gold["articles"]}), ("answers", reading_to_dict(reading))):
        (folder / name).mkdir(exist_ok=True)
        text = json.dumps(value, ensure_ascii=False, default=str)  # dates of the YAML
        (folder / name / "demo.json").write_text(text, encoding="utf-8")
    gold_folder, stories = folder / "gold", folder / "stories"
    return scored(scorer, ["demo"], gold=gold_folder, stories=stories, answers=folder / "answers", errors=errors)


if __name__ == "__main__":
    main()
