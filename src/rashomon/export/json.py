"""Readings and accounts as JSON: the shapes that ``data/reading.schema.json`` and ``data/account.schema.json`` define.

Spans are ``[start, end]``, half-open, in code points of the article's text. What is not known is ``null``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any

from rashomon.actor_codes import party_names, plover_code, speaker_name
from rashomon.model import (
    FURNITURE,
    Account,
    Actor,
    Article,
    Copy,
    Corrected,
    Event,
    EventMention,
    Figure,
    FigureMention,
    Framing,
    Position,
    Quote,
    Reading,
    Span,
    Stand,
    Statement,
    Story,
    TimeMention,
    Usage,
)

__all__ = ["account_to_dict", "document", "groups", "interval_of", "reading_to_dict", "schema", "to_line"]

Json = dict[str, Any]


def document(stories: Iterable[str], *, version: str) -> str:
    """One JSON document from the lines of its stories (``to_line``), in the order given, a line a story."""
    return f'{{"rashomon": {json.dumps(version)}, "stories": [\n' + ",\n".join(stories) + "\n]}\n"


def to_line(reading: Reading) -> str:
    """One reading as a line of JSON."""
    return json.dumps(reading_to_dict(reading), ensure_ascii=False)


def groups(stories: Iterable[Story]) -> dict[str, str]:
    """Which story each article belongs to."""
    return dict(sorted((article.id, story.id) for story in stories for article in story.articles))


def schema(name: str) -> Json:
    """The published JSON Schema ``reading``, ``account`` or ``corrections``."""
    text = resources.files("rashomon").joinpath("data", f"{name}.schema.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


# ---------------------------------------------------------------------------------------------- a story


def reading_to_dict(reading: Reading) -> Json:
    """One reading, in the shape of a reference reading with what we know beyond it."""
    text = {article.id: article.text for article in reading.story.articles}
    return {
        "id": reading.story.id,
        "articles": [_article(article) for article in reading.story.articles],
        "independent": [
            {"articles": list(lineage.articles), "origin": lineage.origin, "reason": lineage.reason}
            for lineage in reading.lineages
        ],
        "brief": [{"article": p.article, "span": list(p.span), "text": p.span.of(text[p.article])} for p in reading.brief],
        "statements": [_statement(statement) for statement in reading.statements],
        "figures": [_figure(figure, text) for figure in reading.figures],
        "events": [_event(event, text) for event in reading.events],
        "positions": [_position(position, text) for position in reading.positions],
        "copied": [_copy(copy) for copy in reading.copies],
        "only": [{"article": o.passage.article, "span": list(o.passage.span), "silent": list(o.silent)} for o in reading.only],
        "corrections": list(map(_correction, reading.corrections)),
        "framing": _framing(reading.framing),
    }


def _framing(framing: Framing) -> Json:
    return {
        "headlines": [{"article": h.article, "own": [list(span) for span in h.own]} for h in framing.headlines],
        "verbs": list(map(_usage, framing.verbs)),
        "contrasts": [{"statement": c.statement, "verbs": list(map(_usage, c.verbs))} for c in framing.contrasts],
        "choices": [
            {"about": c.about, "actor": c.actor.name if c.actor else None, "labels": list(map(_usage, c.labels))}
            for c in framing.choices
        ],
    }


def _usage(usage: Usage) -> Json:
    return {
        "label": usage.label,
        "plain": usage.plain,
        "accounts": [{"article": passage.article, "span": list(passage.span)} for passage in usage.passages],
    }


def _correction(corrected: Corrected) -> Json:
    correction = corrected.correction
    return {
        "say": correction.say,
        "of": correction.of,
        "by": correction.by,
        "on": correction.on,
        "note": correction.note,
        "mentions": [{"article": passage.article, "span": list(passage.span)} for passage in corrected.passages],
        "respected": not corrected.problem,
        "problem": corrected.problem or None,
    }


def _article(article: Article) -> Json:
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "date": article.published_on.isoformat() if article.published_on else None,
        "sha256": article.sha256,
        "url": article.url,
        "agencies": list(article.agencies),
        "duplicate_of": article.duplicate_of,
    }


def _statement(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "speaker": speaker_name(statement.speaker) if statement.speaker else None,
        "of": statement.speaker.of if statement.speaker else None,
        "wording": statement.judgement.verdict,
        "reason": statement.judgement.reason,
        "confidence": statement.judgement.confidence,
        "independent": statement.independent,
        "corrected": list(statement.corrected),
        "accounts": [{"article": told.article, **_words(told.mention)} for told in statement.accounts],
        "differences": [
            {
                "fullest": {"article": d.fullest.article, "span": list(d.fullest.span)} if d.fullest else None,
                "other": {"article": d.other.article, "span": list(d.other.span)} if d.other else None,
                "turns": d.turns,
            }
            for d in statement.differences
        ],
    }


def _words(quote: Quote) -> Json:
    return {
        "mode": quote.mode,
        "content": [list(span) for span in quote.content],
        "source": _span(quote.source),
        "cue": _span(quote.cue),
        "stance": quote.stance,
    }


def _figure(figure: Figure, text: dict[str, str]) -> Json:
    return {
        "id": figure.id,
        "what": figure.what.span.of(text[figure.what.article]),
        "unit": figure.unit,
        "verdict": figure.judgement.verdict,
        "why": figure.judgement.reason,
        "confidence": figure.judgement.confidence,
        "independent": figure.independent,
        "corrected": list(figure.corrected),
        "accounts": [
            {"article": told.article, "span": list(told.mention.span), **interval_of(told.mention)} for told in figure.accounts
        ],
    }


def interval_of(mention: FigureMention) -> Json:
    """``low``, ``high`` and ``hedge`` of a figure; a whole year is its number."""
    return {"low": _bound(mention.low, mention.unit), "high": _bound(mention.high, mention.unit), "hedge": mention.hedge}


def _bound(value: float | str | None, unit: str) -> float | int | str | None:
    if isinstance(value, str):
        return int(value[:4]) if unit == "year" else value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _event(event: Event, text: dict[str, str]) -> Json:
    return {
        "id": event.id,
        "what": event.what.span.of(text[event.what.article]),
        "type": event.type,
        "actor": party_names(event.actor, event.recipient),
        "recipient": party_names(event.recipient, event.actor),
        "actor_confidence": event.actor_confidence,
        "recipient_confidence": event.recipient_confidence,
        "actor_codes": _codes(event.actor),
        "recipient_codes": _codes(event.recipient),
        "mode": event.mode,
        "contexts": list(event.contexts),
        "date": interval_name(event.start.isoformat() if event.start else None, event.end.isoformat() if event.end else None),
        "start": event.start.isoformat() if event.start else None,
        "end": event.end.isoformat() if event.end else None,
        "grain": event.grain,
        "place": event.place,
        "status": event.status,
        "reason": event.judgement.reason,
        "confidence": event.judgement.confidence,
        "independent": event.independent,
        "corrected": list(event.corrected),
        "accounts": [
            {
                "article": told.article,
                "span": list(told.mention.span),
                "trigger": list(told.mention.trigger),
                "status": told.mention.status,
            }
            for told in event.accounts
        ],
        "against": list(event.against),
    }


def _codes(actors: Sequence[Actor]) -> list[str]:
    """PLOVER's codes of the actors that have one; each once, in order."""
    return list(dict.fromkeys(code for actor in actors if (code := plover_code(actor))))


