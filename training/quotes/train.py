"""Train the quote network on attributions (PolNeAR's format) and write the weights.

    python -m training.quotes.train --data FOLDER --minilm FOLDER --out weights.pt [--epochs 4] [--docs N]

FOLDER of the data holds ``polnear-train.jsonl``; every twentieth document is held back for choosing. The recipe: AdamW with
2e-4 on the encoder (word embeddings frozen) and 1e-3 on the heads, 32 paragraphs a batch, warm-up over a fifteenth of the
steps, then linear decay; cue loss weighs 2, CRF likelihood 1, two helper tasks (is this word content? source?) 0.05 each.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from rashomon.extract.quotes.windows import Window, windows
from rashomon.model import Span
from training.quotes.network import Config, Network, viterbi
from training.quotes.silver import headlines, restyled

CUE_WEIGHT, CRF_WEIGHT, HINT_WEIGHT = 2.0, 1.0, 0.05
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


def train(network: Network, found: Sequence[Example], *, epochs: int, seed: int, rate: float = 2e-4, size: int = 32) -> None:
    """Train in place; the weights that stay are the mean over the last fifth of the steps (Izmailov et al. 2018)."""
    chance = random.Random(seed)
    network.words.weight.requires_grad_(False)
    heads = ("cue", "role", "hint", "transitions", "begins", "ends", "shapes", "marks", "marker")
    groups = [
        {"params": [p for n, p in network.named_parameters() if p.requires_grad and not n.startswith(heads)], "lr": rate},
        {"params": [p for n, p in network.named_parameters() if n.startswith(heads)], "lr": 5 * rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * ((len(found) + size - 1) // size)
    warm = max(1, steps // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    network.train()
    begun, total, step = time.time(), 0.0, 0
    mean = torch.optim.swa_utils.AveragedModel(network)
    for epoch in range(epochs):
        for batch in batches(found, size, chance):
            optimizer.zero_grad()
            loss = loss_of(network, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total, step = total + loss.item(), step + 1
            if step > 0.8 * steps and step % 10 == 0:
                mean.update_parameters(network)
            if step % 100 == 0:
                print(f"epoch {epoch} step {step}/{steps} loss {total / 100:.3f} {time.time() - begun:.0f} s", flush=True)
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
    options.add_argument("--minilm", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--docs", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rate", type=float, default=2e-4, help="of the encoder; the heads learn five times as fast")
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
    network = Network(Config())
    if given.start:
        network.load_state_dict(torch.load(given.start)["weights"])
    else:
        network.load_minilm(given.minilm / "model.safetensors")
    train(network, found, epochs=given.epochs, seed=given.seed, rate=given.rate)
    torch.save({"config": network.config.__dict__, "weights": network.state_dict()}, given.out)


if __name__ == "__main__":
    main()
