"""Make ``data/meanings``: a short vector for each root of English news, and whether it tells of a happening.

    python -m training.meanings --minilm FOLDER [--data FOLDER] [--leave-out STORY ...]

Words are those that stand without a capital in three articles of ``bulk`` or of ``quotes`` (training part). Each is read alone
by all-MiniLM-L6-v2 (needs torch and transformers); the words of a root are averaged, and the 64 strongest directions kept.
Which roots tell of a happening is learned from the events marked in ECB+ (training topics), by logistic regression.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from benchmarks.ecb import load
from benchmarks.where import parser, require

from rashomon.reconcile.stems import stem
from rashomon.reconcile.weigh import Roots
from rashomon.words import STOPWORDS
from training.logistic import logistic

_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "meanings"
_WORD = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")
_ARTICLES = 3
_DIMENSIONS = 64
_PENALTY = 3.0


def vocabulary(data: str | None, leave_out: list[str]) -> list[str]:
    """Words without a capital that stand in three articles."""
    counts: Counter[str] = Counter()
    for parts in (("bulk", "articles.jsonl"), ("quotes", "polnear-train.jsonl")):
        for line in require(data, *parts).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("story") not in leave_out:
                counts.update(set(_WORD.findall(row["text"])))
    return sorted(word for word, n in counts.items() if n >= _ARTICLES and word not in STOPWORDS)


def encoded(words: list[str], folder: str) -> np.ndarray:
    """Unit vectors of words read alone, of shape (words, 384)."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    torch.set_num_threads(1)
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    found = []
    with torch.no_grad():
        for start in range(0, len(words), 256):
            batch = tokenizer(words[start : start + 256], padding=True, return_tensors="pt")
            mask = batch["attention_mask"].unsqueeze(-1)
            mean = (model(**batch).last_hidden_state * mask).sum(1) / mask.sum(1)
            found.append(torch.nn.functional.normalize(mean, dim=1).numpy())
    return np.concatenate(found)


def by_root(words: list[str], vectors: np.ndarray) -> tuple[list[str], np.ndarray]:
    """Roots and their unit vectors, of shape (roots, 64)."""
    held: dict[str, list[np.ndarray]] = defaultdict(list)
    for word, vector in zip(words, vectors, strict=True):
        held[stem(word)].append(vector)
    roots = sorted(held)
    means = np.array([np.mean(held[root], axis=0) for root in roots])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    means -= means.mean(axis=0)
    left, strengths, _ = np.linalg.svd(means, full_matrices=False)
    short = left[:, :_DIMENSIONS] * strengths[:_DIMENSIONS]
    return roots, short / np.linalg.norm(short, axis=1, keepdims=True)


def happening(data: str | None, roots: list[str], vectors: np.ndarray) -> np.ndarray:
    """Log odds that each root tells of a happening, learned from the training topics of ECB+."""
    place = {root: i for i, root in enumerate(roots)}
    values, truths = [], []
    for topic in load(data, "train"):
        texts = {account.article.id: Roots(account.article.text) for account in topic.story.accounts}
        marked = defaultdict(list)
        for mention in topic.mentions:
            marked[mention.article, topic.sentence(mention.article, mention.span)].append(mention.span)
        for (article, sentence), spans in sorted(marked.items()):
            for word in texts[article].within((sentence,)):
                if word.root in place:
                    values.append(vectors[place[word.root]])
                    truths.append(any(span.covers(word.span) for span in spans))
    weights = logistic(np.array(values), np.array(truths, dtype=float), penalty=_PENALTY)
    return np.asarray(vectors @ weights[:-1] + weights[-1])


def main() -> None:
    """Make the vectors and store them."""
    options = parser(__doc__)
    options.add_argument("--minilm", required=True, help="folder of all-MiniLM-L6-v2")
    options.add_argument("--leave-out", nargs="*", default=["neus-88", "neus-437"], metavar="STORY")
    given = options.parse_args()
    words = vocabulary(given.data, given.leave_out)
    roots, vectors = by_root(words, encoded(words, given.minilm))
    logits = happening(given.data, roots, vectors)
    table = np.column_stack([vectors * 127, np.clip(logits * 16, -127, 127)]).round().astype(np.int8)
    _TARGET.mkdir(exist_ok=True)
    (_TARGET / "roots.txt").write_text("\n".join(roots) + "\n", encoding="utf-8")
    np.save(_TARGET / "vectors.npy", table, allow_pickle=False)
    print(f"{len(words)} words, {len(roots)} roots")


if __name__ == "__main__":
    main()
