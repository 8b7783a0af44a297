"""The page: what it cites is there, what is there can be found, nothing of an article acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model import FURNITURE, Actor, Article, Judgement, Reading, Span, Story
from rashomon.report.compare import Piece, Wording, compare
from rashomon.report.labels import labels, verdict_label
from rashomon.report.marks import Mark, safe_url, tokens
from rashomon.report.page import index_page, page, story_page
from rashomon.report.plot import draw, label_interval
from rashomon.report.story import story_line, story_view
from tests import handmade

BLANKS = re.compile(r"\s+")


def flat(text: str) -> str:
    return BLANKS.sub(" ", text).strip()


def bare(text: str) -> str:
    return "".join(text.split())


class Page(HTMLParser):
    """Ids, links, the text under each id, and the words that are set as quoted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.tags: list[str] = []
        self.under: dict[str, str] = {}
        self.quoted: list[str] = []
        self.backs: dict[str, list[str]] = {}
        self._stack: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "href" in found:
            self.hrefs.append(found["href"])
            if found.get("class") == "b":
                for _, _, place in self._stack:
                    self.backs.setdefault(place, []).append(found["href"])
        if "id" in found:
            self.ids.append(found["id"])
        if tag not in ("meta", "link", "input", "col", "br"):
            self._stack.append((tag, found.get("class", ""), found.get("id") or found.get("data-of", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._stack and self._stack[-1][0] != tag:
            self._stack.pop()
        if self._stack:
            self._stack.pop()

    def handle_data(self, data: str) -> None:
        classes = {name for _, names, _ in self._stack for name in names.split()}
        if classes & {"b", "sr", "cut", "skipped"} or "summary" in {tag for tag, _, _ in self._stack}:
            return
        for _, _, place in self._stack:
            if place:
                self.under[place] = self.under.get(place, "") + data
        if "w" in classes and "colophon" not in classes:
            self.quoted.append(data)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return handmade.reading()


@pytest.fixture(scope="module")
def html(reading: Reading) -> str:
    return story_page(reading)


# ---------------------------------------------------------------------------------------------- citations


@pytest.mark.parametrize(
    "make", [handmade.reading, handmade.hostile, lambda: handmade.many(40)], ids=["small", "hostile", "many"]
)
def test_every_link_on_the_page_has_its_place(make) -> None:
    found = Page(story_page(make()))
    inside = {href[1:] for href in found.hrefs if href.startswith("#")}
    assert len(found.ids) == len(set(found.ids))
    assert inside <= set(found.ids)


def test_a_citation_leads_to_exactly_the_characters_it_names(reading: Reading, html: str) -> None:
    found = Page(html)
    texts = {tag.number: tag.article.text for tag in story_view(reading).tags}
    cited = [re.fullmatch(r"#a(\d+)-(\d+)-(\d+)", href) for href in found.hrefs]
    assert sum(match is not None for match in cited) > 40
    for match in filter(None, cited):
        number, start, end = map(int, match.groups())
        assert bare(found.under[match.group()[1:]]) == bare(texts[number][start:end])


def test_marked_characters_lead_back_to_the_findings_that_rest_on_them(html: str) -> None:
    found = Page(html)
    vow = handmade.at("gazette", "We will not be driven from these waters by anybody, today or in a hundred years,")
    assert "#s1" in found.backs[f"a4-{vow.start}-{vow.end}"]


@pytest.mark.parametrize("make", [handmade.reading, lambda: handmade.many(10)], ids=["small", "many"])
def test_words_set_as_quoted_stand_in_an_article(make) -> None:
    reading = make()
    texts = [flat(article.text) for article in reading.story.articles] + [
        article.title or "" for article in reading.story.articles
    ]
    for words in Page(story_page(reading)).quoted:
        shown = flat(words.removesuffix(" …").strip("“”"))
        assert any(shown in text for text in texts), shown


def test_articles_are_shown_in_full_and_furniture_is_folded(reading: Reading, html: str) -> None:
    found = Page(html)
    for tag in story_view(reading).tags:
        assert bare(tag.article.text) in bare(found.under[tag.anchor])
    folded = re.findall(r"<details class=\"furniture\">.*?</details>", html, flags=re.S)
    assert any("We use cookies" in details for details in folded)
    assert not any("At least 12 sailors" in details for details in folded)


def test_blocks_that_leave_characters_out_lose_nothing() -> None:
    base = handmade.reading()
    account = replace(base.story.accounts[0], article=replace(base.story.accounts[0].article, blocks=()))
    shown = Page(story_page(Reading(Story("one", (account,)))))
    assert bare(account.article.text) in bare(shown.under["a1"])


# ---------------------------------------------------------------------------------------------- marks


@given(
    text=st.text(alphabet="ab \n", min_size=1, max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8),
)
def test_marks_nest_and_cover_what_they_should_however_they_cross(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(Span(min(a, b), max(a, b)), f"m{k}", f"id{k}") for k, (a, b) in enumerate(spans) if a != b]
    marks.sort(key=lambda mark: (mark.span.start, -mark.span.end))
    shown, depth, open_marks = "", 0, []
    covered: dict[str, str] = {}
    for token in tokens(text, Span(0, len(text)), marks):
        if token.kind == "text":
            shown += token.text
            for name in open_marks:
                covered[name] = covered.get(name, "") + token.text
        elif token.kind == "open":
            depth += 1
            open_marks.append(token.anchor or token.part_of)
        else:
            depth -= 1
            open_marks.pop()
        assert depth >= 0
    assert (shown, depth) == (text, 0)
    for mark in marks:
        assert covered.get(mark.anchor, "").split() == mark.span.of(text).split()


def test_a_mark_over_two_paragraphs_is_cited_once_and_marked_in_both() -> None:
    text = "One day it began.\n\nThen it ended."
    base = handmade.statements()[2]
    quote = replace(base.accounts[0].mention, content=(Span(4, len(text)),), source=None, cue=None)
    told = replace(base.accounts[0], article="x", mention=quote)
    reading = Reading(
        Story("x", (replace(handmade.account("star", 4), article=Article("x", text), quotes=(quote,), events=(), figures=()),)),
        statements=(replace(base, accounts=(told,)),),
    )
    found = Page(story_page(reading))
    assert found.ids.count(f"a1-4-{len(text)}") == 1
    assert bare(found.under[f"a1-4-{len(text)}"]) == bare("day it began. Then it ended.")


@pytest.mark.parametrize("more", ["", " and that the harbour is open"], ids=["whole", "in part"])
def test_what_was_reported_is_marked_without_its_that(more: str) -> None:
    clause = "the ferry is safe"
    text = f"The mayor said that {clause}{more}."
    base = handmade.statements()[2]
    found, stated = (
        replace(base.accounts[0].mention, content=(Span(start, end),), mode="indirect", source=None, cue=None)
        for start, end in ((15, len(text) - 1), (20, 20 + len(clause)))
    )
    account = replace(
        handmade.account("star", 4),
        article=Article("x", text, blocks=()),
        quotes=(found,),
        events=(),
        figures=(),
        actors=(),
        times=(),
    )
    told = replace(base.accounts[0], article="x", mention=stated)
    html = story_page(Reading(Story("x", (account,)), statements=(replace(base, accounts=(told,)),)))
    assert 'that <mark class="m-quote"' in html
    assert html.count('<mark class="m-quote"') == 1 + bool(more)  # nothing is marked twice


# ---------------------------------------------------------------------------------------------- wordings and figures

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "wordings.yaml").read_text(encoding="utf-8"))


def signed(pieces: tuple[Piece, ...]) -> str:
    signs = {"gone": "[-{}-]", "new": "{{+{}+}}", "own": "_{}_", "skip": "[-{} words-]", "same": "{}"}
    shown = []
    for piece in pieces:
        words = f"!{piece.text}!" if piece.turns else piece.text
        shown.append(
            signs[piece.kind].format(piece.n_words if piece.kind == "skip" else words)
            if words.strip() or piece.n_words
            else " "
        )
    return flat("".join(shown))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_wording_is_laid_over_the_fullest(case: dict) -> None:
    turned = tuple(Span(case["fullest"].index(w), case["fullest"].index(w) + len(w)) for w in case.get("turned", []))
    fullest = Wording(case["fullest"], (Span(0, len(case["fullest"])),), "direct", turned)
    other = Wording(case["other"], (Span(0, len(case["other"])),), case.get("mode", "direct"))
    assert signed(compare(fullest, other)) == case["shown"]


@given(a=st.text(max_size=60), b=st.text(max_size=60), mode=st.sampled_from(["direct", "mixed", "indirect"]))
def test_any_two_wordings_can_be_compared_and_the_variant_is_kept_whole(a: str, b: str, mode) -> None:
    pieces = compare(Wording(a, (Span(0, len(a)),), "direct"), Wording(b, (Span(0, len(b)),), mode))
    kept = "".join(piece.text for piece in pieces if piece.kind in ("same", "own", "new"))
    assert "".join(kept.split()) == "".join(b.split())


@pytest.mark.parametrize(
    ("intervals", "open_ends"),
    [
        ([(81, None), (24, 99), (87, 87)], [(False, True), (False, False), (False, False)]),
        ([(None, 10), (7, 7)], [(True, False), (False, False)]),
        ([("2031-03-03", "2031-03-03"), ("2031-03", None)], [(False, False), (False, True)]),
        ([("06:12", "06:12"), ("07:00", "07:15")], [(False, False), (False, False)]),
        ([(2, 2), (2_000_000, None)], [(False, False), (False, True)]),
    ],
)
def test_intervals_lie_on_one_axis(intervals, open_ends) -> None:
    plot = draw(intervals)
    assert plot is not None
    assert [(bar.low_open, bar.high_open) for bar in plot.bars if bar] == open_ends
    places = [(float(bar.left[:-1]), float(bar.right[:-1])) for bar in plot.bars if bar]
    assert all(0 <= left <= right <= 100 for left, right in places)
    assert 1 <= len(plot.ticks) <= 8


@pytest.mark.parametrize(
    "intervals",
    [
        [(1, 1), ("2031-03-03", None)],
        [(3, 3), (3, 3)],
        [("2031-03-03", "2031-03-03"), ("2031-03-03T00:00", "2031-03-03")],
        [("soon", None), (1, 1)],
        [(None, None)],
        [],
    ],
)
def test_what_has_no_common_axis_is_not_drawn(intervals) -> None:
    assert draw(intervals) is None


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        ((81, None), "81 or more"), ((None, 9), "up to 9"), ((45, 55), "45–55"), ((1200, 1200), "1,200"),
        ((3.1e6, 3.1e6), "3.1 million"), ((None, None), ""), (("2031-03-03", "2031-03-03"), "3 March 2031"),
    ],
)  # fmt: skip
def test_an_interval_is_said_in_signs(interval, said: str) -> None:
    assert label_interval(interval) == said


