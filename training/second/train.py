"""Teach the network of second readings: pairs of quotes, mentions of events, and facts, all judged by reading.

    python -m training.second.train --data FOLDER --minilm FOLDER --out weights.pt [--epochs 2] [--start weights.pt]

Batches of each kind come in random order; each pair is read in either order, at random. AdamW with 6e-5 on the encoder (word
embeddings frozen) and 1e-3 on the heads, 32 rows a batch, warm-up over a tenth of the steps, then linear decay. The loss of a
mention: whether it is listed, and where it is, its type, with a weight of .3 each the kinds of its sides, and with one of 2
whether those act and bear whom its sentence names. Mentions of one story are read together, and learn besides to mean the same
as those of other accounts that tell their event, and not the same as the others (InfoNCE, van den Oord et al. 2018, with a
place for none).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import torch
from benchmarks.further import with_readings
from torch import Tensor
from torch.nn import functional as F

from rashomon.pieces import CLOSE, OPEN, WORD, word_pieces
from rashomon.second import EVENT_TYPES, Row, event_pieces, fact_pieces, pair_pieces
from training.quotes.network import Config
from training.second.labels import Fact, Marked, Mention, Pair, read_clusters, read_facts, read_labels, read_mentions
from training.second.network import SIDES, Reader
from training.second.readings import read_taught

_SIZE = 32
_SIDE_WEIGHT = 0.3
_PART_WEIGHT = 2.0
_TOGETHER, _LISTED_SHARE = 48, 0.7
"""Mentions of a story that are read together, and how many of them at most tell an event that a reader lists."""
_ALONE_WEIGHT, _UNLISTED_WEIGHT = 0.5, 0.15
"""What a mention counts that one account alone has, and one that no reader lists, beside one that several have."""
Item = TypeVar("Item")


class Lessons(NamedTuple):
    """All that is taught."""

    pairs: Sequence[Pair]
    mentions: Sequence[Mention]
    facts: Sequence[Fact]
    stories: Sequence[Sequence[Marked]]


def thinned(lessons: Lessons, share: float, chance: random.Random) -> Lessons:
    """The lessons with a share of the pairs, and of the mentions and sentences that no reader lists."""
    return Lessons(
        [pair for pair in lessons.pairs if chance.random() < share],
        [mention for mention in lessons.mentions if mention.type or chance.random() < share],
        [fact for fact in lessons.facts if fact.pointed_out or chance.random() < share],
        lessons.stories,
    )


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


def places(mention: Mention, row: Sequence[int], second: int) -> dict[int, int]:
    """The first piece of each word of a mention's sentence in its row, by where the word begins in the sentence."""
    mark, close = row.index(OPEN), row.index(CLOSE)
    before, trigger, after = mention.before, mention.trigger, mention.after
    left = _starts(before, 0)
    held = (
        (second, left[len(left) - (mark - second) :]),
        (mark + 1, _starts(trigger, len(before))),
        (close + 1, _starts(after, len(before) + len(trigger))[: len(row) - close - 2]),
    )
    return {start: first + k for first, starts in held for k, start in enumerate(starts) if start is not None}


def _starts(text: str, offset: int) -> list[int | None]:
    """Of each piece of a text, where the word begins whose first it is."""
    words = ((offset + match.start(), word_pieces(match[0])) for match in WORD.finditer(text))
    return [None if k else start for start, pieces in words for k in range(len(pieces))]


class Answers(NamedTuple):
    """What the network says of some mentions, and the rows in which it read them."""

    rows: Sequence[Row]
    found: Tensor
    parts: Tensor
    meanings: Tensor


def read(network: Reader, mentions: Sequence[Mention]) -> Answers:
    """Mentions as the network reads them."""
    rows = [event_pieces(m.title, m.before, m.trigger, m.after) for m in mentions]
    marks = torch.tensor([row.index(OPEN) for row, _ in rows])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return Answers(rows, *network.event(*tensors(rows), marks))


def mention_loss(network: Reader, mentions: Sequence[Mention]) -> Tensor:
    """The loss of mentions of whatever stories."""
    return answers_loss(mentions, read(network, mentions))


def answers_loss(mentions: Sequence[Mention], answers: Answers) -> Tensor:
    """Cross entropies of "listed", and of the type and the sides of those that are, by their kinds and by who is named."""
    found, parts = answers.found, answers.parts
    loss = F.binary_cross_entropy_with_logits(found[:, 0], torch.tensor([float(m.type is not None) for m in mentions]))
    listed = [k for k, m in enumerate(mentions) if m.type in EVENT_TYPES]
    if not listed:
        return loss
    types, actors, recipients = found[listed, 1:].split((len(EVENT_TYPES), len(SIDES), len(SIDES)), dim=1)
    loss = loss + F.cross_entropy(types, torch.tensor([EVENT_TYPES.index(mentions[k].type or "") for k in listed]))
    loss = loss + _SIDE_WEIGHT * F.cross_entropy(actors, torch.tensor([mentions[k].actor for k in listed]))
    loss = loss + _SIDE_WEIGHT * F.cross_entropy(recipients, torch.tensor([mentions[k].recipient for k in listed]))
    at_pieces = {k: places(mentions[k], *answers.rows[k]) for k in listed}
    named = [(k, at_pieces[k][one.start], one) for k in listed for one in mentions[k].named if one.start in at_pieces[k]]
    if not named:
        return loss
    at = tuple(torch.tensor(places) for places in zip(*((k, piece) for k, piece, _ in named), strict=True))
    truths = torch.tensor([[float(one.acts), float(one.bears)] for _, _, one in named])
    return loss + _PART_WEIGHT * F.binary_cross_entropy_with_logits(parts[at], truths)


