from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.clean import clean, explain, recurring_lines
from rashomon.clean.origin import outlet_of_path
from rashomon.model import FURNITURE, Article
from rashomon.settings import Settings

SETTINGS = Settings()
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "clean.yaml").read_text(encoding="utf-8"))

LEAD = "Foreign Minister Ilan Dresk of Norland said on Monday that his country would not sign the fisheries treaty."
SECOND = "The treaty, which took four years to negotiate, was to be signed in Norport before the end of the month."
THIRD = "Mara Holt, who speaks for the union of fishermen, called the decision a relief for the whole coast."
FOURTH = "Parliament will debate the matter on Thursday, and the opposition has asked for a vote the same day."


def cleaned(text, **known):
    return clean(Article(id="a", text=text, **known), SETTINGS)


def kinds(article):
    return {words: block.kind for block, words in explain(article)}


# ---------------------------------------------------------------------------------------------- line by line


@pytest.mark.parametrize("case", CASES["furniture"], ids=lambda case: case["text"][:40])
def test_line_of_furniture(case):
    article = cleaned("\n\n".join((LEAD, SECOND, case["text"], THIRD, FOURTH)))
    assert kinds(article)[" ".join(case["text"].split())] == case["kind"]


@pytest.mark.parametrize("line", CASES["report"], ids=lambda line: line[:40])
def test_line_of_report(line):
    for text in ((LEAD, SECOND, line, THIRD, FOURTH), (LEAD, SECOND, THIRD, FOURTH, line)):
        assert kinds(cleaned("\n\n".join(text)))[line] == "body"


def test_caption_between_placeholder_and_credit():
    found = kinds(cleaned("\n".join((LEAD, "Open Image Modal", "Dresk (left) and Holt (right)", "Jan Vrel / Reuters", SECOND))))
    assert found["Dresk (left) and Holt (right)"] == "caption"
    assert found["Jan Vrel / Reuters"] == "credit"
    assert found[SECOND] == "body"


def test_caption_told_twice_in_a_row():
    caption = "Ilan Dresk said Norland would not sign. Picture: Mara Holt/AFP"
    assert [block.kind for block in cleaned(f"{LEAD}\n\n{caption}\n{caption}\n\n{SECOND}").blocks] == [
        "body",
        "caption",
        "caption",
        "body",
    ]


def test_sentence_told_twice_in_a_row_is_kept_once():
    assert [block.kind for block in cleaned(f"{LEAD}\n\n{LEAD}\n\n{SECOND}").blocks] == ["duplicate", "body", "body"]


def test_caption_that_reports_speech_is_report():
    line = "CLOSE Ilan Dresk says the treaty is dead. He told voters in Norport that he would not sign. (May 3) AP"
    found = kinds(cleaned(f"{LEAD}\n\n{line}\n\n{SECOND}"))
    assert found["Ilan Dresk says the treaty is dead. He told voters in Norport that he would not sign."] == "body"
    assert found["CLOSE"] == "video"


def test_title_of_a_video_before_its_player():
    found = kinds(cleaned(f"Norland will not sign\n\nDresk speaks in Norport\nplease wait\n0:00 0:01:10\n\n{LEAD}\n\n{SECOND}"))
    assert found["Norland will not sign"] == "title"
    assert found["Dresk speaks in Norport"] == "video"


def test_list_of_links():
    found = kinds(cleaned(f"{LEAD}\n\nMore:\n\nNorland shuts its border\n\nWhat the treaty says\n\n{SECOND}\n\n{THIRD}"))
    assert found["Norland shuts its border"] == found["What the treaty says"] == "link"


def test_subheads_are_no_furniture():
    found = kinds(cleaned("\n\n".join((LEAD, "‘Goodwill gesture’", SECOND, "A DOOR LEFT OPEN", THIRD, "What next?", FOURTH))))
    assert found["‘Goodwill gesture’"] == found["A DOOR LEFT OPEN"] == found["What next?"] == "subhead"


def test_list_of_short_lines_is_report():
    lines = ("In the cabinet were:", "Ilan Dresk of Norport", "Jan Vrel of Southmark", "Mara Holt of Eastmark", SECOND)
    assert set(kinds(cleaned("\n".join((LEAD, *lines)))).values()) == {"body"}


def test_text_in_capitals_has_no_links():
    lines = ("NORLAND WILL NOT SIGN THE TREATY ON FISHERIES AND TRADE", "THE MINISTER TOLD PARLIAMENT SO ON MONDAY EVENING")
    assert not any(block.is_furniture for block in cleaned("\n".join(lines * 3)).blocks if block.kind != "duplicate")


