"""Web pages: the text that spans point into, and what the page says of itself."""

from __future__ import annotations

import json
import logging
import pickle
from datetime import date, datetime, timezone

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from rashomon.read import read_articles
from rashomon.read.html import read_html
from rashomon.read.markup import has_markup, lines_of
from rashomon.settings import Settings

PARAGRAPHS = [
    "Foreign Minister Ilan Dresk of Norland said on Tuesday that the talks with Sudmark had failed, and that the border would "
    "stay closed for at least three weeks.",
    "“We tried everything,” Dresk told reporters in Port Allard after the meeting, which lasted for more than four hours.",
    "His counterpart, Mara Holt, denied that her delegation had left. She said that the two sides would meet again in May.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(head="", body=BODY, lang="en"):
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body><nav><ul><li><a href="/">Home</a></li></ul></nav>'
        f"<article><h1>Talks fail</h1>{body}</article><footer><p>About us | Contact</p></footer></body></html>"
    )


def read_page(source, **options):
    raw = source if isinstance(source, bytes) else source.encode("utf-8")
    return read_html(raw, file="a.html", path="a.html", **options)


def linked(**values):
    article = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Talks fail", **values}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def test_paragraphs_are_lines_and_the_frame_is_gone():
    article = read_page(page())
    lines = article.text.split("\n")
    assert lines[-3:] == PARAGRAPHS
    assert "Home" not in article.text
    assert "About us" not in article.text


def test_linked_data_tells_everything():
    head = linked(
        author=[{"@type": "Person", "name": "Mara Holt"}, {"name": "Jo Vane"}],
        publisher={"@type": "Organization", "name": "The Norland Post"},
        datePublished="2017-04-12T23:30:00-04:00",
        dateModified="2020-01-01",
        mainEntityOfPage={"@id": "https://post.example/talks"},
    )
    article = read_page(page(head))
    assert (article.title, article.outlet, article.authors) == ("Talks fail", "The Norland Post", ("Mara Holt", "Jo Vane"))
    assert article.published_on == date(2017, 4, 12)
    assert article.published_at.astimezone(timezone.utc) == datetime(2017, 4, 13, 3, 30, tzinfo=timezone.utc)  # noqa: UP017
    assert (article.url, article.language) == ("https://post.example/talks", "en")


@pytest.mark.parametrize(
    "script",
    [
        '{"@graph": [{"@type": "WebSite", "name": "Other"}, {"@type": ["Thing", "NewsArticle"], "headline": "Talks &amp;amp; '
        'tea", "author": {"@id": "#p"}}, {"@type": "Person", "@id": "#p", "name": "Mara Holt"}]}',
        '[{"@type": "BreadcrumbList"}, {"@type": "http://schema.org/NewsArticle", "headline": "Talks &amp; tea", '
        '"author": "Mara Holt"}]',
        '<!-- {"@type": "Article", "headline": ["Talks & tea"], "author": ["Mara Holt"],} -->',
        '//<![CDATA[\n{"@type": "Article", "about": "two\nlines", "headline": "Talks & tea", "author": ["Mara Holt"]}\n//]]>',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Talks & tea", "author": "By Mara Holt"}};',
    ],
)
def test_linked_data_as_newsrooms_write_it(script):
    article = read_page(page(f'<script type="application/ld+json; charset=utf-8">{script}</script>'))
    assert article.title == "Talks & tea"
    assert article.authors == ("Mara Holt",)


@pytest.mark.parametrize(
    "script", ["", "{", "null", "7", "[1, [2]]", '{"@type": 7, "headline": {}}', '{"@type": "Article", "headline": 1}']
)
def test_linked_data_that_is_of_no_use(script):
    article = read_page(page(f'<title>Talks fail</title><script type="application/ld+json">{script}</script>'))
    assert article.title == "Talks fail"