def together(story: Sequence[Marked], chance: random.Random) -> Iterator[list[Marked]]:
    """Mentions of a story to be read together, drawn twice of a long one."""
    for _ in range(max(1, min(2, round(len(story) / (2 * _TOGETHER))))):
        listed = [one for one in story if one.event >= 0]
        others = [one for one in story if one.event < 0]
        chance.shuffle(listed)
        chance.shuffle(others)
        kept = listed[: int(_TOGETHER * _LISTED_SHARE)]
        yield [*kept, *others[: _TOGETHER - len(kept)]]


def story_loss(network: Reader, story: Sequence[Marked]) -> Tensor:
    """The loss of each mention, and cross entropy of which mentions of other accounts tell the same."""
    mentions = [one.mention for one in story]
    answers = read(network, mentions)
    accounts, events = (torch.tensor(column) for column in zip(*((one.article, one.event) for one in story), strict=True))
    apart = accounts[:, None] != accounts[None]
    same = apart & (events[:, None] == events[None]) & (events[:, None] >= 0)
    told = same.any(1)
    odds = network.alike(answers.meanings).masked_fill(~F.pad(apart, (0, 1), value=True), -1e4)
    truths = torch.cat([same.float(), (~told).float()[:, None]], 1)
    losses = -(truths / truths.sum(1, keepdim=True) * F.log_softmax(odds, 1)).sum(1)
    weights = torch.where(told, 1.0, torch.where(events >= 0, _ALONE_WEIGHT, _UNLISTED_WEIGHT))
    return answers_loss(mentions, answers) + (losses * weights).sum() / weights.sum()


def fact_loss(network: Reader, batch: Sequence[Fact]) -> Tensor:
    """Cross entropy of "pointed out"."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network.fact(*tensors([fact_pieces(fact.title, fact.sentence) for fact in batch]))
    return F.binary_cross_entropy_with_logits(scores.float(), torch.tensor([float(fact.pointed_out) for fact in batch]))


def work_of(network: Reader, lessons: Lessons, chance: random.Random) -> list[Callable[[], Tensor]]:
    """The losses of one reading of all lessons, in random order."""
    pairs = batches(lessons.pairs, lambda p: len(p.one) + len(p.other), chance)
    mentions = batches(lessons.mentions, lambda m: len(m.title) + len(m.before) + len(m.after), chance)
    facts = batches(lessons.facts, lambda f: len(f.title) + len(f.sentence), chance)
    work = [
        *(partial(pair_loss, network, some, chance) for some in pairs),
        *(partial(mention_loss, network, some) for some in mentions),
        *(partial(fact_loss, network, some) for some in facts),
        *(partial(story_loss, network, some) for story in lessons.stories for some in together(story, chance)),
    ]
    chance.shuffle(work)
    return work


def train(network: Reader, lessons: Lessons, *, epochs: int, seed: int) -> None:
    """Train in place."""
    chance = random.Random(seed)
    network.encoder.words.weight.requires_grad_(False)
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": body, "lr": 6e-5}, {"params": heads, "lr": 1e-3}], weight_decay=0.01)
    work = [loss_of for _ in range(epochs) for loss_of in work_of(network, lessons, chance)]
    steps = len(work)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    network.train()
    begun = time.time()
    for step, loss_of in enumerate(work, 1):
        loss = loss_of()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 50 == 0:
            print(f"step {step}/{steps} loss {loss.item():.3f} {time.time() - begun:.0f} s", flush=True)


def main() -> None:
    """Command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "minilm", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--epochs", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--start", type=Path, help="weights to go on from, in place of MiniLM's")
    options.add_argument("--share", type=float, default=1.0, help="of the pairs, and of what no reader lists, that is read")
    options.add_argument("--stories-only", action="store_true", help="teach the mentions of whole stories and nothing else")
    given = options.parse_args()
    torch.manual_seed(given.seed)
    bulk = given.data / "bulk" / "articles.jsonl"
    taught = list(read_taught(bulk))
    own = set(with_readings())  # told by their readings, or left to fits and reports
    lessons = Lessons(
        [*(p for p in read_labels(bulk) if p.story not in own), *(pair for story in taught for pair in story.pairs)],
        [*read_mentions(bulk, own), *(m for story in taught for m in story.mentions)],
        [*read_facts(bulk), *(fact for story in taught for fact in story.facts)],
        [*read_clusters(bulk, own), *(story.told for story in taught)],
    )
    lessons = thinned(lessons, given.share, random.Random(given.seed))
    if given.stories_only:
        lessons = Lessons([], [], [], lessons.stories)
    network = Reader(Config())
    if given.start:
        network.load_state_dict(torch.load(given.start)["weights"], strict=False)  # a head may be new
    else:
        network.load_minilm(given.minilm / "model.safetensors")
    print(", ".join(f"{len(items)} {name}" for name, items in lessons._asdict().items()), flush=True)
    train(network, lessons, epochs=given.epochs, seed=given.seed)
    torch.save({"config": network.config.__dict__, "weights": network.state_dict()}, given.out)


if __name__ == "__main__":
    main()
