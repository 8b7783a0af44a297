"""Teach the network of second readings, on pairs of quotes and mentions of events that were judged by reading.

    python -m training.second.train --data FOLDER --minilm FOLDER --out weights.pt [--epochs 2]

Batches of either kind come in random order; each pair is read in either order, at random. AdamW with 6e-5 on the encoder (word
embeddings frozen) and 1e-3 on the heads, 32 rows a batch, warm-up over a tenth of the steps, then linear decay. The loss of a
mention: whether it is listed, and where it is, its type, and with a weight of .3 each the kinds of its sides.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import torch
from benchmarks.further import with_readings
from torch import Tensor
from torch.nn import functional as F

from rashomon.pieces import OPEN
from rashomon.second import EVENT_TYPES, Row, event_pieces, pair_pieces
from training.quotes.network import Config
from training.second.labels import Mention, Pair, read_labels, read_mentions
from training.second.network import SIDES, Reader
from training.second.readings import read_taught

_SIZE = 32
_SIDE_WEIGHT = 0.3
Item = TypeVar("Item")


def tensors(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor]:
    """Rows of pieces as padded tensors: pieces, sides, lengths."""
    longest = max(len(row) for row, _ in rows)
    pieces = torch.tensor([row + [0] * (longest - len(row)) for row, _ in rows])
    sides = torch.tensor([[int(k >= second) for k in range(longest)] for _, second in rows])
    return pieces, sides, torch.tensor([len(row) for row, _ in rows])


def batches(items: Sequence[Item], size: Callable[[Item], int], chance: random.Random) -> Iterator[list[Item]]:
    """Batches of items of like length."""
    order = sorted(items, key=lambda item: size(item) + chance.uniform(-30, 30))
    yield from (order[k : k + _SIZE] for k in range(0, len(order), _SIZE))


def pair_loss(network: Reader, batch: Sequence[Pair], chance: random.Random) -> Tensor:
    """Cross entropy of "one utterance"."""
    rows = [pair_pieces(p.one, p.other) if chance.random() < 0.5 else pair_pieces(p.other, p.one) for p in batch]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network.pair(*tensors(rows))
    return F.binary_cross_entropy_with_logits(scores.float(), torch.tensor([float(p.same) for p in batch]))


def mention_loss(network: Reader, batch: Sequence[Mention]) -> Tensor:
    """Cross entropies of "listed", and of the type and the sides of those that are."""
    rows = [event_pieces(m.title, m.before, m.trigger, m.after) for m in batch]
    marks = torch.tensor([row.index(OPEN) for row, _ in rows])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = network.event(*tensors(rows), marks).float()
    loss = F.binary_cross_entropy_with_logits(found[:, 0], torch.tensor([float(m.type is not None) for m in batch]))
    listed = [k for k, m in enumerate(batch) if m.type in EVENT_TYPES]
    if not listed:
        return loss
    types, actors, recipients = found[listed, 1:].split((len(EVENT_TYPES), len(SIDES), len(SIDES)), dim=1)
    loss = loss + F.cross_entropy(types, torch.tensor([EVENT_TYPES.index(batch[k].type or "") for k in listed]))
    loss = loss + _SIDE_WEIGHT * F.cross_entropy(actors, torch.tensor([batch[k].actor or 0 for k in listed]))
    return loss + _SIDE_WEIGHT * F.cross_entropy(recipients, torch.tensor([batch[k].recipient or 0 for k in listed]))


def train(network: Reader, pairs: Sequence[Pair], mentions: Sequence[Mention], *, epochs: int, seed: int) -> None:
    """Train in place."""
    chance = random.Random(seed)
    network.encoder.words.weight.requires_grad_(False)
    heads = [*network.out.parameters(), *network.ev.parameters()]
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": body, "lr": 6e-5}, {"params": heads, "lr": 1e-3}], weight_decay=0.01)
    steps = epochs * sum((len(items) + _SIZE - 1) // _SIZE for items in (pairs, mentions))
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    network.train()
    begun, step = time.time(), 0
    for epoch in range(epochs):
        work: list[Callable[[], Tensor]] = []
        for some in batches(pairs, lambda p: len(p.one) + len(p.other), chance):
            work.append(lambda some=some: pair_loss(network, some, chance))  # type: ignore[misc]
        for told in batches(mentions, lambda m: len(m.title) + len(m.before) + len(m.after), chance):
            work.append(lambda told=told: mention_loss(network, told))  # type: ignore[misc]
        chance.shuffle(work)
        for loss_of in work:
            loss = loss_of()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"epoch {epoch} step {step}/{steps} loss {loss.item():.3f} {time.time() - begun:.0f} s", flush=True)


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "minilm", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    bulk = given.data / "bulk" / "articles.jsonl"
    taught = list(read_taught(bulk))
    own = set(with_readings())  # told by their readings, or left to fits and reports
    pairs = [*(p for p in read_labels(bulk) if p.story not in own), *(pair for story in taught for pair in story.pairs)]
    mentions = [*(m for m in read_mentions(bulk) if m.story not in own), *(m for story in taught for m in story.mentions)]
    network = Reader(Config())
    network.load_minilm(given.minilm / "model.safetensors")
    print(f"{len(pairs)} pairs, {sum(p.same for p in pairs)} of them one; {len(mentions)} mentions", flush=True)
    train(network, pairs, mentions, epochs=given.epochs, seed=given.seed)
    torch.save({"config": network.config.__dict__, "weights": network.state_dict()}, given.out)


if __name__ == "__main__":
    main()
