"""Where the reference data lies: the option ``--data`` or the variable ``RASHOMON_DATA``; absent, a benchmark is skipped."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

__all__ = ["parser", "require"]


def parser(description: str | None) -> argparse.ArgumentParser:
    """An argument parser with the option ``--data``."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--data", default=os.environ.get("RASHOMON_DATA"), help="folder of the reference data")
    return made


def require(data: str | None, *parts: str) -> Path:
    """The path of a piece of the reference data; ends the run with a clear word where it is absent."""
    if data and (path := Path(data, *parts)).exists():
        return path
    print(f"skipped: {'/'.join(parts)} is not at hand; set RASHOMON_DATA or give --data")
    sys.exit(0)
