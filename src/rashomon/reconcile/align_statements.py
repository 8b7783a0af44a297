"""Which quotes report one utterance, over direct, mixed and indirect forms.

The strongest sign are words inside quotation marks that two accounts share; paraphrases are known by their rare words, by who
speaks, and by what is told next to them. A logistic model weighs the signs (``data/alignment.toml``); a second one sees
each pair among its rivals: a quote that answers to another of the same article as well answers to neither for sure. Pairs that
both leave in doubt are read by a network, side by side (``second``), where the quotes were found by the accurate model.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.model import Account, Actor, Quote, Span, Story, Told
from rashomon.reconcile.alike import Alike, Likeness
from rashomon.reconcile.belonging import country_words
from rashomon.reconcile.bonds import Aligned, bond, bound
from rashomon.reconcile.cluster import candidates, chance, collapse, gather, margins, model
from rashomon.reconcile.marks import quoted_spans
from rashomon.reconcile.places import touched
from rashomon.reconcile.shown import shown
from rashomon.reconcile.utterances import Utterance, fuse, utterances
from rashomon.reconcile.weigh import Bag, Root, Weights
from rashomon.second import shipped
from rashomon.settings import Settings
from rashomon.words import STOPWORDS

__all__ = ["Compared", "align_statements", "compare", "second_readings"]

_NEGATIONS = frozenset("not no never cannot nor neither without nothing nobody none hardly".split())
_SAME, _TELLING = 0.9, 2.0
"""Share of quoted words, and their worth, from which two persons' quotations are taken for one person's."""
_NOTHING = Bag(frozenset(), 0.0)
_HOPELESS = -4.5
"""Log odds below which a pair is not worth a second reading."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A quote as it is compared."""

    utterance: Utterance
    speaker: Actor | None
    quoted: Bag
    """Terms (roots, and stop words as they are) inside quotation marks."""
    quoted_pairs: frozenset[tuple[str, str]]
    said: frozenset[str]
    """Terms of all that is attributed."""
    said_pairs: frozenset[tuple[str, str]]
    content: Bag
    near: Bag
    """The sentence of the quote and its neighbours."""
    cue: Bag
    negated: bool
    words: tuple[str, ...]

    @property
    def told(self) -> Told[Quote]:
        """The sentence as a quote of its article."""
        return self.utterance.told


def _terms(found: Sequence[Root]) -> list[str]:
    return [word.root or word.text for word in found]


def _pairs(terms: Sequence[str]) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(terms))


def _near(account: Account, span: Span) -> list[Span]:
    """The sentences that hold the span, and one on either side."""
    held = touched(account.sentences, span)
    if not held:
        return [span]
    return list(account.sentences[max(0, held[0] - 1) : held[-1] + 2])


def _said(account: Account, utterance: Utterance, *, who: Mapping[Actor, Actor], weights: Weights) -> _Said:
    quote = utterance.told.mention
    roots = weights.roots[account.article.id]
    content = roots.within(quote.content)
    quoted = _terms(roots.within(quoted_spans(account.article.text, quote)))
    distinct = frozenset(quoted)
    terms = _terms(content)
    negations = sum(_negates(word.text) for word in content)
    return _Said(
        utterance=utterance,
        speaker=who.get(quote.speaker, quote.speaker) if quote.speaker else None,
        quoted=Bag(distinct, weights.quoted(distinct)) if distinct else _NOTHING,
        quoted_pairs=_pairs(quoted),
        said=frozenset(terms),
        said_pairs=_pairs(terms),
        content=weights.bag(content),
        near=weights.within(account.article.id, _near(account, quote.span)),
        cue=weights.within(account.article.id, (quote.cue,)) if quote.cue else _NOTHING,
        negated=negations % 2 == 1,
        words=tuple(terms),
    )


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


def _share(part: Bag, whole: frozenset[str], weights: Weights) -> float:
    """Share of the worth of ``part`` that stands in ``whole``."""
    return min(1.0, weights.quoted(part.roots & whole) / max(part.worth, 0.5)) if part.roots else 0.0