def test_articles_that_the_page_only_links_to_are_not_its_own():
    head = linked(author="Mara Holt", hasPart=[{"@type": "NewsArticle", "headline": "Another"}]).replace(
        "NewsArticle", "Article", 1
    )
    listed = '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "X"}]}'
    assert read_page(page(f'<script type="application/ld+json">{listed}</script>{head}')).title == "Talks fail"


def test_open_graph_and_other_meta_elements():
    head = (
        '<title>Talks fail | World | The Norland Post</title><meta property="og:title" content="Talks fail - The Norland Post">'
        '<meta property="og:site_name" content="The Norland Post | News you can use"><meta name="byl" content="By MARA HOLT">'
        '<meta property="article:author" content="https://social.example/mara"><meta property="og:url" content="https://post.example/t">'
        '<meta property="article:published_time" content="2017-04-12T10:05:00Z"><meta property="og:locale" content="en_GB">'
    )
    article = read_page(page(head, lang=""))
    assert (article.title, article.outlet, article.authors) == ("Talks fail", "The Norland Post", ("MARA HOLT",))
    assert (article.published_on, article.url, article.language) == (date(2017, 4, 12), "https://post.example/t", "en")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Talks fail | post.example", "Talks fail"),
        ("The Post - Talks fail", "Talks fail"),
        ("Port Allard - Talks fail", "Port Allard - Talks fail"),
        ("Post: Talks fail – again", "Post: Talks fail – again"),
        ("Talks fail", "Talks fail"),
    ],
)
def test_only_the_outlet_is_cut_from_a_title(title, expected):
    head = f'<title>{title}</title><link rel="canonical" href="https://www.post.example/talks">'
    assert read_page(page(head)).title == expected


def test_outlet_and_day_from_the_address():
    article = read_page(page(), url="https://www.post.example/2017/04/12/talks")
    assert (article.outlet, article.published_on) == ("post.example", date(2017, 4, 12))
    saved = "<!-- saved from url=(0041)https://www.post.example/2017/04/12/talks -->\n" + page()
    assert read_page(saved).url == "https://www.post.example/2017/04/12/talks"


def test_the_day_that_the_page_shows():
    article = read_page(page(body=f'<time datetime="2017-04-12">12 April</time>{BODY}'))
    assert article.published_on == date(2017, 4, 12)
    assert read_page(page()).published_on is None


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (page('<meta charset="windows-1252">').encode("cp1252"), "windows-1252"),
        (page('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">').encode("cp1252"), "windows-1252"),
        (page('<meta charset="iso-8859-1">').encode("utf-8"), "utf-8"),  # what the page says is wrong
        (page().encode("utf-16"), "utf-16-le"),
        (page().encode("cp1252"), "windows-1252"),
        (page('<meta charset="no-such">').encode("cp1252"), "windows-1252"),
    ],
)
def test_encodings_of_pages(raw, encoding):
    article = read_page(raw)
    assert article.encoding == encoding
    assert PARAGRAPHS[1] in article.text


def test_the_server_is_believed_before_the_page():
    raw = page('<meta charset="koi8-r">').encode("mac-roman")
    assert PARAGRAPHS[1] in read_page(raw, declared="macintosh").text


# --- pages that are not like the others


def test_a_fragment_and_a_page_without_tags():
    assert read_page("<p>The talks failed.</p>").text == "The talks failed."
    assert read_page("The talks failed.").text == "The talks failed."


def test_a_page_saved_as_one_file_with_its_pictures():
    picture = f'<img src="data:image/png;base64,{"A" * 11_000_000}">'
    assert PARAGRAPHS[2] in read_page(page(body=picture + BODY)).text


def test_a_page_that_scripts_build_gives_the_text_meant_for_search_engines():
    shell = f'<html><head>{linked(articleBody=chr(10).join(PARAGRAPHS))}</head><body><div id="app"></div></body></html>'
    assert read_page(shell).text.split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "source",
    [
        "<html><head><script>" + "var a = 1;" * 500 + '</script></head><body><div id="app"></div></body></html>',
        "<html><body></body></html>",
        "<html><head><title>Talks fail</title></head></html>",
        "<html><head><style>" + "p {color: red}" * 200 + "</style></head><body>Please wait.</body></html>",
    ],
)
def test_a_page_without_an_article(source):
    fault = read_page(source)
    assert "no article" in fault.reason


