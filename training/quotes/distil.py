"""Teach one network what several think, on articles with attributions and on articles without.

    python -m training.quotes.distil --data FOLDER --bulk FILE --teachers a.pt b.pt --start a.pt --out weights.pt

Born-again and ensemble distillation (Hinton et al. 2015; Furlanello et al. 2018): the teachers' chances of the cues and their
scores of the roles are averaged. On attributed articles the student learns from the marks and from the teachers in equal parts,
on the others (JSON lines with ``text``; their cues are those that the teachers find) from the teachers alone. Roles are taught
as whole sequences: the cross entropy of the student's linear-chain CRF under the teachers', which needs no more than the
expected labels and transitions, the gradients of the teachers' partition function.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from rashomon.extract.quotes.windows import windows
from training.quotes.network import CUE_LABELS, Config, Network, partition
from training.quotes.silver import headlines, restyled
from training.quotes.train import (
    BATCH,
    CRF_WEIGHT,
    CUE_WEIGHT,
    Example,
    Recipe,
    at_words,
    batches,
    descend,
    examples,
    halved,
    inputs,
    marked_pieces,
    pad,
    paragraph_spans,
)

_HARD = 0.3
"""Share of the loss on attributed articles that the marks have."""


class Teachers:
    """Several trained networks as one."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.networks = [load(path).eval() for path in paths]
        chain = ("begins", "transitions", "ends")
        self.begins, self.transitions, self.ends = (
            torch.stack([getattr(n, name).detach() for n in self.networks]).mean(0) for name in chain
        )

    @torch.no_grad()
    def cues(self, x: Any) -> tuple[Tensor, list[Tensor]]:
        """Chances of the cue labels (batch, words, 3), and each network's lower states."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            lows = [n.lower(x.pieces, x.shapes, x.marks, x.bias) for n in self.networks]
            scores = [at_words(n.cues(low, x.bias), x.first).float() for n, low in zip(self.networks, lows, strict=True)]
        return torch.stack([s.softmax(-1) for s in scores]).mean(0), lows

    @torch.no_grad()
    def roles(self, x: Any, lows: Sequence[Tensor], owner: Tensor, marked: Tensor) -> Tensor:
        """Scores of the roles (frames, words, 3)."""
        found = []
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for n, low in zip(self.networks, lows, strict=True):
                found.append(at_words(n.roles(low[owner], x.bias[owner], marked)[0], x.first[owner]).float())
        return torch.stack(found).mean(0)


def load(path: Path) -> Network:
    """A trained network."""
    saved = torch.load(path)
    network = Network(Config(**saved["config"]))
    network.load_state_dict(saved["weights"])
    return network


def taught_loss(student: Network, teachers: Teachers, batch: Sequence[Example], *, gold: bool) -> Tensor:
    """How far the student is from its teachers on a batch, and from the marks where there are any (``gold``).

    The roles are taught for the cues that are marked, or that the teachers find.
    """
    x = inputs([e.window for e in batch])
    chances, lows = teachers.cues(x)
    if gold:
        labels = F.one_hot(pad([e.cues for e in batch]), len(CUE_LABELS))
        chances = (1 - _HARD) * chances + _HARD * labels
        rows = [(k, cue, roles) for k, e in enumerate(batch) for cue, roles in e.frames]
    else:
        rows = [(k, cue, e.cues) for k, e in enumerate(batch) for cue in _cues(chances[k], x.present[k])]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        low = student.lower(x.pieces, x.shapes, x.marks, x.bias)
        scores = at_words(student.cues(low, x.bias), x.first).float()
    loss = CUE_WEIGHT * -(chances * scores.log_softmax(-1)).sum(-1)[x.present].mean()
    if not rows:
        return loss
    owner = torch.tensor([k for k, _, _ in rows])
    width, length = x.pieces.shape[1], x.first.shape[1]
    marks = [marked_pieces(batch[k].window, cue) for k, cue, _ in rows]
    marked = torch.from_numpy(np.stack([np.pad(m, (0, width - len(m))) for m in marks]))
    told = teachers.roles(x, lows, owner, marked)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states, _ = student.roles(low[owner], x.bias[owner], marked)
    own, present = at_words(states, x.first[owner]).float(), x.present[owner]
    taught = _cross_entropy(student, own, teachers, told, present)
    if gold:
        roles = torch.from_numpy(np.stack([np.pad(r, (0, length - len(r))) for _, _, r in rows]))
        taught = (1 - _HARD) * taught + _HARD * student.crf_loss(own, roles, present)
    return loss + CRF_WEIGHT * taught


def _cross_entropy(student: Network, scores: Tensor, teachers: Teachers, told: Tensor, present: Tensor) -> Tensor:
    """Of the student's sequences under the teachers', the mean of the frames."""
    given = [t.clone().requires_grad_(True) for t in (told, teachers.begins, teachers.transitions, teachers.ends)]
    expected = torch.autograd.grad(partition(given[0], present, *given[1:]).sum(), given)
    own = (scores, student.begins, student.transitions, student.ends)
    likely = sum((e * o).sum() for e, o in zip(expected, own, strict=True))
    return (partition(scores, present, *own[1:]).sum() - likely) / len(scores)


def _cues(chances: Tensor, present: Tensor) -> Iterator[np.ndarray]:
    """Runs of words that are cues."""
    labels = chances.argmax(-1)[present].tolist()
    run: list[int] = []
    for k, label in enumerate([*labels, 0]):
        if run and label != 2:
            yield np.asarray(run)
            run = []
        if label:
            run.append(k)


def untold(path: Path, *, n: int, without: Sequence[str], chance: random.Random) -> list[Example]:
    """Windows of articles without attributions, at random."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        if document.get("story") not in without:
            found += [Example(w, np.zeros(len(w.spans), dtype=np.int64), ()) for w in _windows(document["text"])]
    return chance.sample(found, min(n, len(found)))


def _windows(text: str) -> Iterator[Any]:
    return (w for w in windows(text, paragraph_spans(text)) if len(w.spans) > 5)


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "bulk", "start", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--teachers", type=Path, nargs="+", required=True)
    options.add_argument("--without", default="", help="stories of the bulk file to leave out")
    options.add_argument("--windows", type=int, default=17_000, help="of articles without attributions")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rate", type=float, default=1e-4)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    chance = random.Random(given.seed)
    documents = [json.loads(line) for line in (given.data / "polnear-train.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = [d for k, d in enumerate(documents) if k % 20]
    (told,) = halved(examples([*(restyled(d, chance) for d in documents), *headlines(documents, chance)]), 1, chance)
    others = untold(given.bulk, n=given.windows, without=given.without.split(","), chance=chance)
    student, teachers = load(given.start), Teachers(given.teachers)
    work = [
        (batch, partial(taught_loss, student, teachers, gold=gold))
        for found, gold in ((told, True), (others, False))
        for batch in batches(found, BATCH, chance)
    ]
    chance.shuffle(work)
    descend(student, work, Recipe(rate=given.rate, heads=5 * given.rate))
    torch.save({"config": student.config.__dict__, "weights": student.state_dict()}, given.out)


if __name__ == "__main__":
    main()
