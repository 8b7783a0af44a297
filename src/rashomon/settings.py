"""All that can be set, in one frozen record; a TOML file or keywords make another.

Beside each threshold stands why it has its value, and the benchmark that set it.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from rashomon.errors import SettingsError

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and thresholds of a run."""

    # --- read
    max_text_bytes: int = 2_000_000
    """Longest text, in bytes of UTF-8, that counts as one article; longer ones are books or dumps."""
    fetch_timeout_s: float = 20.0
    fetch_max_bytes: int = 10_000_000
    fetch_max_redirects: int = 5

    # --- engine
    processes: int = 0
    """Worker processes; 0 takes one a core. The result is the same for every number."""
    pool_from_chars: int = 300_000
    """Piles of less text are read in one process: a pool takes two seconds to start, which is what it gains here."""
    chunk_articles: int = 16
    """Articles a task: enough sentences to fill the parser's batches, few enough to share out evenly."""
    chunk_stories: int = 8
    """Stories a task."""

    # --- parse
    parser_batch: int = 256
    """Sentences a batch: from 64 to 256 the parser gains a tenth, beyond nothing (benchmarks/parse.py)."""

    @classmethod
    def from_toml(cls, path: str | os.PathLike[str]) -> Settings:
        """Read settings from a TOML file of ``name = value`` lines.

        Raises:
            SettingsError: if the file cannot be read, is not TOML, or names what is no setting.
        """
        try:
            table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"{path}: cannot be read as TOML ({error}); give a file of name = value lines") from error
        return cls().with_values(**table)

    def with_values(self, **values: Any) -> Settings:
        """These settings with some values changed.

        Raises:
            SettingsError: if a name is unknown or a value has another type than the default.
        """
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise SettingsError(f"{name}: no such setting; known are {', '.join(sorted(known))}")
            number = isinstance(known[name], (int, float)) and not isinstance(known[name], bool)
            if number != (isinstance(value, (int, float)) and not isinstance(value, bool)):
                raise SettingsError(f"{name}: {value!r} will not do; give a value like {known[name]!r}")
        return replace(self, **values)