# ---------------------------------------------------------------------------------------------- inside a line


@pytest.mark.parametrize(
    ("line", "stub"),
    [
        ("Dresk left early. (RELATED: Norland shuts its border)", "(RELATED: Norland shuts its border)"),
        ("President Holt Mara (Mia) HoltNorland votes MORE said no.", "Mara (Mia) HoltNorland votes MORE"),
        ("The talks ended on Monday.image beaconimage beacon", "image beaconimage beacon"),
    ],
)
def test_stub_inside_a_line(line, stub):
    article = cleaned(f"{LEAD}\n\n{line}\n\n{SECOND}")
    assert [words for block, words in explain(article) if block.is_furniture] == [stub]


def test_agency_after_the_last_sentence():
    article = cleaned(f"{LEAD}\n\n{SECOND}\n\n“They will come back,” Holt said. “They always do.” Bloomberg")
    assert article.blocks[-1].kind == "credit"
    assert article.agencies == ("Bloomberg",)


# ---------------------------------------------------------------------------------------------- told twice


def test_flattened_copy_is_the_duplicate():
    body = (LEAD, SECOND, THIRD, FOURTH)
    flat = (
        "in Norport in Southmark    "
        + " ".join(body).replace("Norport ", "Norport  ")
        + " Want to know more?  Ilan Dresk  Norland  fisheries"
    )
    article = cleaned("\n\n".join(("Norland will not sign", flat, *body)))
    found = [(block.kind, words) for block, words in explain(article)]
    assert found[0] == ("title", "Norland will not sign")
    assert [kind for kind, _ in found[1:5]] == ["stub", "duplicate", "stub", "tags"]
    assert [words for kind, words in found if kind == "body"] == list(body)


def test_flattened_copy_may_come_second():
    body = (LEAD, SECOND, THIRD, FOURTH)
    article = cleaned("\n\n".join((*body, " ".join(body))))
    assert [block.kind for block in article.blocks] == ["body"] * 4 + ["duplicate"]


def test_body_pasted_twice_keeps_what_only_one_copy_tells():
    article = cleaned("\n\n".join((LEAD, SECOND, THIRD, FOURTH, LEAD, SECOND, FOURTH)))
    assert [words for block, words in explain(article) if not block.is_furniture] == [LEAD, SECOND, THIRD, FOURTH]
    assert {block.kind for block in article.blocks} == {"body", "duplicate"}


def test_repeated_quotation_is_no_copy():
    quote = "“We will not sign this treaty, not this year, not next year and not in my lifetime,” Dresk told parliament."
    text = "\n\n".join((LEAD, quote, SECOND, THIRD, quote, FOURTH))
    assert not any(block.is_furniture for block in cleaned(text).blocks)


# ---------------------------------------------------------------------------------------------- head and tail


def test_headline_and_what_stands_above_and_below_it():
    article = cleaned(f"HarbourBite\n\nNorland will not sign the treaty\n\nMinister tells parliament so\n\n{LEAD}\n\n{SECOND}")
    assert article.title == "Norland will not sign the treaty"
    assert [block.kind for block in article.blocks] == ["navigation", "title", "standfirst", "body", "body"]


def test_given_title_is_found_in_the_text():
    article = cleaned(f"Norland ‘will not sign’\n\n{LEAD}\n\n{SECOND}", title="Norland 'will not sign'")
    assert article.blocks[0].kind == "title"
    assert article.title == "Norland 'will not sign'"


def test_sentence_is_no_title():
    assert cleaned(f"{LEAD}\n\n{SECOND}").title is None
    assert cleaned("Norland will not sign the treaty").title is None


@pytest.mark.parametrize(
    ("line", "authors", "on", "outlet"),
    [
        ("By Mara Holt and Jan Vrel", ("Mara Holt", "Jan Vrel"), None, None),
        ("By MARA HOLT, Foreign Editor", ("Mara Holt",), None, None),
        ("Mara Holt in Norport", ("Mara Holt",), None, None),
        ("Mara Holt | 3 May 2031 | 10:15 GMT", ("Mara Holt",), date(2031, 5, 3), None),
        ("Harbour PostlogoHarbour Post 13-04-2031 Mara Holt", ("Mara Holt",), date(2031, 4, 13), "Harbour Post"),
        ("Updated 10:25 AM ET, Thu May 3, 2031", (), date(2031, 5, 3), None),
        ("Published 04/05/2031", (), None, None),
    ],
)
def test_byline(line, authors, on, outlet):
    article = cleaned(f"Norland will not sign the treaty\n\n{line}\n\n{LEAD}\n\n{SECOND}")
    assert [block.kind for block in article.blocks] == ["title", "byline", "body", "body"]
    assert (article.authors, article.published_on, article.outlet) == (authors, on, outlet)


