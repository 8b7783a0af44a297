"""Fit what the network says coders call a mention of an event, from sentences that were coded by hand.

    python -m training.second.codes [--data FOLDER] [--write]

The sentences are examples of PLOVER and CAMEO (``events/sentences-dev.jsonl`` of the reference data), those clusters of them on
which the rules were developed (``benchmarks.events``, half ``tuned``). A multinomial logistic regression over the states that
the network holds of the first act that the rules find. Prints how often it is right on clusters left out, a fifth at a time,
alone and weighed with the rules as the program does it; ``--write`` stores the weights fitted on all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks.events import is_held
from benchmarks.where import parser, require

from rashomon.extract.actors import find_actors
from rashomon.extract.events import find_events
from rashomon.extract.events.again import CODED, MERGED, in_sentence
from rashomon.extract.times import find_times
from rashomon.model import Article
from rashomon.parse import parse
from rashomon.second import CODES, Second
from rashomon.settings import Settings

_ORIGINS = ("plover_gsr", "plv_train", "plv_test", "cameo_manual_examples")
_MERGED = {**MERGED, "YIELD": "CONCEDE"}
_PENALTY = 100.0
_STEPS = 1500
_PARTS = 5
_FOLDER = Path(__file__).parents[2] / "src" / "rashomon" / "data" / "second"


class Case(NamedTuple):
    """A coded sentence: what the network holds of its act, what the coder and the rules call it, and its cluster."""

    states: np.ndarray
    code: int
    ruled: int | None
    cluster: str


def cases_of(rows: list[Mapping[str, Any]]) -> Iterator[Case]:
    """The sentences with one code, as the program reads them."""
    network = Second(str(_FOLDER / "network.onnx"), np.zeros((0, len(CODES)), dtype=np.float32))  # asked for its states alone
    parsed = parse([Article(row["id"], row["text"]) for row in rows], Settings())
    for row, article in zip(rows, parsed, strict=True):
        events = find_events(article, find_actors(article), [], find_times(article))
        acts = [e for e in events if e.plover[0] not in ("STATEMENT", "OTHER")] or events
        code = _MERGED.get(row["events"][0]["type"], row["events"][0]["type"])
        if acts and code in CODES:
            ruled = _MERGED.get(acts[0].plover[0], acts[0].plover[0])
            number = CODES.index(ruled) if ruled in CODES else None
            yield Case(
                network.states("", *in_sentence(article.article.text, article.sentences, acts[0].trigger)),
                CODES.index(code),
                number,
                str(row["cluster"]),
            )


def fit(states: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Weights of a multinomial logistic regression, (states + 1, codes), the last row the bias, which is not penalised.

    By accelerated gradient descent (Nesterov 1983); the states are brought to one spread, in which the penalty weighs alike.
    """
    middle, spread = states.mean(axis=0), states.std(axis=0) + 1e-6
    values = np.column_stack([(states - middle) / spread, np.ones(len(states))])
    truths = np.eye(len(CODES))[codes]
    penalties = np.append(np.full(states.shape[1], _PENALTY), 0.0)[:, None]
    step = 1 / (np.linalg.norm(values, 2) ** 2 / 2 + _PENALTY)
    weights = ahead = np.zeros((values.shape[1], len(CODES)))
    for k in range(_STEPS):
        before, weights = weights, ahead - step * (values.T @ (_chances(values @ ahead) - truths) + penalties * ahead)
        ahead = weights + k / (k + 3) * (weights - before)
    scaled = weights[:-1] / spread[:, None]
    return np.vstack([scaled, weights[-1] - middle @ scaled]).astype(np.float32)


def _chances(scores: np.ndarray) -> np.ndarray:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def right(cases: list[Case], weights: np.ndarray) -> tuple[int, int]:
    """For how many the network is right alone, and weighed with the rules."""
    chances = np.log(_chances(np.array([case.states for case in cases]) @ weights[:-1] + weights[-1]))
    alone = sum(int(row.argmax()) == case.code for row, case in zip(chances, cases, strict=True))
    for row, case in zip(chances, cases, strict=True):
        if case.ruled is not None:
            row[case.ruled] += CODED
    return alone, sum(int(row.argmax()) == case.code for row, case in zip(chances, cases, strict=True))


def main() -> None:
    """Fit, judge on the clusters left out, and store."""
    options = parser(__doc__)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    lines = require(given.data, "events", "sentences-dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["set"] in _ORIGINS and not is_held(row) and len(row["events"]) == 1]
    cases = list(cases_of(rows))
    states, codes = np.array([case.states for case in cases]), np.array([case.code for case in cases])
    part = np.array([int(hashlib.md5(f"codes {case.cluster}".encode()).hexdigest(), 16) % _PARTS for case in cases])
    found = [
        right([c for c, p in zip(cases, part, strict=True) if p == k], fit(states[part != k], codes[part != k]))
        for k in range(_PARTS)
    ]
    alone, both = map(sum, zip(*found, strict=True))
    ruled = sum(case.ruled == case.code for case in cases)
    print(f"of {len(cases)} sentences the network calls {alone} as the coder does, the rules {ruled}, both together {both}")
    if given.write:
        np.save(_FOLDER / "codes.npy", fit(states, codes), allow_pickle=False)


if __name__ == "__main__":
    main()
