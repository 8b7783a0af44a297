"""What the pipeline says of sentences: by its weights and our own steps, or, where it is built otherwise, by spaCy itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.parse.entities import Finder
from rashomon.parse.network import Encoder, Ints, times
from rashomon.parse.transitions import Parser, edges, lifted

__all__ = ["Predicted", "by_spacy", "predictor"]


class Predicted(NamedTuple):
    """Columns of a sentence's tokens; offsets and heads are counted from the sentence's start."""

    starts: Sequence[int]
    lengths: Sequence[int]
    tags: Sequence[str]
    deps: Sequence[str]
    heads: Sequence[int]
    ents: Sequence[str]
    """Label of the entity, empty outside."""
    begins: Sequence[bool]
    """Whether an entity begins."""


Predict = Callable[[Sequence[Any]], list[Predicted]]
"""From spaCy's documents, one a sentence, none parsed."""

_PROBES = (
    'Mara Holt, 52, told the Norland Post on Monday: "We have not agreed to pay $3.5 million," her spokesman said.',
    "Of the ships that were seen there, none could be reached before dawn , which officials in Ostvik called a scandal.",
)


def predictor(nlp: Any) -> Predict:
    """What predicts: ours if the pipeline is built as we know it and ours says the same as spaCy does."""
    try:
        ours = _Ours(nlp)
        same = ours([nlp.make_doc(text) for text in _PROBES]) == by_spacy(nlp, [nlp.make_doc(text) for text in _PROBES])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        same = False
    return ours if same else lambda docs: by_spacy(nlp, docs)


def by_spacy(nlp: Any, docs: Sequence[Any]) -> list[Predicted]:
    """What spaCy's own components say. Columns are taken at once: asking each token costs a third of the parse."""
    from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LENGTH, TAG

    names = nlp.vocab.strings
    found = []
    for doc in nlp.pipe(docs, batch_size=max(1, len(docs))):
        columns = doc.to_array([IDX, LENGTH, TAG, DEP, HEAD, ENT_TYPE, ENT_IOB])
        starts, lengths, tags, deps, _, ents, iob = columns.T.tolist()
        heads = (columns[:, 4].astype("int64") + np.arange(len(columns))).tolist()  # counted from the token in spaCy
        tag_names, dep_names, ent_names = ([names[number] for number in numbers] for numbers in (tags, deps, ents))
        found.append(Predicted(starts, lengths, tag_names, dep_names, heads, ent_names, [mark == 3 for mark in iob]))
    return found


class _Ours:
    """The components of spaCy's small pipelines, run for many sentences at once."""

    def __init__(self, nlp: Any) -> None:
        """Take the weights.

        Raises:
            ValueError: if the pipeline is not built as expected. Other errors tell the same.
        """
        if nlp.pipe_names != ["tok2vec", "tagger", "parser", "ner"]:
            raise ValueError("the pipeline has other components than expected")
        ner = nlp.get_pipe("ner")
        self._shared = Encoder(nlp.get_pipe("tok2vec").model)
        self._own = Encoder(ner.model.get_ref("tok2vec").layers[0])
        softmax = nlp.get_pipe("tagger").model.layers[-1].layers[0]
        if softmax.name != "softmax":
            raise ValueError("the tagger's layers are others than expected")
        self._tag = np.ascontiguousarray(softmax.get_param("W").T), softmax.get_param("b")
        self._tags = nlp.get_pipe("tagger").labels
        self._parser, self._finder = Parser(nlp.get_pipe("parser")), Finder(ner)
        self._labels = np.array(self._parser.labels, dtype=object)
        self._decorated = np.array(["||" in label for label in self._parser.labels])
        names = [*dict.fromkeys(self._shared.columns + self._own.columns)]
        self._columns = ["IDX", "LENGTH", "IS_SPACE", "ORTH", "NORM", "SPACY", *names]
        self._places = [[self._columns.index(name) for name in e.columns] for e in (self._shared, self._own)]

    def __call__(self, docs: Sequence[Any]) -> list[Predicted]:
        lengths = [len(doc) for doc in docs if len(doc)]
        if not lengths:
            return [Predicted(*((),) * 7) for _ in docs]
        columns = np.concatenate([doc.to_array(self._columns) for doc in docs if len(doc)])
        blanks = columns[:, 2] > 0
        found = _Arcs(*self._arcs(columns, lengths, blanks))
        rows = self._own(_keys(columns), columns[:, self._places[1]], lengths)
        entities = self._finder(rows, blanks, found.closed)
        ents, begins = [""] * len(columns), [False] * len(columns)
        for first, end, label in entities:
            ents[first:end] = [label] * (end - first)
            begins[first] = True
        whole = (*columns[:, :2].T.tolist(), found.tags, found.deps, found.heads, ents, begins)
        ends = iter(np.cumsum(lengths).tolist())
        made = []
        for doc in docs:
            end = next(ends) if len(doc) else 0
            made.append(Predicted(*(column[end - len(doc) : end] for column in whole)))
        return made

    def _arcs(self, columns: NDArray[np.uint64], lengths: Sequence[int], blanks: NDArray[np.bool_]) -> _Arcs:
        """Tags and dependencies."""
        rows = self._shared(_keys(columns), columns[:, self._places[0]], lengths)
        tags = (times(rows, self._tag[0]) + self._tag[1]).argmax(axis=1)
        heads, arcs = self._parser(rows, lengths)
        ends: Ints = np.cumsum(np.array(lengths))
        firsts: Ints = ends - np.array(lengths)
        closed = np.zeros(len(heads), dtype=bool)
        closed[ends - 1] = True
        inner = (np.where(heads < 0, np.arange(len(heads)), heads) - np.repeat(firsts, lengths)).tolist()
        labels = np.where(heads < 0, "ROOT", self._labels[arcs]).tolist()
        is_odd = np.add.reduceat((heads < 0).astype(np.int64), firsts) != 1  # several trees
        is_odd |= np.add.reduceat(self._decorated[arcs].astype(np.int64), firsts) > 0
        for k in np.flatnonzero(is_odd).tolist():
            mine = slice(int(firsts[k]), int(ends[k]))
            sentence, names = inner[mine], labels[mine]
            lifted(sentence, names, blanks[mine].tolist())
            inner[mine], labels[mine] = sentence, names
            for begin in edges(sentence)[2] - {0}:
                closed[mine.start + begin - 1] = True
        return _Arcs([self._tags[tag] for tag in tags.tolist()], inner, labels, closed)


class _Arcs(NamedTuple):
    tags: list[str]
    heads: list[int]
    deps: list[str]
    closed: NDArray[np.bool_]
    """After which words a tree ends."""


_ODD = np.uint64(0x9E3779B97F4A7C15)


def _keys(columns: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A number for each word as the encoders see it: its form, its norm, and whether a blank follows."""
    form, norm, blank = columns[:, 3], columns[:, 4], columns[:, 5]
    keys: NDArray[np.uint64] = form ^ (norm * _ODD + blank)
    return keys
