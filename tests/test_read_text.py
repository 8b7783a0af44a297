"""Text files in any encoding, folders, standard input, and what is passed over."""

from __future__ import annotations

import codecs
import io
import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read import read_articles
from rashomon.read.decode import decode
from rashomon.settings import Settings

USUAL = Settings()
REPORT = (
    "Talks fail\n\nForeign Minister Ilan Dresk of Norland said on Tuesday that the talks with Sudmark had failed. "
    "“We tried,” he said – and the café stayed open.\n"
)


def read(*paths, settings=USUAL, **options):
    articles, problems = read_articles([str(path) for path in paths], settings, **options)
    for problem in problems:  # every problem is one sentence that says what to do
        assert problem.reason
        assert problem.remedy
        assert "\n" not in str(problem)
    return articles, problems


def read_bytes(tmp_path, raw, name="a.txt", **options):
    (tmp_path / name).write_bytes(raw)
    return read(tmp_path / name, **options)


def stdin_of(monkeypatch, raw):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


# --- encodings


@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8 with BOM"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32-le"),
        ("cp1252", b"", "windows-1252"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_encoding_and_line_end(tmp_path, codec, mark, encoding, line_end):
    (article,), problems = read_bytes(tmp_path, mark + REPORT.replace("\n", line_end).encode(codec))
    assert problems == []
    assert article.text == REPORT
    assert article.encoding == encoding


def test_latin_1_where_windows_has_no_character(tmp_path):
    (article,), _ = read_bytes(tmp_path, b"The caf\xe9 of Port Allard \x81 was closed.")
    assert article.text == "The café of Port Allard \x81 was closed."
    assert article.encoding == "iso-8859-1"


def test_utf_8_with_a_few_foreign_bytes_stays_utf_8(tmp_path):
    raw = REPORT.encode() * 3 + b"The caf\xe9 closed."
    (article,), _ = read_bytes(tmp_path, raw)
    assert article.text == REPORT * 3 + "The café closed."
    assert article.encoding == "utf-8 with faulty bytes"


LATIN = st.text(st.sampled_from("the talks of Norland and Sudmark failed, said Dresk.\né–“”’"), min_size=4)


@given(LATIN.filter(lambda text: sum(map(str.isascii, text)) > 0.7 * len(text)), st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf_16_needs_no_mark(text, codec):
    assert decode(text.encode(codec)) == (text, codec)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")))
def test_utf_8_round_trip(text):
    assert decode(text.encode("utf-8")) == (text, "utf-8")
    assert decode(codecs.BOM_UTF8 + text.encode("utf-8")).text == text
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")).text == text


@given(st.binary(), st.sampled_from([None, "latin-1", "shift_jis", "rot13", "undefined", "unicode_escape", "no-such", "\x00"]))
def test_decoding_never_fails(raw, declared):
    decode(raw, declared).text.encode("utf-8", "surrogatepass")


# --- what an article of a text file is


def test_text_is_kept_to_the_character(tmp_path):
    text = "  \n\tTalks fail  \n\n\n The end of it. \u2028 \n "
    (article,), _ = read_bytes(tmp_path, text.encode())
    assert article.text == text
    assert len(article.sha256) == 64


def test_what_is_not_known_is_none(tmp_path):
    (article,), _ = read_bytes(tmp_path, REPORT.encode())
    assert (article.outlet, article.title, article.published_on, article.url, article.authors) == (None, None, None, None, ())
    assert article.path == str(tmp_path / "a.txt")
    (named,), _ = read(tmp_path / "a.txt", outlet="The Example")
    assert named.outlet == "The Example"
    assert named.id != article.id


def test_front_matter_is_read_and_stays_in_the_text(tmp_path):
    text = (
        '---\ntitle: "Talks fail"\nsource: https://www.post.example/a\ndate: 2017-04-12\nauthors:\n'
        "  - Mara Holt\n  - Ilan Dresk\n---\n" + REPORT
    )
    (article,), _ = read_bytes(tmp_path, text.encode(), "a.md")
    assert article.text == text
    assert (article.title, article.outlet) == ("Talks fail", "post.example")
    assert (article.published_on, article.authors) == (date(2017, 4, 12), ("Mara Holt", "Ilan Dresk"))


def test_a_line_of_dashes_is_no_front_matter(tmp_path):
    (article,), _ = read_bytes(tmp_path, b"---\n\nThe talks: they failed.\n\n---\n\nThe end of the story.")
    assert article.title is None


def test_a_page_that_is_called_text_is_a_page(tmp_path):
    page = f"<!DOCTYPE html><html><body><article><p>{REPORT}</p></article></body></html>"
    (article,), _ = read_bytes(tmp_path, page.encode())
    assert "<" not in article.text
    assert "Ilan Dresk of Norland said" in article.text


# --- what is passed over


FOREIGN = "Der Minister sagte am Dienstag, die Verhandlungen mit dem Nachbarland seien gescheitert, und ging. "
UNFIT = {
    "nothing": (b"", "empty"),
    "blanks": (b" \n\t\r\n", "empty"),
    "a mark alone": (codecs.BOM_UTF8 + b"\n", "no text"),
    "no letter": ("\u200b \u2014 ... \n".encode(), "no text"),
    "a PDF": (b"%PDF-1.4 ...", "a PDF"),
    "a Word file": (b"PK\x03\x04" + bytes(40), "Word"),
    "all bytes": (bytes(range(256)) * 8, "binary"),
    "zeros": (bytes(1_000), "binary"),
    "German": ((FOREIGN * 3).encode(), "not English (de)"),
    "French": (("Le ministre a déclaré mardi que les négociations avaient échoué. " * 4).encode("cp1252"), "not English (fr)"),
    "Chinese": ("外交部长星期二表示与邻国的谈判已经失败边境将至少关闭三个星期".encode(), "not English (zh)"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_unfit_files_are_told_and_the_rest_goes_on(tmp_path, case):
    raw, reason = UNFIT[case]
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(raw)
    articles, (problem,) = read(tmp_path)
    assert [article.path for article in articles] == [str(tmp_path / "good.txt")]
    assert problem.where == str(tmp_path / "bad.txt")
    assert reason in problem.reason


@pytest.mark.parametrize(
    "text",
    [
        "Talks fail.",
        "Norland 3, Sudmark 2",
        "Verhandlungen gescheitert",  # two words could be names
        "Norland 3, Sudmark 2. Goals: Holt 12, Dresk 44, Varga 89. Booked: Petrov, Silva, Jansen. Attendance 41,200. "
        "Referee: Mara Lind. Next: Sudmark v Norland, Saturday, 3pm. Standings: Norland 14 points, Sudmark 11, Eastmark 9",
        FOREIGN * 20 + REPORT * 20,  # a part in English
    ],
)
def test_benefit_of_the_doubt(tmp_path, text):
    articles, problems = read_bytes(tmp_path, text.encode())
    assert len(articles) == 1, problems


def test_a_declared_language_makes_a_short_text_worth_asking_about(tmp_path):
    line = "Die Verhandlungen sind gescheitert, sagte der Minister am Dienstag."
    (tmp_path / "a.jsonl").write_text('{"text": "%s", "language": "de"}\n{"text": "%s"}' % (line, line), encoding="utf-8")  # noqa: UP031
    articles, (problem,) = read(tmp_path)
    assert len(articles) == 1
    assert problem.where.endswith("a.jsonl, line 1")


def test_a_text_over_the_limit(tmp_path):
    small = Settings(max_text_bytes=300)
    articles, (problem,) = read_bytes(tmp_path, ("é" * 151).encode(), settings=small)
    assert articles == []
    assert "longer than 300 bytes" in problem.reason
    articles, problems = read_bytes(tmp_path, ("é" * 150).encode(), settings=small)
    assert (len(articles), problems) == (1, [])


def test_a_file_far_over_the_limit_is_not_read_whole(tmp_path):
    articles, (problem,) = read_bytes(tmp_path, b"The talks failed. " * 100, settings=Settings(max_text_bytes=100))
    assert articles == []
    assert "longer than 100 bytes" in problem.reason


def test_zeros_in_a_text_are_replaced_one_for_one(tmp_path):
    raw = REPORT.encode().replace(b"Talks", b"Tal\x00s")
    (article,), _ = read_bytes(tmp_path, raw)
    assert article.text == REPORT.replace("Talks", "Tal\ufffds")


def test_missing_and_forbidden_files(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    articles, problems = read(tmp_path / "no.txt", "nul\0.txt", tmp_path)
    assert len(articles) == 1
    assert (
        sorted(problem.reason for problem in problems) == ["the link leads nowhere"] + ["there is no such file or folder"] * 2
    )

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    articles, (problem,) = read(tmp_path / "a.txt")
    assert articles == []
    assert "not permitted" in problem.reason


def test_a_failing_disk(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")

    def fail(*_, **__):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("builtins.open", fail)
    _, (problem,) = read(tmp_path / "a.txt")
    assert "Input/output error" in problem.reason


# --- folders


def test_folders_are_walked_in_order_without_hidden_files(tmp_path):
    for name in ("b/2.txt", "b/1.md", "a.txt", ".hidden.txt", ".git/c.txt", "b/.x/d.txt", "UPPER.TXT"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{REPORT} {name}", encoding="utf-8")
    articles, problems = read(tmp_path)
    assert problems == []
    assert [os.path.relpath(article.path, tmp_path) for article in articles] == ["UPPER.TXT", "a.txt", "b/1.md", "b/2.txt"]


def test_files_of_other_kinds_are_counted_in_one_sentence(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    for name in ("b.pdf", "c.pdf", "d.docx", "Makefile"):
        (tmp_path / name).write_bytes(b"x")
    articles, (problem,) = read(tmp_path)
    assert len(articles) == 1
    assert problem.reason == "4 files are of another kind and passed over (no suffix: 1, .docx: 1, .pdf: 2)"


def test_what_a_browser_saved_beside_a_page_is_part_of_it(tmp_path):
    (tmp_path / "talks.html").write_text(f"<html><body><p>{REPORT}</p></body></html>", encoding="utf-8")
    (tmp_path / "talks_files").mkdir()
    (tmp_path / "talks_files" / "advert.html").write_text("<html><body><p>Buy the new car.</p></body></html>", encoding="utf-8")
    (tmp_path / "talks_files" / "style.css").write_text("p {}", encoding="utf-8")
    articles, problems = read(tmp_path)
    assert (len(articles), problems) == (1, [])


def test_an_empty_folder_is_told(tmp_path):
    articles, (problem,) = read(tmp_path)
    assert articles == []
    assert "no file" in problem.reason


def test_a_folder_that_links_to_itself(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    articles, _ = read(tmp_path)
    assert len(articles) == 1


def test_a_pipe_in_a_folder_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    articles, (problem,) = read(tmp_path)
    assert articles == []
    assert "another kind" in problem.reason


def test_files_named_twice_are_read_once_whatever_the_order(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{REPORT} {name}", encoding="utf-8")
    one = read(tmp_path, tmp_path / "b.txt", tmp_path / "a.txt")
    assert len(one[0]) == 2
    assert read(tmp_path / "b.txt", tmp_path / "a.txt", tmp_path) == one


@pytest.mark.parametrize("name", ["report", "report.log"])
def test_a_file_named_on_its_own_is_read_whatever_its_suffix(tmp_path, name):
    (article,), _ = read_bytes(tmp_path, REPORT.encode(), name)
    assert article.text == REPORT
    (article,), _ = read_bytes(tmp_path, b'[{"id": "x", "text": "The talks failed."}]', name)
    assert article.id == "x"


def test_names_that_are_no_utf_8(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as stream:
        stream.write(REPORT.encode())
    articles, problems = read_articles([os.fsdecode(path)], Settings())
    assert (len(articles), problems) == (1, [])
    articles[0].path.encode("utf-8")


# --- duplicates and identifiers


def test_identical_articles_stay_as_duplicates_of_the_first(tmp_path):
    for name in ("c.txt", "a.txt", "b.txt"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    (tmp_path / "d.txt").write_text(f"{REPORT}!", encoding="utf-8")
    (first, *others, last), problems = read(tmp_path / "c.txt", tmp_path)
    assert problems == []
    assert (first.path, first.duplicate_of, last.duplicate_of) == (str(tmp_path / "a.txt"), None, None)
    assert [other.duplicate_of for other in others] == [first.id] * 2
    assert [other.id for other in others] == [f"{first.id}-2", f"{first.id}-3"]


# --- standard input


@pytest.mark.parametrize(
    ("raw", "ids"),
    [
        (b'{"id": "a", "text": "The talks failed."}', ["a"]),
        (b'[\n  {"id": "a", "text": "The talks failed."},\n  {"id": "b", "text": "The end."}\n]', ["a", "b"]),
        (b'{"id": "a", "text": "The talks failed."}\n{"id": "b", "text": "The end."}\n', ["a", "b"]),
        (b'\xef\xbb\xbf\n{\n"id": "a", "text": "The talks failed."}', ["a"]),
        (b'id,title,text\na,T,"The talks, they failed."\n', ["a"]),
        ('{"id": "a", "text": "The talks failed."}'.encode("utf-16"), ["a"]),
    ],
)
def test_standard_input_tells_its_kind(monkeypatch, raw, ids):
    stdin_of(monkeypatch, raw)
    articles, problems = read("-", "-")
    assert problems == []
    assert [article.id for article in articles] == ids


@pytest.mark.parametrize("text", [REPORT, "[Photo] The talks failed.", "{sic} The talks failed, he said.", "Title, text of it"])
def test_standard_input_is_text_else(monkeypatch, text):
    stdin_of(monkeypatch, text.encode())
    (article,), _ = read("-")
    assert (article.text, article.path) == (text, None)


def test_standard_input_as_a_page(monkeypatch):
    stdin_of(monkeypatch, f"<div><p>{REPORT}</p></div>".encode())
    (article,), _ = read("-")
    assert article.text.startswith("Talks fail")


@pytest.mark.parametrize("raw", [b"", b"\x00\x01\x02" * 50, b'{"text": "The talks'])
def test_standard_input_that_is_unfit(monkeypatch, raw):
    stdin_of(monkeypatch, raw)
    articles, (problem,) = read("-")
    assert articles == []
    assert problem.where == "standard input"


# --- the house


def test_reading_text_loads_no_heavy_library(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    code = (
        "import sys; from rashomon.read import read_articles; from rashomon.settings import Settings;"
        f"assert len(read_articles([{str(tmp_path)!r}], Settings())[0]) == 1;"
        "sys.exit(str([n for n in ('trafilatura', 'htmldate', 'dateparser', 'py3langid', 'lxml', 'ssl') if n in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))),
    st.sampled_from(["a.txt", "a.json", "a.jsonl", "a.csv", "a"]),
)
def test_nothing_raises(tmp_path_factory, raw, name):
    path = tmp_path_factory.getbasetemp() / f"fuzz-{name}"
    path.write_bytes(raw)
    articles, problems = read_articles([path], Settings())
    assert articles or problems
    for article in articles:
        article.text.encode("utf-8")
