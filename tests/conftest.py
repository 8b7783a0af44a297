"""What several tests share: the demo story, read once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from rashomon.model import Reading
from rashomon.pipeline import demo_folder, read, reconcile_all
from rashomon.settings import Settings


@pytest.fixture(scope="session")
def demo_readings() -> Sequence[Reading]:
    settings = Settings(processes=1)
    with demo_folder() as folder:
        stories = read([folder], settings=settings)
    return list(reconcile_all(stories, settings))


@pytest.fixture(scope="session")
def demo_reading(demo_readings: Sequence[Reading]) -> Reading:
    """The reading of the demo's main story."""
    return max(demo_readings, key=lambda reading: len(reading.story.accounts))


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder with two short reports of one invented event."""
    (tmp_path / "north.txt").write_text(
        "Norland closes harbour after spill\n\nPORT ALLARD, 4 March 2025 - Norland closed its main harbour on Tuesday after an "
        'oil spill. "We will clean every beach," said Environment Minister Mara Holt. At least 30 birds were found dead.\n',
        encoding="utf-8",
    )
    (tmp_path / "south.txt").write_text(
        "Oil spill shuts Port Allard\n\nThe harbour of Port Allard in Norland was closed on Tuesday because of an oil spill. "
        'Environment Minister Mara Holt promised to "clean every beach". Some 40 birds died.\n',
        encoding="utf-8",
    )
    return tmp_path