def _pair_share(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _speakers(one: Actor | None, other: Actor | None) -> str:
    """How two speakers relate: ``same``, ``compatible`` (they speak for one country or body), ``different`` or ``unknown``."""
    if one is None or other is None:
        return "unknown"
    if one is other or one == other:
        return "same"
    if one.kind == other.kind == "person":
        return "different"
    if one.name == other.of or other.name == one.of:
        return "compatible"
    if not one.of or not other.of:
        return "unknown"
    return "compatible" if _home(one.of) == _home(other.of) else "different"


@functools.cache
def _home(of: str) -> str:
    """The country of a body that its name tells, else the body."""
    return country_words(of)[0] or of


def _are_two(one: _Said, other: _Said, weights: Weights) -> bool:
    """Whether two named persons speak, and do not say the very same: then one of the names was worked out wrongly."""
    mine, yours = one.speaker, other.speaker
    if mine is None or yours is None or mine == yours or not mine.kind == yours.kind == "person":
        return False
    lighter, heavier = (one.quoted, other.quoted) if one.quoted.worth <= other.quoted.worth else (other.quoted, one.quoted)
    return lighter.worth < _TELLING or _share(lighter, heavier.roots, weights) < _SAME


def _signs(one: _Said, other: _Said, weights: Weights, *, content: Likeness, near: Likeness) -> dict[str, float]:
    """What speaks for and against two quotes being one utterance, given how alike their words and their surroundings are; each
    sign between 0 and 1."""
    both = bool(one.quoted.roots and other.quoted.roots)
    lighter, heavier = (one.quoted, other.quoted) if one.quoted.worth <= other.quoted.worth else (other.quoted, one.quoted)
    quoted = _share(lighter, heavier.roots, weights) if both else 0.0
    in_said = max(_share(one.quoted, other.said, weights), _share(other.quoted, one.said, weights))
    shared = one.content.roots & other.content.roots
    speakers = _speakers(one.speaker, other.speaker)
    pairs = _pair_share(one.quoted_pairs, other.quoted_pairs) if both else 0.0
    # a negation quoted word for word by both is no difference, whatever else the longer one negates
    negation_differs = one.negated != other.negated and not (pairs == 1.0 and any(map(_negates, lighter.roots)))
    first, second = one.told.mention, other.told.mention
    return {
        "quoted": quoted,
        "quoted_in_said": in_said,
        "quoted_pairs": pairs,
        "said_pairs": _pair_share(one.said_pairs, other.said_pairs),
        "contained": content.contained,
        "dice": content.dice,
        "shared": min(weights.total(shared), 4.0) / 4.0,
        "rarest": weights.rarest(shared),
        "near": near.dice,
        "cue": weights.rarest(one.cue.roots & other.cue.roots),
        "stance": float(first.stance == second.stance != "asserts"),
        "both_quote": float(both),
        "quote_apart": float(both and quoted < 0.3),
        "negation_differs": float(negation_differs),
        "directly_apart": float(first.mode == second.mode == "direct" and quoted < 0.5),
        "turned": quoted if negation_differs else 0.0,
        "same_article": float(one.told.article == other.told.article),
        "same_speaker": float(speakers == "same"),
        "compatible_speaker": float(speakers == "compatible"),
        "different_speaker": float(speakers == "different"),
    }


@dataclass(frozen=True, slots=True)
class Compared:
    """The quotes of a story with what speaks for and against each pair. Quotes of the same words are one node."""

    said: tuple[_Said, ...]
    nodes: tuple[tuple[int, ...], ...]
    signs: Mapping[tuple[int, int], dict[str, float]]
    alike: Alike

    @property
    def articles(self) -> list[frozenset[str]]:
        """Of each node."""
        return [frozenset(self.said[i].told.article for i in node) for node in self.nodes]

    def margins(self, logits: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], dict[str, float]]:
        """For each pair, by how much it beats its rivals."""
        return margins(logits, self.articles)