def interval_name(start: str | None, end: str | None) -> str | None:
    """An interval of days as the shortest ISO 8601 date that says it: a day, a month, a year, or its first day."""
    if start is None or end is None or start == end:
        return start
    if start[:7] == end[:7] and start.endswith("-01") and int(end[8:]) >= 28:
        return start[:7]
    if start[:4] == end[:4] and start.endswith("01-01") and end.endswith("12-31"):
        return start[:4]
    return start


def _position(position: Position, text: dict[str, str]) -> Json:
    return {
        "id": position.id,
        "proposition": position.proposition.span.of(text[position.proposition.article]),
        "verdict": position.judgement.verdict,
        "reason": position.judgement.reason,
        "corrected": list(position.corrected),
        "asserts": [_stand(stand) for stand in position.asserts],
        "denies": [_stand(stand) for stand in position.denies],
        "declines": [_stand(stand) for stand in position.declines],
    }


def _stand(stand: Stand) -> Json:
    return {
        "who": speaker_name(stand.actor),
        "of": stand.actor.of,
        "article": stand.passage.article,
        "span": list(stand.passage.span),
    }


def _copy(copy: Copy) -> Json:
    return {
        "id": copy.id,
        "origin": copy.origin,
        "reason": copy.judgement.reason,
        "accounts": [{"article": passage.article, "span": list(passage.span)} for passage in copy.passages],
    }


