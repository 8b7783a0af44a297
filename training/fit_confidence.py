"""Fit how sure verdicts are, on reference readings.

    python -m training.fit_confidence [--data FOLDER] [--write]

Prints nothing but the weights; ``python -m benchmarks.calibration`` shows what they are worth on stories left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from benchmarks.calibration import Judged, all_judged
from benchmarks.where import parser

from rashomon.reconcile.cluster import chance
from rashomon.reconcile.confidence import SIGNS
from training.logistic import logistic

_PENALTY = 2.0
_SINGLE = {"statement": 0.9, "figure": 0.9, "event": 0.5}
"""What one article alone has is seldom overlooked in another; events are. By hand: the readings list few of these."""
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "confidence.toml"


def fit(pairs: Sequence[Judged], kind: str) -> np.ndarray:
    """Weights of the signs of a kind, the last the bias."""
    mine = [pair for pair in pairs if pair.kind == kind]
    values, truths = np.array([pair.signs for pair in mine]), np.array([float(pair.right) for pair in mine])
    return logistic(values, truths, penalty=_PENALTY)


def confidence(weights: np.ndarray, signs: Sequence[float]) -> float:
    """Of one finding."""
    return chance(float(np.array(signs) @ weights[:-1] + weights[-1]))


def main() -> None:
    """Fit, and store."""
    options = parser(__doc__)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    pairs = all_judged(given.data)
    lines = ["# How sure verdicts are: weights of the signs, fitted on reference readings by training/fit_confidence.py.",
             '# "single" is the confidence of what one article alone has.']  # fmt: skip
    for kind, signs in SIGNS.items():
        weights = fit(pairs, kind)
        lines += ["", f"[{kind}]"]
        lines += [f"{sign} = {weight:.3f}" for sign, weight in zip((*signs, "bias"), weights, strict=True)]
        lines.append(f"single = {_SINGLE[kind]}")
    print("\n".join(lines))
    if given.write:
        _TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