# ---------------------------------------------------------------------------------------------- what is said first


def test_findings_stand_in_order_of_weight(reading: Reading) -> None:
    kinds = [finding.kind.key for finding in story_view(reading).findings]
    assert kinds == ["conflict", "turned", "update", "disputed", "reversal", "differ", "only", "copy"]


def test_copied_passages_are_tinted_by_their_origin(reading: Reading) -> None:
    other = replace(reading.copies[1], id="x", origin="ledger", passages=(
        handmade.passage("ledger", "Dozens of sailors were dead"), handmade.passage("post", "17 sailors dead"),
    ))  # fmt: skip
    views = story_view(replace(reading, copies=(*reading.copies, other))).copies
    assert [view.tint for view in views] == [1, 2]


def test_the_matrix_tells_saying_otherwise_from_silence_and_copying(reading: Reading) -> None:
    matrix = story_view(reading).matrix
    assert matrix is not None
    assert [column.outlet for column in matrix.columns] == [
        "Coastwire", "Daily Ledger", "Northern Post", "The Harbour Gazette", "Evening Star",
    ]  # fmt: skip
    states = {row.ref: [cell.state for cell in row.cells] for _, rows in matrix.sections for row in rows}
    assert states["S1"] == ["partly", "partly", "otherwise", "says", "silent"]
    assert states["E2"] == ["silent", "silent", "silent", "otherwise", "says"]
    assert states["F2"] == ["silent", "silent", "says", "silent", "otherwise"]
    assert matrix.alone == (0, 0, 2, 1, 0)