def test_pages_in_a_pile(tmp_path):
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    (tmp_path / "b.htm").write_text(page(body=BODY.replace("Tuesday", "Friday")), encoding="utf-8")
    (tmp_path / "c.html").write_bytes(b"%PDF-1.4")
    (tmp_path / "d.html").write_bytes(b"")
    articles, problems = read_articles([tmp_path], Settings())
    assert [article.path for article in articles] == [str(tmp_path / "a.html"), str(tmp_path / "b.htm")]
    assert ["PDF" in problems[0].reason, "empty" in problems[1].reason] == [True, True]


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000 + "The talks failed.",
        "<p>" + "x" * 100_000,
        "<html><body><table>" + "<tr><td>" * 3_000,
        "<!doctype html>" + "<!--" * 1_000,
        page('<meta property="og:title" content="' + "x" * 100_000 + '">'),
        page("<title>Talks\x00 fail</title>"),
        "<html><body>" + "&#x110000;&#xD800;&bogus;" * 50 + BODY,
    ],
    ids=range(7),
)
def test_hostile_pages(source):
    found = read_page(source)
    if hasattr(found, "text"):
        found.text.encode("utf-8")


@examples(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div",
                ">",
                "</article>",
                "<!--",
                "-->",
                "<script>",
                "&amp",
                "\x00",
                "<title>",
                "“",
                "Talks fail. ",
            ]
        )
    )
)
def test_any_tags(parts):
    read_page("".join(parts))


def test_libraries_keep_silent_and_stay_as_they_were(caplog):
    before = (logging.getLogger("trafilatura").propagate, list(logging.getLogger("trafilatura").handlers))
    with caplog.at_level(logging.DEBUG):
        read_page("<html><body></body></html>")
        read_page(page())
    assert [record.name for record in caplog.records if record.name.startswith(("trafilatura", "htmldate"))] == []
    assert (logging.getLogger("trafilatura").propagate, list(logging.getLogger("trafilatura").handlers)) == before


# --- fragments


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>One <b>two</b></p><p>Three &amp; four<br>five</p>", "One two\nThree & four\nfive"),
        ("<nav>Home</nav>Talks<script>var a = '<p>'</script> fail<style>p</style>", "Talks fail"),
        ("<nav><p>never closed<p>Talks", ""),
        ("<head><title>T</title><body>Talks</nav> fail", "Talks fail"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("<ul><li>One<li>Two</ul>", "One\nTwo"),
    ],
)
def test_fragments_become_lines(html, lines):
    assert lines_of(html) == lines


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("a <b>x</b> c", False),
        ("<p>x</p>", True),
        ("1 < 2 > 0", False),
        ("x<br/>y<br/>z", True),
        ("The <p> tag.", False),
        ("", False),
    ],
)
def test_a_stray_tag_is_no_markup(text, is_html):
    assert has_markup(text) is is_html


def test_many_pages_are_spread_and_stand_in_order_with_the_rest(tmp_path):
    for name in ("a.html", "c.html"):
        (tmp_path / name).write_text(page(linked(headline=f"Talks fail, {name}")), encoding="utf-8")
    (tmp_path / "b.txt").write_text("Holt left Ostvik.\n", encoding="utf-8")
    spread = []

    def backwards(work, files):
        spread.extend(file.path.name for file in files)
        return [*map(pickle.loads, map(pickle.dumps, [work(file) for file in reversed(files)]))][::-1]

    alone, _ = read_articles([tmp_path], Settings(), spread=backwards)
    assert spread == []
    shared, _ = read_articles([tmp_path], Settings(pool_from_pages=2), spread=backwards)
    assert spread == ["a.html", "c.html"]
    assert shared == alone
    assert [article.path[-6:] for article in shared] == ["a.html", "/b.txt", "c.html"]