# ---------------------------------------------------------------------------------------------- an article


def account_to_dict(account: Account) -> Json:
    """What was found in one article: a line of ``rashomon extract``."""
    article = account.article
    return {
        **_article(article),
        "language": article.language,
        "authors": list(article.authors),
        "quote_model": account.quote_model,
        "actors": [{"span": list(m.span), "form": m.form, **_actor(m.actor)} for m in account.actors],
        "quotes": [_quote(quote) for quote in account.quotes],
        "events": [_event_mention(event) for event in account.events],
        "figures": [
            {
                "span": list(figure.span),
                **interval_of(figure),
                "unit": figure.unit,
                "counted": _span(figure.counted),
                "speaker": speaker_name(figure.speaker) if figure.speaker else None,
            }
            for figure in account.figures
        ],
        "times": [_time(time) for time in account.times],
        "furniture": [
            {"span": list(block.span), "kind": block.kind, "why": block.why}
            for block in article.blocks
            if block.kind in FURNITURE
        ],
    }


def _actor(actor: Actor) -> Json:
    return {"name": actor.name, "kind": actor.kind, "of": actor.of, "office": actor.office}


def _quote(quote: Quote) -> Json:
    return {
        **_words(quote),
        "speaker": speaker_name(quote.speaker) if quote.speaker else None,
        "of": quote.speaker.of if quote.speaker else None,
        "confidence": round(quote.confidence, 2),
        "said": quote.said,
    }


def _event_mention(event: EventMention) -> Json:
    return {
        "type": event.plover[0],
        "actor": party_names(event.actor, event.recipient),
        "recipient": party_names(event.recipient, event.actor),
        "actor_codes": _codes(event.actor),
        "recipient_codes": _codes(event.recipient),
        "mode": event.mode,
        "contexts": list(event.contexts),
        **_when(event.time),
        "place": event.place,
        "status": event.plover[1],
        "speaker": speaker_name(event.speaker) if event.speaker else None,
        "span": list(event.span),
        "trigger": list(event.trigger),
        "actor_span": _span(event.actor_span),
        "recipient_span": _span(event.recipient_span),
    }


def _when(time: TimeMention | None) -> Json:
    """When an event was, as far as it is told: the shortest date that says it, and the interval with its grain."""
    if time is None or time.start is None:
        return dict.fromkeys(("date", "start", "end", "grain"))
    told = _time(time)
    return {name: told[name] for name in ("date", "start", "end", "grain")}


def _time(time: TimeMention) -> Json:
    start = time.start.isoformat() if time.start else None
    end = time.end.isoformat() if time.end else None
    return {
        "span": list(time.span),
        "start": start,
        "end": end,
        "date": interval_name(start, end),
        "grain": time.grain,
        "anchor": time.anchor,
    }


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None