def test_rows_say_which_number_is_meant_whether_it_happened_and_who_denies(reading: Reading) -> None:
    crash, dead, said = reading.events[0], reading.figures[0], reading.statements[0]
    first = replace(said.accounts[0], mention=replace(said.accounts[0].mention, stance="denies"))
    changed = replace(
        reading,
        events=(replace(crash, status="alleged"),),
        statements=(replace(said, accounts=(first, *said.accounts[1:])),),
    )
    matrix = story_view(changed).matrix
    assert matrix is not None
    about = {name: rows[0].about for name, rows in matrix.sections}
    assert about["Figures"] == dead.accounts[0].mention.span.of(handmade.TEXTS["gazette"]).lstrip()
    assert about["Events"].endswith("(alleged)")
    assert about["Statements"].endswith(" denies")


def test_the_same_words_within_one_family_count_as_copied(reading: Reading) -> None:
    crash = reading.events[0]
    span = handmade.at("ledger", "crossed the bow of the patrol boat and struck it amidships")
    there = handmade.at("coastwire", "crossed the bow of the patrol boat and struck it amidships")
    told = tuple(
        replace(crash.accounts[0], article=name, mention=replace(crash.accounts[0].mention, span=where))
        for name, where in (("ledger", span), ("coastwire", there))
    )
    matrix = story_view(replace(reading, events=(replace(crash, accounts=told),))).matrix
    assert matrix is not None
    row = next(rows for name, rows in matrix.sections if name == "Events")[0]
    assert [cell.state for cell in row.cells] == ["says", "copied", "silent", "silent", "silent"]


