"""Train the quote network on attributions (PolNeAR's format) and write the weights.

    python -m training.quotes.train --data FOLDER --minilm FOLDER --out weights.pt [--epochs 4] [--docs N]

FOLDER of the data holds ``polnear-train.jsonl``; every twentieth document is held back for choosing. The recipe: AdamW with
2e-4 on the encoder (word embeddings frozen) and 1e-3 on the heads, 32 paragraphs a batch, warm-up over a fifteenth of the
steps, then linear decay; cue loss weighs 2, CRF likelihood 1, two helper tasks (is this word content? source?) 0.05 each.
``--large`` trains a network of the size of MPNet (Song et al. 2020), too slow to ship, to teach the others: 7e-5, the lowest
two layers frozen, two passes, each with half of the paragraphs without attributions.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from rashomon.extract.quotes.windows import Window, windows
from rashomon.model import Span
from training.quotes.network import LARGE, Config, Network, viterbi
from training.quotes.silver import headlines, restyled

CUE_WEIGHT, CRF_WEIGHT, HINT_WEIGHT = 2.0, 1.0, 0.05
BATCH = 32
"""Windows."""
_ROOM = 10_000
"""Word pieces that are computed at once."""
_HEADS = ("cue", "role", "hint", "transitions", "begins", "ends", "shapes", "marks", "marker")
"""Parameters that no encoder brings along."""
MINUS = -1e4


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its labels: cue labels a word, and for each cue its words and the role of every word."""

    window: Window
    cues: np.ndarray
    frames: tuple[tuple[np.ndarray, np.ndarray], ...]


def example(window: Window, attributions: Sequence[dict[str, Any]]) -> Example:
    """Labels of a window from the attributions of its document."""
    cues = np.zeros(len(window.spans), dtype=np.int64)
    frames = []
    for attribution in attributions:
        cue = _covered(window, attribution.get("cue_spans") or [attribution["cue"]])
        if not len(cue):
            continue
        cues[cue] = np.where(np.diff(cue, prepend=-5) == 1, 2, 1)
        roles = np.zeros(len(window.spans), dtype=np.int64)
        roles[_covered(window, attribution["content"])] = 1
        roles[
            _covered(window, attribution.get("source_spans") or ([attribution["source"]] if attribution["source"] else []))
        ] = 2
        frames.append((cue, roles))
    return Example(window, cues, tuple(frames))


def _covered(window: Window, spans: Sequence[Sequence[int]]) -> np.ndarray:
    return np.asarray([k for k, word in enumerate(window.spans) if any(s <= word.start < e for s, e in spans)], dtype=np.int64)


def paragraph_spans(text: str) -> list[Span]:
    """Lines that are not empty."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]


def examples(documents: Sequence[dict[str, Any]]) -> list[Example]:
    """All windows of all documents."""
    found = []
    for document in documents:
        given = [a for a in document["attributions"] if a.get("cue")]
        for window in windows(document["text"], paragraph_spans(document["text"])):
            start, end = window.spans[0].start, window.spans[-1].end
            here = [a for a in given if start <= a["cue"][0] < end]
            found.append(example(window, here))
    return found


def pad(arrays: Sequence[np.ndarray], value: int = 0) -> Tensor:
    """Arrays of several lengths as one tensor."""
    longest = max(len(a) for a in arrays)
    return torch.from_numpy(np.stack([np.pad(a, (0, longest - len(a)), constant_values=value) for a in arrays]))


@dataclass(frozen=True, slots=True)
class Inputs:
    """Windows as padded tensors."""

    pieces: Tensor
    shapes: Tensor
    marks: Tensor
    bias: Tensor
    first: Tensor
    present: Tensor


def inputs(found: Sequence[Window]) -> Inputs:
    """A batch of windows."""
    lengths = torch.tensor([len(w.pieces) for w in found])
    pieces = pad([w.pieces for w in found])
    bias = torch.where(torch.arange(pieces.shape[1]) < lengths[:, None], 0.0, MINUS)[:, None, None, :]
    n_words = torch.tensor([len(w.first) for w in found])
    first = pad([w.first for w in found])
    present = torch.arange(first.shape[1]) < n_words[:, None]
    return Inputs(pieces, pad([w.shapes for w in found]), pad([w.marks for w in found]), bias, first, present)


def at_words(values: Tensor, first: Tensor) -> Tensor:
    """Values of pieces (batch, pieces, n) at each word's first piece."""
    return values.gather(1, first.unsqueeze(-1).expand(-1, -1, values.shape[-1]))