def compare(story: Story, who: Mapping[Actor, Actor], settings: Settings, *, weights: Weights) -> Compared:
    """Compare the quotes of a story that may belong together."""
    said = [_said(account, u, who=who, weights=weights) for account in story.accounts for u in utterances(account)]
    said.sort(key=lambda s: (-len(s.words), s.words, s.told.article, s.told.mention.content))
    nodes = collapse([(s.words, s.speaker) for s in said])
    heads = [said[node[0]] for node in nodes]
    pairs = candidates(
        [head.content.roots | head.quoted.roots - STOPWORDS for head in heads],
        weights,
        most=settings.statement_partners,
        longest=settings.longest_posting,
        articles=[frozenset(said[k].told.article for k in node) for node in nodes],
    )
    pairs = [(i, j) for i, j in pairs if not _are_two(heads[i], heads[j], weights)]
    alike = Alike(weights)
    contents, near = alike.pairs([head.content for head in heads], pairs), alike.pairs([head.near for head in heads], pairs)
    signs = {
        (i, j): _signs(heads[i], heads[j], weights, content=held, near=around)
        for (i, j), held, around in zip(pairs, contents, near, strict=True)
    }
    return Compared(tuple(said), tuple(map(tuple, nodes)), signs, alike)


def align_statements(
    story: Story, who: Mapping[Actor, Actor], settings: Settings, *, weights: Weights | None = None
) -> Aligned[Quote]:
    """Group the quotes of a story by utterance.

    Args:
        story: the accounts.
        who: every actor with its canonical one (``identify``).
        settings: ``statement_floor`` and the limits on candidates.
        weights: of the words of the story, where they are known already.

    Returns:
        The tellings of each utterance; in each group the quotes that say most come first.
    """
    weights = weights or Weights(story)
    compared = compare(story, who, settings, weights=weights)
    said, nodes = compared.said, compared.nodes
    alone, among = model("statements"), model("statements_among")
    margins = compared.margins({pair: alone.logit(signs) for pair, signs in compared.signs.items()})
    logits = {pair: among.logit(signs | margins[pair]) for pair, signs in compared.signs.items()}
    if all(account.quote_model == "accurate" for account in story.accounts):
        logits |= _read_again(story, compared, logits, settings)
    chances = {pair: chance(logit) for pair, logit in logits.items()}

    def unseen(i: int, j: int) -> float:
        one, other = said[nodes[i][0]], said[nodes[j][0]]
        if _are_two(one, other, weights):
            return float("-inf")
        content, near = compared.alike(one.content, other.content), compared.alike(one.near, other.near)
        return chance(alone.logit(_signs(one, other, weights, content=content, near=near)))

    groups = gather(len(nodes), chances, unseen, floor=settings.statement_floor)
    texts = {account.article.id: account.article.text for account in story.accounts}
    fused = fuse([[said[k].utterance for node in group for k in nodes[node]] for group in groups], texts)
    articles = compared.articles
    return Aligned([told for _, told in fused], bound((told, bond(groups[g], articles, chances)) for g, told in fused))


def _read_again(
    story: Story, compared: Compared, logits: Mapping[tuple[int, int], float], settings: Settings
) -> dict[tuple[int, int], float]:
    """The log odds of doubtful pairs after a second reading."""
    judge = model("statements_read")
    readings = second_readings(story, compared, logits, most=settings.pairs_read)
    return {pair: judge.logit({"among": logits[pair], "read": read}) for pair, read in readings.items()}


def second_readings(
    story: Story, compared: Compared, logits: Mapping[tuple[int, int], float], *, most: int
) -> dict[tuple[int, int], float]:
    """What the network makes of the pairs of two articles that are not hopeless, the likeliest ones where there are many.

    Args:
        story: the accounts.
        compared: its quotes.
        logits: of each pair, before.
        most: how many are read.

    Returns:
        Log odds of the pairs that were read.
    """
    articles = compared.articles
    doubtful = [pair for pair, logit in logits.items() if logit > _HOPELESS and articles[pair[0]].isdisjoint(articles[pair[1]])]
    doubtful = sorted(doubtful, key=lambda pair: (-logits[pair], pair))[:most]
    if not doubtful:
        return {}
    read, texts = shipped().pair, {account.article.id: account.article.text for account in story.accounts}
    heads = [compared.said[node[0]] for node in compared.nodes]
    seen: dict[int, str] = {}
    for i in {i for pair in doubtful for i in pair}:
        told, speaker = heads[i].told, heads[i].speaker
        seen[i] = shown(texts[told.article], told.mention, speaker.name if speaker else None)
    return {(i, j): read(seen[i], seen[j]) for i, j in doubtful}
