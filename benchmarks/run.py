"""Run every benchmark, one after the other, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = (
    "readings", "quotes", "events", "figures", "furniture", "stories", "copies", "ecb", "calibration", "positions", "briefs",
    "parse",
)  # fmt: skip


def main() -> int:
    """Run all; gives the number of those that failed."""
    failed = 0
    for name in BENCHMARKS:
        print(f"\n==== {name}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:]], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
