"""A small story, made by hand: every kind of finding that the report must show. All people, places and papers are invented."""

# ruff: noqa: E501  (articles are written a paragraph a line)
from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from rashomon.model import (
    Account,
    Actor,
    ActorMention,
    Article,
    Block,
    BlockKind,
    Copy,
    Difference,
    Event,
    EventMention,
    Figure,
    FigureMention,
    Judgement,
    Lineage,
    Mode,
    Only,
    Passage,
    Position,
    Quote,
    Reading,
    Span,
    Stance,
    Stand,
    Statement,
    Story,
    TimeMention,
    Told,
    content_id,
)

AGENCY = (
    "The two vessels had shadowed each other for most of the morning before the Sudrian cutter crossed the bow of the patrol "
    "boat and struck it amidships, according to two people who listened to the radio traffic."
)

TEXTS: dict[str, str] = {
    "gazette": f"""Skip to main content
We use cookies to improve your experience. Accept all
Patrol boat sinks after collision in Strait of Vesk, at least 12 dead
By Ada Renn
HARBOUR CITY, 3 March – A Norland patrol boat sank on Tuesday after it collided with a Sudrian cutter in the Strait of Vesk. At least 12 sailors were killed.
“We will not be driven from these waters by anybody, today or in a hundred years,” Foreign Minister Ilan Dresk told reporters.
Sudria's defence ministry said its cutter had been rammed without warning. {AGENCY}
Dresk said the ambassador of Sudria would be summoned on Wednesday. He called the collision “a deliberate act”.
READ MORE: How the strait was divided
Share this on Chirper
""",
    "post": """Norland vows to stay after deadly clash at sea
Norland and Sudria traded accusations on Tuesday after a collision in the Strait of Vesk left 17 sailors dead.
“We will be driven from these waters by nobody, today or ever,” said Ilan Dresk, the foreign minister. Mr Dresk called it “a deliberate act of war”.
A spokeswoman for the Sudrian defence ministry, Vira Oln, denied that the cutter had changed course. “Our captain kept his course and his speed,” she said.
Fishermen said they had pulled 9 survivors from the water within two hours.
""",
    "ledger": f"""Dozens of sailors missing as vessels collide off Vesk
Dozens of sailors were dead or missing late on Tuesday after two vessels collided in the Strait of Vesk.
{AGENCY} “We will not be driven from these waters,” Norland's foreign minister said.
The Sudrian government had earlier asked Norland to leave the strait by the end of the month, a demand that was not made public.
(With material from Coastwire)
""",
    "coastwire": f"""Norland, Sudria vessels collide in disputed strait
VESK, 3 March (Coastwire) – Two vessels collided in the disputed Strait of Vesk on Tuesday, leaving scores dead or missing.
{AGENCY} Norland would not leave the strait, its foreign minister, Ilan Dresk, said.
Sudria's defence ministry declined to say whether its cutter had changed course.
""",
    "star": """Norland summons ambassador
Norland on Wednesday summoned the ambassador of Sudria over the loss of a patrol boat. The number of dead rose to 19 after two sailors died in hospital overnight.
Dresk, who a year ago said that the strait “belongs to nobody”, called it “our water” on Wednesday.
""",
}

OUTLETS = {
    "gazette": "The Harbour Gazette",
    "post": "Northern Post",
    "ledger": "Daily Ledger",
    "coastwire": "Coastwire",
    "star": "Evening Star",
}

DRESK = Actor("Ilan Dresk", "person", "Norland", "foreign minister")
OLN = Actor("Vira Oln", "person", "Sudria", "spokeswoman")
MINISTRY = Actor("Ministry of Defence", "body", "Sudria")
NORLAND = Actor("Norland", "country")
SUDRIA = Actor("Sudria", "country")


def at(article: str, words: str, nth: int = 1) -> Span:
    """Where the ``nth`` occurrence of some words stands in an article."""
    start = -1
    for _ in range(nth):
        start = TEXTS[article].index(words, start + 1)
    return Span(start, start + len(words))


def passage(article: str, words: str, nth: int = 1) -> Passage:
    return Passage(article, at(article, words, nth))