@pytest.mark.parametrize(
    ("dateline", "agencies", "on"),
    [
        ("GENEVA (Reuters) - ", ("Reuters",), None),
        ("NORPORT, Norland (AP) — ", ("AP",), None),
        ("OSLO/PARIS, April 3, 2031 (AFP) - ", ("AFP",), date(2031, 4, 3)),
        ("NORPORT — ", (), None),
        ("Moscow: ", (), None),
        ("(CNN) ", (), None),
        ("(Norport) – ", (), None),
        ("Norport — ", (), None),
    ],
)
def test_dateline(dateline, agencies, on):
    article = cleaned(f"{dateline}{LEAD}\n\n{SECOND}")  # the text says "in Norport"
    assert [(block.kind, words) for block, words in explain(article)][:2] == [("byline", dateline.strip()), ("body", LEAD)]
    assert (article.agencies, article.published_on) == (agencies, on)


@pytest.mark.parametrize("label", ["Dresk: ", "TRUCE: ", "Holt — ", "Analysis: "])
def test_label_is_no_dateline(label):
    assert cleaned(f"{label}{LEAD}\n\n{SECOND}").blocks[0].span.start == 0
    assert cleaned(f"{label}{LEAD}\n\n{SECOND}").blocks[0].kind == "body"


def test_credits_and_address_tell_the_origin():
    tail = "With reporting by AFP, dpa, and Reuters\n\nOriginal URL: https://www.harbour.example/2031/05/03/norland"
    article = cleaned(f"{LEAD}\n\n{SECOND}\n\n{tail}")
    assert article.agencies == ("AFP", "dpa", "Reuters")
    assert article.url == "https://www.harbour.example/2031/05/03/norland"
    assert article.outlet == "harbour.example"
    assert article.published_on == date(2031, 5, 3)


def test_copyright_line_names_the_outlet_but_not_an_agency():
    assert cleaned(f"{LEAD}\n\n{SECOND}\n\nCopyright © 2031 The Harbour Post, LLC.").outlet == "The Harbour Post"
    assert cleaned(f"{LEAD}\n\n{SECOND}\n\nCopyright 2031 The Associated Press. All rights reserved.").outlet is None


def test_what_was_known_stays():
    article = cleaned(f"By Jan Vrel\n\nGENEVA (AP) - {LEAD}", outlet="Harbour Post", authors=("Mara Holt",), agencies=("dpa",))
    assert (article.outlet, article.authors, article.agencies) == ("Harbour Post", ("Mara Holt",), ("dpa",))


@pytest.mark.parametrize(
    ("path", "outlet"),
    [
        ("pile/harbour-post.txt", "Harbour Post"),
        ("the_evening_herald-2031-05-03.txt", "The Evening Herald"),
        ("bbc.txt", "BBC"),
        ("the-continental.txt", "The Continental"),
        ("www.harbour.com_norland.html", "harbour.com"),
        ("000_3c515762129bef56.txt", None),
        ("article-3.txt", None),
        ("news.txt", None),
        ("norland.txt", None),
        (None, None),
    ],
)
def test_outlet_of_path(path, outlet):
    assert outlet_of_path(path) == outlet


def test_file_name_that_the_page_repeats():
    article = cleaned(f"Metro Nord\n\nNorland will not sign the treaty\n\n{LEAD}\n\n{SECOND}", path="pile/metro-nord.txt")
    assert (article.outlet, article.title) == ("Metro Nord", "Norland will not sign the treaty")


def test_tail_of_the_page():
    tail = (
        "With reporting by AFP and dpa",
        "Harbour Radio journalists report the news in nine languages. We provide what many people cannot get elsewhere.",
        "Harbour Radio has been declared a “foreign voice” by the government.",
        "If you are in Norland, please note that you could be fined for sharing or commenting on our content.",
    )
    article = cleaned("\n\n".join((LEAD, SECOND, THIRD, FOURTH, *tail)))
    assert [block.kind for block in article.blocks] == ["body"] * 4 + ["credit"] + ["about"] * 3
    assert article.outlet == "Harbour Radio"