def test_independent_accounts_are_counted_without_copies_and_duplicates(reading: Reading) -> None:
    twin = replace(handmade.account("star", 4).article, id="star-2", duplicate_of="star")
    story = Story("vesk", (*reading.story.accounts, replace(handmade.account("star", 4), article=twin)))
    view = story_view(replace(reading, story=story))
    assert (view.n_articles, view.n_duplicates, view.independent) == (6, 1, 4)
    assert len(view.articles) == 5


def test_the_title_is_the_headline_of_the_account_that_shares_most(reading: Reading) -> None:
    view = story_view(reading)
    assert view.title.text in {
        "Norland vows to stay after deadly clash at sea",
        "Patrol boat sinks after collision in Strait of Vesk, at least 12 dead",
    }
    assert view.days == ("3", "4 March 2031")


def test_a_story_without_headlines_and_dates_says_so(reading: Reading) -> None:
    accounts = tuple(
        replace(a, article=replace(a.article, title=None, published_on=None, outlet=None)) for a in reading.story.accounts
    )
    html = story_page(replace(reading, story=Story("x", accounts)))
    assert "A story without a headline" in html
    assert "outlet not known" in html


def test_one_article_is_a_story_too() -> None:
    account = handmade.account("post", 3)
    alone = tuple(s for s in handmade.statements() if {t.article for t in s.accounts} == {"post"})
    html = story_page(Reading(Story("one", (account,)), statements=alone))
    assert 'id="coverage"' not in html
    assert 'id="s1"' in html


def test_an_article_with_nothing_in_it_makes_a_page() -> None:
    assert "<main>" in story_page(Reading(Story("empty", (replace(handmade.account("post", 3), article=Article("x", ""),
                                          sentences=(), actors=(), quotes=(), events=(), figures=(), times=()),))))  # fmt: skip


def test_the_order_of_the_articles_changes_nothing(reading: Reading, html: str) -> None:
    story = Story("vesk", tuple(reversed(reading.story.accounts)))
    assert story_page(replace(reading, story=story)) == html


# ---------------------------------------------------------------------------------------------- hostile articles


def test_hostile_articles_show_as_text() -> None:
    html = story_page(handmade.hostile())
    found = Page(html)
    assert found.tags.count("script") == found.tags.count("style") == found.tags.count("title") == 1
    assert not {"img", "iframe", "object", "b>", "u", "i"} & set(found.tags)
    assert found.tags.count("form") == 1  # ours, where a correction is noted
    assert not any(href.lower().startswith("javascript") for href in found.hrefs)
    assert "{{ 7 * 7 }}" in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b\ud800]", html)
    html.encode("utf-8")


def test_the_policy_allows_only_our_style_and_script(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;;") or policy[1].startswith("default-src 'none';")
    assert "unsafe" not in policy[1]
    assert " style=" not in html.replace("<style>", "")
    assert not re.search(r"\son\w+=", re.sub(r"<script>.*?</script>", "", html, flags=re.S))


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://a.example/x", True), ("HTTP://a.example", True), ("javascript:alert(1)", False), ("data:text/html,x", False),
     (" javascript:alert(1)", False), ("//a.example", False), ("http:", False), ("http://[", False), (None, False)],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(url: str | None, kept: bool) -> None:
    assert safe_url(url) == (url if kept else "")