def _blocks(article: str) -> tuple[Block, ...]:
    kinds: dict[str, BlockKind] = {
        "Skip to main": "navigation", "We use cookies": "notice", "By Ada": "byline", "READ MORE": "link", "Share this": "share",
        "(With material": "credit",
    }  # fmt: skip
    found, start, has_title = [], 0, False
    for line in TEXTS[article].splitlines(keepends=True):
        kind = next((k for opening, k in kinds.items() if line.startswith(opening)), None)
        if kind is None:
            kind, has_title = ("body" if has_title else "title"), True
        found.append(Block(Span(start, start + len(line.rstrip())), kind))
        start += len(line)
    return tuple(found)


def _article(name: str, day: int) -> Article:
    blocks = _blocks(name)
    title = next(block.span.of(TEXTS[name]) for block in blocks if block.kind == "title")
    return Article(
        id=name, text=TEXTS[name], outlet=OUTLETS[name], title=title, published_on=date(2031, 3, day),
        url=f"https://{name}.example/vesk", blocks=blocks, authors=("Ada Renn",) if name == "gazette" else (),
        agencies=("Coastwire",) if name in ("ledger", "coastwire") else (),
    )  # fmt: skip


def _quote(
    name: str, words: str, mode: Mode, source: str, cue: str, speaker: Actor = DRESK, stance: Stance = "asserts"
) -> Told[Quote]:
    content = tuple(at(name, part) for part in words.split(" | "))
    return Told(name, Quote(content, mode, at(name, source), at(name, cue), speaker, stance, 0.9))


def _statement(
    accounts: tuple[Told[Quote], ...], verdict: str, reason: str = "", independent: int = 1, **more: Any
) -> Statement:
    key = content_id("statement", *(t.article for t in accounts), accounts[0].mention.content)
    speaker = accounts[0].mention.speaker
    return Statement(key, speaker, accounts, Judgement(verdict, reason, 0.9), independent=independent, **more)


def statements() -> tuple[Statement, ...]:
    vow = (
        _quote("gazette", "We will not be driven from these waters by anybody, today or in a hundred years,", "direct",
               "Foreign Minister Ilan Dresk", "told"),
        _quote("post", "We will be driven from these waters by nobody, today or ever,", "direct", "Ilan Dresk", "said"),
        _quote("ledger", "We will not be driven from these waters,", "direct", "Norland's foreign minister", "said"),
        _quote("coastwire", "Norland would not leave the strait", "indirect", "its foreign minister, Ilan Dresk", "said"),
    )  # fmt: skip
    turn = Difference(passage("gazette", "not"), None, turns=True)
    turn_back = Difference(passage("gazette", "anybody"), passage("post", "nobody"), turns=True)
    act = (
        _quote("post", "a deliberate act of war", "direct", "Mr Dresk", "called"),
        _quote("gazette", "the collision “a deliberate act”", "mixed", "He", "called"),
    )
    course = (_quote("post", "the cutter had changed course", "indirect", "Vira Oln", "denied", OLN, "denies"),)
    kept = (_quote("post", "Our captain kept his course and his speed,", "direct", "she", "said", OLN),)
    rammed = (
        _quote(
            "gazette", "its cutter had been rammed without warning", "indirect", "Sudria's defence ministry", "said", MINISTRY
        ),
    )
    return (
        _statement(vow, "altered", "“not … by anybody” against “by nobody”; “ever” for “in a hundred years”", 3,
                   differences=(turn, turn_back)),
        _statement(act, "cut", "“of war” stands in one account only", 2),
        _statement(course, "single"),
        _statement(kept, "single"),
        _statement(rammed, "single"),
    )  # fmt: skip


def _figure(
    name: str, words: str, low: float | None, high: float | None, unit: str = "people", hedge: str = ""
) -> Told[FigureMention]:
    return Told(name, FigureMention(at(name, words), low, high, unit, hedge))


def figures() -> tuple[Figure, ...]:
    dead = (
        _figure("gazette", "At least 12 sailors", 12, None, hedge="at least"),
        _figure("post", "17 sailors", 17, 17),
        _figure("ledger", "Dozens of sailors", 24, 99),
        _figure("coastwire", "scores", 40, 199),
    )
    later = (_figure("post", "17 sailors dead", 17, 17), _figure("star", "19", 19, 19))
    alone = (_figure("post", "9 survivors", 9, 9),)
    return (
        Figure("f-dead", passage("gazette", "sailors were killed"), "people", dead,
               Judgement("conflict", "“17” lies outside “Dozens” and “scores”"), 3),
        Figure("f-later", passage("star", "The number of dead"), "people", later,
               Judgement("update", "“19” was published a day later and says “rose”"), 2),
        Figure("f-alone", passage("post", "survivors from the water"), "people", alone, Judgement("single"), 1),
    )  # fmt: skip