def test_report_after_a_credit_stays():
    article = cleaned("\n\n".join((LEAD, SECOND, "With reporting by AFP", THIRD, FOURTH)))
    assert [block.kind for block in article.blocks] == ["body", "body", "credit", "body", "body"]


def test_note_on_the_author():
    text = "\n\n".join((LEAD, SECOND, FOURTH))
    assert cleaned(f"{text}\n\nNora Quill is a professor of law at Norport University.").blocks[-1].kind == "about"
    assert cleaned(f"{text}\n\n{THIRD}\n\nMara Holt is a former editor of the Norland Review.").blocks[-1].kind == "body"


# ---------------------------------------------------------------------------------------------- recurring lines


def pile(line, n, *, outlet="Harbour Post"):
    heads = ("Ferry sinks off Southmark", "Premier resigns over budget", "Wolves return to Eastmark", "Strike halts trams")
    return [Article(id=str(k), outlet=outlet, title=heads[k], text=f"{LEAD[k:]}\n\n{line}\n\n{SECOND}") for k in range(n)]


@pytest.mark.parametrize(
    ("line", "n", "outlet", "found"),
    [
        ("Harbour plus insight", 3, "Harbour Post", True),
        ("Your gift keeps our newsroom going, and our readers thank you for it.", 3, "Harbour Post", True),
        ("Harbour plus insight", 2, "Harbour Post", False),  # an update repeats its forerunner
        ("Harbour plus insight", 3, None, False),  # whose page it is, is not known
        ("The treaty took four years to negotiate and was never signed.", 3, "Harbour Post", False),  # an agency's background
        ("What has the reaction been?", 3, "Harbour Post", False),  # a sub-head
    ],
)
def test_recurring_lines(line, n, outlet, found):
    articles = pile(line, n, outlet=outlet)
    recurring = recurring_lines(articles, SETTINGS)
    assert bool(recurring) is found
    assert all((kinds(clean(a, SETTINGS, recurring=recurring))[line] in FURNITURE) is found for a in articles)


def test_versions_of_one_story_do_not_recur():
    texts = [f"Ferry sinks\n\n{LEAD}\n\n{k}" for k in range(5)]
    articles = [Article(id=text, outlet="Harbour Post", title="Ferry sinks off Southmark", text=text) for text in texts]
    assert recurring_lines(articles, SETTINGS) == frozenset()


# ---------------------------------------------------------------------------------------------- for any text

LINES = [
    *(case["text"] for case in CASES["furniture"]),
    *CASES["report"][:6],
    *(LEAD, SECOND, THIRD, f"GENEVA (Reuters) - {LEAD}", "Norland will not sign", "Will Norland ever sign the treaty at all?"),
    *("By Mara Holt", "Mara Holt", "Evening Post", "3 May 2031", "Associated Press", "Dresk", "What next?", "", " ", "…"),
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=60)), max_size=14).map("\n".join),
    st.lists(st.sampled_from(LINES), max_size=14).map("\n\n".join),
)
KNOWN = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Norland will not sign", "What next?", ""]),
        "outlet": st.sampled_from(["Evening Post", "Reuters"]),
        "authors": st.just(("Mara Holt",)),
    },
)


@settings(deadline=None)
@given(TEXTS, KNOWN)
def test_blocks_partition_what_is_not_white_space(text, known):
    article = cleaned(text, **known)
    assert article.text == text
    covered = [k for block in article.blocks for k in range(*block.span)]
    assert covered == sorted(set(covered))
    assert {k for k, char in enumerate(text) if not char.isspace()} <= set(covered)
    assert all(block.span.start < block.span.end <= len(text) for block in article.blocks)


@settings(deadline=None)
@given(TEXTS, KNOWN)
def test_clean_is_idempotent(text, known):
    once = cleaned(text, **known)
    assert clean(once, SETTINGS) == once


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "A" * 10_000, "Aa " * 5_000, "“" * 3_000, "A/" * 3_000, "(" * 2_000, "Holt " * 3_000 + " MORE", "1:00 " * 900,
     "a@" * 4_000, "\n".join(["Norland"] * 3_000), "Read more " * 800, ("A. " * 40 + "\n") * 200],
)  # fmt: skip
def test_hostile_text(text):
    article = cleaned(text, title="A" * 5_000)
    assert sum(len(block.span.of(text).strip()) > 0 for block in article.blocks) == len(article.blocks)
