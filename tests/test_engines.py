"""Every engine gives the same results in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.engine.local import Inline, LocalPool, open_engine
from rashomon.export.json import document, to_line
from rashomon.pipeline import demo_folder, read, reconcile_all
from rashomon.settings import Settings


@pytest.mark.parametrize("processes", [1, 2])
def test_results_stand_in_the_order_of_the_tasks(processes: int) -> None:
    with open_engine(processes) as engine:
        assert list(engine.map(str.upper, list("rashomon"))) == list("RASHOMON")


def test_one_process_needs_no_pool() -> None:
    with open_engine(1) as engine:
        assert isinstance(engine, Inline)
    with open_engine(2) as engine:
        assert isinstance(engine, LocalPool)


@pytest.mark.slow
def test_same_bytes_for_any_number_of_processes_and_order(tmp_path: Path) -> None:
    def written(settings: Settings, *, backwards: bool) -> str:
        with demo_folder() as folder:
            paths = sorted(folder.iterdir(), reverse=backwards)
            stories = read(paths, settings=settings)
        return document(map(to_line, reconcile_all(stories, settings)), version="x")

    alone = written(Settings(processes=1), backwards=False)
    assert written(Settings(processes=2, pool_from_chars=0, chunk_articles=2, chunk_stories=1), backwards=True) == alone