def _event(
    name: str, words: str, trigger: str, kind: str, who: Actor, whom: Actor, status: str = "happened"
) -> Told[EventMention]:
    # statuses come as plain words
    return Told(name, EventMention(at(name, words), at(name, trigger), kind, (who,), (whom,), status=status))  # type: ignore[arg-type]


def events() -> tuple[Event, ...]:
    crash = (
        _event("gazette", "it collided with a Sudrian cutter", "collided", "ASSAULT", SUDRIA, NORLAND),
        _event("post", "a collision in the Strait of Vesk left 17 sailors dead", "collision", "ASSAULT", SUDRIA, NORLAND),
        _event("coastwire", "Two vessels collided in the disputed Strait of Vesk", "collided", "ASSAULT", SUDRIA, NORLAND),
    )
    summons = (
        _event("star", "Norland on Wednesday summoned the ambassador of Sudria", "summoned", "PROTEST", NORLAND, SUDRIA),
        _event(
            "gazette",
            "the ambassador of Sudria would be summoned on Wednesday",
            "summoned",
            "PROTEST",
            NORLAND,
            SUDRIA,
            "planned",
        ),
    )
    demand = (
        _event(
            "ledger",
            "The Sudrian government had earlier asked Norland to leave the strait",
            "asked",
            "REQUEST",
            SUDRIA,
            NORLAND,
        ),
    )
    return (
        Event("e-crash", passage("gazette", "it collided with a Sudrian cutter"), "ASSAULT", (SUDRIA,), (NORLAND,),
              date(2031, 3, 3), date(2031, 3, 3), "Strait of Vesk", "happened", crash, Judgement("same"), 3),
        Event("e-summons", passage("star", "Norland on Wednesday summoned the ambassador of Sudria"), "PROTEST", (NORLAND,),
              (SUDRIA,), date(2031, 3, 4), date(2031, 3, 4), None, "happened", summons,
              Judgement("differ", "planned in one account, happened in the later one"), 2, against=("gazette",)),
        Event("e-demand", passage("ledger", "asked Norland to leave the strait"), "REQUEST", (SUDRIA,), (NORLAND,), None, None,
              None, "happened", demand, Judgement("single"), 1),
    )  # fmt: skip


def positions() -> tuple[Position, ...]:
    return (
        Position(
            "p-course",
            passage("post", "the cutter had changed course"),
            asserts=(Stand(DRESK, passage("gazette", "He called the collision “a deliberate act”")),),
            denies=(Stand(OLN, passage("post", "Our captain kept his course and his speed")),),
            declines=(Stand(MINISTRY, passage("coastwire", "declined to say whether its cutter had changed course")),),
        ),
        Position(
            "p-water",
            passage("star", "the strait “belongs to nobody”"),
            asserts=(Stand(DRESK, passage("star", "who a year ago said that the strait “belongs to nobody”")),),
            denies=(Stand(DRESK, passage("star", "called it “our water” on Wednesday")),),
            judgement=Judgement("reversal", "“a year ago” against “on Wednesday”"),
        ),
    )


def _copy(one: str, other: str) -> Copy:
    passages = (passage(one, AGENCY), passage(other, AGENCY))
    return Copy(content_id(one, other), passages, "coastwire", Judgement("copy", "the second credits “Coastwire”"))


def account(name: str, day: int) -> Account:
    quotes = tuple(t.mention for s in statements() for t in s.accounts if t.article == name)
    sentences = tuple(Span(b.span.start, b.span.end) for b in _blocks(name) if not b.is_furniture)
    found = {"gazette": [("Ilan Dresk", DRESK), ("Norland", NORLAND)], "post": [("Vira Oln", OLN), ("Sudria", SUDRIA)]}
    return Account(
        _article(name, day), sentences, tuple(ActorMention(at(name, words), actor) for words, actor in found.get(name, [])),
        quotes, tuple(t.mention for e in events() for t in e.accounts if t.article == name),
        tuple(t.mention for f in figures() for t in f.accounts if t.article == name),
        (TimeMention(at(name, "Tuesday"), date(2031, 3, 3), date(2031, 3, 3), "day"),) if name != "star" else (),
    )  # fmt: skip


