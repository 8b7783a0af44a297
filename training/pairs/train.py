"""Teach the network that reads two quotes side by side, on pairs that were judged by reading.

    python -m training.pairs.train --data FOLDER --minilm FOLDER --out weights.pt [--epochs 3] [--held 8]

Each pair is read in either order, at random. AdamW with 6e-5 on the encoder (word embeddings frozen) and 1e-3 on the head, 32
pairs a batch, warm-up over a tenth of the steps, then linear decay. With ``--held N`` every N-th story is left out and the
average precision on it printed.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from rashomon.reconcile.second import pair_pieces
from training.pairs.labels import Pair, read_labels
from training.pairs.network import Pairs
from training.quotes.network import Config

_SIZE = 32
Row = tuple[list[int], int]


def tensors(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor]:
    """Rows of pieces as padded tensors: pieces, sides, lengths."""
    longest = max(len(row) for row, _ in rows)
    pieces = torch.tensor([row + [0] * (longest - len(row)) for row, _ in rows])
    sides = torch.tensor([[int(k >= second) for k in range(longest)] for _, second in rows])
    return pieces, sides, torch.tensor([len(row) for row, _ in rows])


def batches(pairs: Sequence[Pair], chance: random.Random) -> Iterator[list[Pair]]:
    """Batches of pairs of like length, in random order."""
    order = sorted(pairs, key=lambda p: len(p.one) + len(p.other) + chance.uniform(-30, 30))
    cut = [order[k : k + _SIZE] for k in range(0, len(order), _SIZE)]
    chance.shuffle(cut)
    yield from cut


def train(network: Pairs, pairs: Sequence[Pair], *, epochs: int, seed: int, rate: float = 6e-5) -> None:
    """Train in place."""
    chance = random.Random(seed)
    network.encoder.words.weight.requires_grad_(False)
    head = list(network.out.parameters())
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": head, "lr": 1e-3}], weight_decay=0.01)
    steps = epochs * ((len(pairs) + _SIZE - 1) // _SIZE)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    network.train()
    begun, step = time.time(), 0
    for epoch in range(epochs):
        for batch in batches(pairs, chance):
            rows = [pair_pieces(p.one, p.other) if chance.random() < 0.5 else pair_pieces(p.other, p.one) for p in batch]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(*tensors(rows))
            loss = F.binary_cross_entropy_with_logits(scores.float(), torch.tensor([float(p.same) for p in batch]))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 25 == 0:
                print(f"epoch {epoch} step {step}/{steps} loss {loss.item():.3f} {time.time() - begun:.0f} s", flush=True)


@torch.no_grad()
def average_precision(network: Pairs, pairs: Sequence[Pair]) -> float:
    """Of the pairs that are one, ranked by the network."""
    network.eval()
    scores = [float(network(*tensors([pair_pieces(p.one, p.other)]))[0]) for p in pairs]
    truth = np.array([pairs[k].same for k in np.argsort(scores)[::-1]])
    return float((np.cumsum(truth) / np.arange(1, len(truth) + 1))[truth].mean())


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "minilm", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--held", type=int, default=0)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    pairs = list(read_labels(given.data / "bulk" / "articles.jsonl"))
    stories = sorted({p.story for p in pairs})
    held = set(stories[:: given.held]) if given.held else set[str]()
    network = Pairs(Config())
    network.load_minilm(given.minilm / "model.safetensors")
    print(f"{len(pairs)} pairs, {sum(p.same for p in pairs)} of them one, {len(held)} stories held back", flush=True)
    train(network, [p for p in pairs if p.story not in held], epochs=given.epochs, seed=given.seed)
    torch.save({"config": network.config.__dict__, "weights": network.state_dict()}, given.out)
    if held:
        print(f"average precision {average_precision(network, [p for p in pairs if p.story in held]):.3f}")


if __name__ == "__main__":
    main()