def marked_pieces(window: Window, cue: np.ndarray) -> np.ndarray:
    """1 on the pieces of the cue's words."""
    return np.isin(window.piece_word, cue).astype(np.float32)


def loss_of(network: Network, batch: Sequence[Example]) -> Tensor:
    """The loss of one batch."""
    x = inputs([e.window for e in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        low = network.lower(x.pieces, x.shapes, x.marks, x.bias)
        cue_scores = at_words(network.cues(low, x.bias), x.first).float()
    labels = pad([e.cues for e in batch])
    loss = CUE_WEIGHT * F.cross_entropy(cue_scores[x.present], labels[x.present])
    rows = [(k, cue, roles) for k, e in enumerate(batch) for cue, roles in e.frames]
    if not rows:
        return loss
    owner = torch.tensor([k for k, _, _ in rows])
    width = x.pieces.shape[1]
    marked = torch.from_numpy(
        np.stack([np.pad(m := marked_pieces(batch[k].window, cue), (0, width - len(m))) for k, cue, _ in rows])
    )
    roles = torch.from_numpy(np.stack([np.pad(r, (0, x.first.shape[1] - len(r))) for _, _, r in rows]))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores, hints = network.roles(low[owner], x.bias[owner], marked)
    first, present = x.first[owner], x.present[owner]
    scores, hints = at_words(scores, first).float(), at_words(hints, first).float()
    loss = loss + CRF_WEIGHT * network.crf_loss(scores, roles, present)
    for number in (0, 1):
        target = (roles[present] == number + 1).float()
        loss = loss + HINT_WEIGHT * F.binary_cross_entropy_with_logits(hints[present][:, number], target)
    return loss


def batches(found: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Batches of windows of like length, in random order."""
    order = sorted(found, key=lambda e: len(e.window.pieces) + chance.uniform(-8, 8))
    cut = [order[k : k + size] for k in range(0, len(order), size)]
    chance.shuffle(cut)
    yield from cut


def portions(batch: Sequence[Example]) -> Iterator[Sequence[Example]]:
    """A batch in parts that memory holds, each window counted once and once more a cue."""
    longest = max(len(e.window.pieces) for e in batch)
    if len(batch) > 1 and longest * sum(1 + len(e.frames) for e in batch) > _ROOM:
        half = len(batch) // 2
        yield from portions(batch[:half])
        yield from portions(batch[half:])
    else:
        yield batch


class Recipe(NamedTuple):
    """How a network is trained."""

    rate: float = 2e-4
    """Of the encoder."""
    heads: float = 1e-3
    frozen: int = 0
    """Lowest layers that stay as they are."""

    def optimizer(self, network: Network) -> torch.optim.Optimizer:
        """AdamW over what is trained."""
        network.words.weight.requires_grad_(False)
        for layer in network.layers[: self.frozen]:
            layer.requires_grad_(False)
        named = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
        groups = [
            {"params": [p for name, p in named if not name.startswith(_HEADS)], "lr": self.rate},
            {"params": [p for name, p in named if name.startswith(_HEADS)], "lr": self.heads},
        ]
        return torch.optim.AdamW(groups, weight_decay=0.01)


LARGE_RECIPE = Recipe(rate=7e-5, frozen=2)
"""Of the size of MPNet."""


def halved(found: Sequence[Example], epochs: int, chance: random.Random) -> list[list[Example]]:
    """Passes that read every window with attributions, and half of the others in turn."""
    told, others = [e for e in found if e.frames], [e for e in found if not e.frames]
    chance.shuffle(others)
    return [told + others[k % 2 :: 2] for k in range(epochs)]


Work = tuple[Sequence[Example], Callable[[Sequence[Example]], Tensor]]
"""A batch, and its loss."""


def descend(network: Network, work: Sequence[Work], recipe: Recipe) -> None:
    """Train in place; the weights that stay are the mean over the last fifth of the steps (Izmailov et al. 2018)."""
    optimizer = recipe.optimizer(network)
    steps, warm = len(work), max(1, len(work) // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / max(1, steps - warm)))
    )
    network.train()
    begun, total = time.time(), 0.0
    mean = torch.optim.swa_utils.AveragedModel(network)
    for step, (batch, loss_of_some) in enumerate(work, 1):
        optimizer.zero_grad()
        for some in portions(batch):
            loss = loss_of_some(some) * (len(some) / len(batch))
            loss.backward()
            total += loss.item()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step > 0.8 * steps and step % 10 == 0:
            mean.update_parameters(network)
        if step % 50 == 0:
            print(f"step {step}/{steps} loss {total / 50:.3f} {time.time() - begun:.0f} s", flush=True)
            total = 0.0
    if mean.n_averaged > 0:
        network.load_state_dict(mean.module.state_dict())


@torch.no_grad()
def predict(network: Network, documents: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Attributions of each document, in the format that they were trained on."""
    network.eval()
    answers = []
    for document in documents:
        text, found = document["text"], []
        for window in windows(text, paragraph_spans(text)):
            found.extend(_attributions(network, window))
        answers.append({"id": document["id"], "attributions": found})
    return answers


def _attributions(network: Network, window: Window) -> Iterator[dict[str, Any]]:
    x = inputs([window])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        low = network.lower(x.pieces, x.shapes, x.marks, x.bias)
        labels = at_words(network.cues(low, x.bias), x.first)[0].float().argmax(-1).tolist()
    cues: list[list[int]] = []
    for k, label in enumerate(labels):
        if label == 1 or (label == 2 and not (cues and cues[-1][-1] == k - 1)):
            cues.append([k])
        elif label == 2:
            cues[-1].append(k)
    for cue in cues:
        marked = torch.from_numpy(marked_pieces(window, np.asarray(cue)))[None]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores, _ = network.roles(low, x.bias, marked)
        roles = viterbi(at_words(scores, x.first)[0].float(), network)
        content, source = _runs(window, roles, 1), _runs(window, roles, 2)
        if content:
            nearest = min(source, key=lambda s: abs(s[0] - window.spans[cue[0]].start), default=None)
            span = [window.spans[cue[0]].start, window.spans[cue[-1]].end]
            yield {"source": nearest, "cue": span, "content": content}


def _runs(window: Window, roles: Sequence[int], role: int) -> list[list[int]]:
    runs: list[list[int]] = []
    last = -2
    for k, r in enumerate(roles):
        if r == role:
            span: Span = window.spans[k]
            if last == k - 1:
                runs[-1][1] = span.end
            else:
                runs.append([span.start, span.end])
            last = k
    return runs


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--minilm", type=Path, required=True, help="folder of all-MiniLM-L6-v2, or of all-mpnet-base-v2")
    options.add_argument("--large", action="store_true", help="the size of MPNet, for a teacher")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--docs", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rate", type=float, help="of the encoder, where it is not the recipe's")
    options.add_argument("--start", type=Path, help="weights to go on from, in place of MiniLM's")
    given = options.parse_args()
    torch.manual_seed(given.seed)
    documents = [json.loads(line) for line in (given.data / "polnear-train.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = [d for k, d in enumerate(documents) if k % 20][: given.docs]
    chance = random.Random(given.seed)
    silver = list(headlines(documents, chance))
    found = examples([*(restyled(d, chance) for d in documents), *silver])
    print(f"{len(silver)} headlines of silver", flush=True)
    print(f"{len(documents)} documents, {len(found)} windows, {sum(len(e.frames) for e in found)} attributions", flush=True)
    network = Network(LARGE if given.large else Config())
    if given.start:
        network.load_state_dict(torch.load(given.start)["weights"])
    elif given.large:
        network.load_mpnet(given.minilm / "model.safetensors")
    else:
        network.load_minilm(given.minilm / "model.safetensors")
    recipe = LARGE_RECIPE if given.large else Recipe()
    passes = halved(found, given.epochs, chance) if given.large else [found] * given.epochs
    work = [(batch, partial(loss_of, network)) for found in passes for batch in batches(found, BATCH, chance)]
    descend(network, work, recipe._replace(rate=given.rate or recipe.rate))
    torch.save({"config": network.config.__dict__, "weights": network.state_dict()}, given.out)


if __name__ == "__main__":
    main()