def reading() -> Reading:
    """The whole story, reconciled by hand."""
    accounts = tuple(account(name, 4 if name == "star" else 3) for name in sorted(TEXTS))
    return Reading(
        Story("vesk", accounts),
        brief=(
            passage(
                "gazette",
                "A Norland patrol boat sank on Tuesday after it collided with a Sudrian cutter in the Strait of Vesk.",
            ),
            passage("star", "Norland on Wednesday summoned the ambassador of Sudria"),
        ),
        statements=statements(),
        figures=figures(),
        events=events(),
        positions=positions(),
        copies=(_copy("coastwire", "gazette"), _copy("coastwire", "ledger")),
        only=(Only(passage("ledger", "a demand that was not made public"), ("gazette", "post", "coastwire", "star"), 1.0),),
        lineages=(Lineage(("coastwire", "ledger"), "coastwire", "“With material from Coastwire”"),),
    )


HOSTILE = (
    """<script>alert(1)</script> <img src=x onerror=alert(1)> </style></script><b>{{ 7 * 7 }} {% raw %}
\u202egnp.exe \u2066isolated ‏שלום עליכם‏ <a href="javascript:alert(1)">go</a> --> ]]> &amp; &lt;
"""
    + "W" * 10_000
    + " \ud800 \x00 \x1b[31m “unclosed "
    + "\n"
)


def hostile() -> Reading:
    """One account whose every word wants to be more than text."""
    whole = Span(0, len(HOSTILE))
    script = Span(HOSTILE.index("<script>"), HOSTILE.index("</script>") + 9)
    actor = Actor("<script>alert(2)</script>", "person", '"><svg onload=alert(3)>', "{{ config }}")
    names = ("h1", "h2")
    accounts = tuple(
        Account(
            Article(
                name,
                HOSTILE,
                outlet=f"<i>{name}</i>\u202e",
                title="</title><script>alert(4)</script>",
                url="javascript:alert(5)",
            )
        )
        for name in names
    )
    quotes = tuple(Told(name, Quote((whole,), "direct", script, None, actor)) for name in names)
    numbers = tuple(Told(name, FigureMention(script, 1e300, None, "<b>")) for name in names)
    return Reading(
        Story("hostile", accounts),
        brief=(Passage("h1", whole),),
        statements=(Statement("s", actor, quotes, Judgement("<b>verdict</b>", "<script>alert(6)</script>"), independent=2),),
        figures=(Figure("f", Passage("h1", whole), "<u>", numbers, Judgement("conflict", "<u>"), 2),),
        copies=(Copy("c", (Passage("h1", whole), Passage("h2", whole)), None, Judgement("copy", "</p>")),),
        only=(Only(Passage("h1", script), ("h2",)),),
    )


def many(n: int) -> Reading:
    """The story told by ``n`` articles of eight hundred words each: the five, with other outlets and longer texts."""
    base = reading()
    by_id = {a.article.id: a for a in base.story.accounts}
    names = [f"{name}-{k}" for k in range(-(-n // len(TEXTS))) for name in sorted(TEXTS)][:n]
    padding = "\n".join(
        f"The harbour was quiet that evening, line {k} of the log says, and nothing else was heard." for k in range(44)
    )

    def grown(name: str) -> Account:
        account = by_id[name.rsplit("-", 1)[0]]
        text = account.article.text + padding
        article = replace(account.article, id=name, text=text, outlet=f"{account.article.outlet} {name[-3:]}", url=None)
        return replace(account, article=article)

    def spread(told_by: tuple[Told, ...]) -> tuple[Told, ...]:
        return tuple(Told(name, t.mention) for t in told_by for name in names if name.rsplit("-", 1)[0] == t.article)

    def there(place: Passage) -> Passage:
        return Passage(f"{place.article}-0", place.span)

    return Reading(
        Story("many", tuple(grown(name) for name in sorted(names))),
        statements=tuple(
            replace(s, id=f"{s.id}{k}", accounts=spread(s.accounts), differences=()) for k in range(60) for s in base.statements
        ),
        figures=tuple(
            replace(f, id=f"{f.id}{k}", accounts=spread(f.accounts), what=there(f.what))
            for k in range(20)
            for f in base.figures
        ),
        events=tuple(
            replace(
                e, id=f"{e.id}{k}", accounts=spread(e.accounts), what=there(e.what), against=tuple(f"{a}-0" for a in e.against)
            )
            for k in range(40)
            for e in base.events
        ),
        lineages=(Lineage(tuple(name for name in names if name.startswith("coastwire"))),),
    )