def test_no_template_marks_a_value_as_safe() -> None:
    folder = resources.files("rashomon.report").joinpath("templates")

    def sources(place) -> Iterator[str]:
        for child in place.iterdir():
            if child.is_dir():
                yield from sources(child)
            else:
                yield child.read_text(encoding="utf-8")

    for source in sources(folder):
        assert "|safe" not in source.replace(" ", "")
        assert "autoescape" not in source


# ---------------------------------------------------------------------------------------------- labels and look


def test_every_word_of_the_model_has_a_label() -> None:
    words = labels()
    for verdict in "single same cut altered paraphrase compatible update scope conflict unclear".split():
        assert verdict in words["verdicts"]
    for status in "happened alleged planned denied hypothetical negated".split():
        assert status in words["statuses"]
    assert set(words["blocks"]) >= FURNITURE
    assert verdict_label("something new").text == "something new"


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_keep_their_contrast(scheme: str) -> None:
    style = resources.files("rashomon.report").joinpath("style.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\n\s*\}", style, flags=re.S)[:2]
    tokens_of = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", light))
    if scheme == "dark":
        tokens_of |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", dark))
    grounds = ("paper", "sheet", "quote-mark", "copy-mark", "target")
    pairs = [("ink", ground) for ground in grounds] + [("soft", "paper"), ("soft", "sheet")]
    pairs += [("link", ground) for ground in grounds if ground != "target"]
    for tone in ("red", "amber", "violet", "blue", "green", "grey"):
        pairs += [(tone, f"{tone}-tint"), (tone, "paper"), ("ink", f"{tone}-tint")]
    for text, ground in pairs:
        assert contrast(tokens_of[text], tokens_of[ground]) >= 4.5, (text, ground)


# ---------------------------------------------------------------------------------------------- many


def test_five_hundred_articles_stay_a_page() -> None:
    html = story_page(handmade.many(500))
    assert len(html.encode()) < 10_000_000
    assert "more are not listed here" in html


def test_several_stories_share_a_page_without_sharing_anchors(reading: Reading) -> None:
    other = replace(reading, story=Story("other", reading.story.accounts))
    found = Page(page([reading, other, handmade.hostile()]))
    assert len(found.ids) == len(set(found.ids))
    assert {href[1:] for href in found.hrefs if href.startswith("#")} <= set(found.ids)
    assert {"t1-s1", "t2-s1", "stories"} <= set(found.ids)


def test_the_index_lists_stories_by_day_and_articles_on_their_own(reading: Reading) -> None:
    account = handmade.account("star", 4)
    older = replace(reading, story=Story("old", tuple(
        replace(a, article=replace(a.article, published_on=date(2030, 1, 2))) for a in reading.story.accounts
    )))  # fmt: skip
    alone = Reading(Story("alone", (account,)))
    html = index_page([older, alone, reading], ["old.html", "alone.html", "new.html"])
    places = [html.index(f'href="{name}.html"') for name in ("new", "old", "alone")]
    assert places == sorted(places)
    assert "At least 12 sailors" in html


def test_the_line_of_a_story_names_the_same_finding_as_its_page(reading: Reading) -> None:
    line, first = story_line(reading, "x.html").finding, story_view(reading).findings[0]
    assert line is not None
    assert (line.kind, line.about, line.quoted, line.reason) == (first.kind, first.about, first.quoted, first.reason)


def test_a_long_list_of_silent_outlets_is_cut_short(reading: Reading) -> None:
    silent = tuple(a.article.id for a in handmade.many(60).story.accounts)
    many = handmade.many(60)
    only = replace(reading.only[0], passage=replace(reading.only[0].passage, article="ledger-0"), silent=silent[:20])
    assert "more" in story_page(replace(many, only=(only,)))


def test_an_actor_is_shown_with_the_country_it_speaks_for() -> None:
    base = handmade.statements()[2]
    told = replace(base, speaker=Actor("Vira Oln", "person", "NOR", "envoy"), judgement=Judgement("single"))
    html = story_page(Reading(Story("x", (handmade.account("post", 3),)), statements=(told,)))
    assert "Norway" in html
