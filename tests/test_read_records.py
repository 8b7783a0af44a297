"""JSON, JSON lines and CSV: the shapes that exports have, and what is kept to the character."""

from __future__ import annotations

import codecs
import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from rashomon.lexicon import lexicon
from rashomon.model import content_id
from rashomon.read import read_articles
from rashomon.read.fields import plain_name
from rashomon.settings import Settings

USUAL = Settings()
TEXT = "Foreign Minister Ilan Dresk of Norland said that the talks had failed."
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "read_records.yaml").read_text(encoding="utf-8"))


def read_raw(path, raw, settings=USUAL):
    path.write_bytes(raw if isinstance(raw, bytes) else raw.encode("utf-8"))
    return read_articles([path], settings)


def read_value(path, value):
    return read_raw(path, json.dumps(value, default=str))


def filled(value):
    if isinstance(value, dict):
        return {name: filled(part) for name, part in value.items()}
    return TEXT if value == "TEXT" else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_usual_names_of_fields(tmp_path, case, suffix):
    (article,), problems = read_value(tmp_path / f"a{suffix}", filled(case["record"]))
    assert problems == []
    expected = {"text": TEXT, **case["article"]}
    found = {name: getattr(article, name) for name in expected}
    found["authors"] = list(article.authors)
    assert found == {**expected, "authors": expected.get("authors", found["authors"])}


def test_the_list_of_names_is_written_as_names_are_compared():
    for what, names in lexicon("fields").items():
        assert len(names) == len(set(names)), what
        if what not in ("inside", "nothing"):
            assert [plain_name(name) for name in names] == names


NAMES = [name for names in lexicon("fields").values() for name in names]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([TEXT, "2017-04-12", "x.example"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*NAMES, "$oid", "$date", "@id"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@examples(max_examples=200, deadline=None)
@given(VALUES)
def test_any_value_may_stand_in_any_field(tmp_path_factory, value):
    articles, problems = read_value(tmp_path_factory.getbasetemp() / "any.json", value)
    assert articles or problems
    assert len({article.id for article in articles}) == len(articles)


# --- JSON in all its wrappings


RECORD = {"id": "a", "text": TEXT}
OTHER = {"id": "b", "text": f"{TEXT} He left."}


@pytest.mark.parametrize(
    "value",
    [
        [RECORD, OTHER],
        {"articles": [RECORD, OTHER]},
        {"id": "story", "title": "A story", "articles": [RECORD, OTHER]},
        {"status": "ok", "totalResults": 2, "results": [RECORD, OTHER]},
        {"response": {"docs": [RECORD, OTHER], "meta": {}}},
        {"articles": {"page": 1, "results": [RECORD, OTHER]}},
        {
            "hits": {
                "total": 2,
                "hits": [{"_id": "a", "_source": {"text": TEXT}}, {"_id": "b", "_source": {"text": OTHER["text"]}}],
            }
        },
        [{"id": "s1", "articles": [RECORD]}, {"id": "s2", "articles": [OTHER]}],
        [[RECORD], [OTHER]],
        {"a": {"text": TEXT}, "b": {"text": OTHER["text"]}},
        {"id": {"0": "a", "1": "b"}, "text": {"0": TEXT, "1": OTHER["text"]}},
        {"id": ["a", "b"], "text": [TEXT, OTHER["text"]]},
        {"columns": ["id", "text"], "index": [0, 1], "data": [["a", TEXT], ["b", OTHER["text"]]]},
    ],
    ids=str,
)
def test_json_in_any_wrapping(tmp_path, value):
    articles, problems = read_value(tmp_path / "a.json", value)
    assert problems == []
    assert [(article.id, article.text) for article in articles] == [("a", TEXT), ("b", OTHER["text"])]


@pytest.mark.parametrize("between", ["\n", "\n\n", " ", ""])
def test_values_one_after_another(tmp_path, between):
    articles, problems = read_raw(tmp_path / "a.json", between.join(json.dumps(part, indent=1) for part in (RECORD, OTHER)))
    assert ([article.id for article in articles], problems) == (["a", "b"], [])


def test_lines_that_are_called_json_and_json_that_is_called_lines(tmp_path):
    lines = f"{json.dumps(RECORD)}\n{json.dumps(OTHER)}\n"
    whole = json.dumps([RECORD, OTHER], indent=2)
    assert len(read_raw(tmp_path / "a.json", lines)[0]) == 2
    assert len(read_raw(tmp_path / "a.jsonl", whole)[0]) == 2


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".csv"])
def test_tables_and_records_in_any_encoding(tmp_path, codec, suffix):
    text = "“We tried,” he said – and the café stayed open."
    value = json.dumps({"id": "a", "text": text}, ensure_ascii=False) if suffix != ".csv" else f'id,text\na,"{text}"\n'
    (article,), problems = read_raw(tmp_path / f"a{suffix}", value.encode(codec))
    assert problems == []
    assert (article.id, article.text) == ("a", text)


def test_lines_end_at_the_line_feed_alone(tmp_path):
    text = "One\u2028two\x85three\x0bfour"
    (article,), _ = read_raw(tmp_path / "a.jsonl", json.dumps({"text": text}, ensure_ascii=False) + "\r\n\r\n")
    assert article.text == text


def test_each_line_has_its_own_encoding(tmp_path):
    lines = ('{"text": "The café closed."}\n'.encode(codec) for codec in ("utf-8", "cp1252"))
    articles, _ = read_raw(tmp_path / "a.jsonl", b"".join(lines))
    assert [article.text for article in articles] == ["The café closed."] * 2
    assert [article.encoding for article in articles] == ["utf-8", "windows-1252"]


def test_half_a_surrogate_pair_is_replaced_in_place(tmp_path):
    (article,), _ = read_raw(
        tmp_path / "a.json", r'{"id": "\ud83d", "title": "\udc00", "text": "Talks \ud83d fail \u0000 now"}'
    )
    assert article.text == "Talks \ufffd fail \ufffd now"
    article.id.encode("utf-8")
    article.title.encode("utf-8")


# --- what is broken


@pytest.mark.parametrize(
    ("raw", "line"),
    [('{\n"id": "a",\n"text": }', 3), ('[{"text": "The talks failed."},\n{"text"', 2), ("nothing of the sort", 1)],
)
def test_broken_json_is_told_with_its_line(tmp_path, raw, line):
    articles, (problem,) = read_raw(tmp_path / "a.json", raw)
    assert articles == []
    assert problem.reason == f"the JSON is broken in line {line}"


@pytest.mark.parametrize(
    "raw", ["[" * 100_000, '{"article":' * 900 + "1" + "}" * 900, "1" * 5_000, '{"text": ' + "9" * 5_000 + "}"]
)
@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_hostile_json(tmp_path, raw, suffix):
    articles, problems = read_raw(tmp_path / f"a{suffix}", raw)
    assert articles == []
    assert len(problems) == 1


@pytest.mark.parametrize("value", [{}, [], {"articles": []}, {"name": "settings", "version": 3}, "The talks failed.", 7, None])
def test_json_without_an_article(tmp_path, value):
    articles, (problem,) = read_value(tmp_path / "a.json", value)
    assert articles == []
    assert "no article" in problem.reason


def test_broken_lines_are_told_together_and_the_rest_is_read(tmp_path):
    lines = [json.dumps({"id": str(number), "text": f"{TEXT} {number}"}) for number in range(10)]
    lines[2] = lines[3] = lines[5] = lines[7] = lines[8] = '{"text": "The talks'
    articles, (problem,) = read_raw(tmp_path / "a.jsonl", "\n".join(lines))
    assert [article.id for article in articles] == ["0", "1", "4", "6", "9"]
    assert problem.where == f"{tmp_path / 'a.jsonl'}, lines 3, 4, 6 and 2 more"


def test_records_without_text_and_values_that_are_no_records(tmp_path):
    value = [RECORD, {"id": "x", "title": "No text", "url": "https://post.example/x"}, {"id": "y", "text": " "}, 7, None]
    articles, problems = read_value(tmp_path / "a.json", value)
    assert [article.id for article in articles] == ["a"]
    assert [problem.where.rpartition(", ")[2] for problem in problems] == ["articles 2 and 3", "articles 4 and 5"]


def test_an_overlong_line_is_passed_over(tmp_path):
    long = json.dumps({"text": "The talks failed. " * 40_000})
    articles, (problem,) = read_raw(tmp_path / "a.jsonl", f"{long}\n{json.dumps(RECORD)}\n", Settings(max_text_bytes=1_000))
    assert [article.id for article in articles] == ["a"]
    assert "line 1" in problem.where


def test_a_file_over_the_limit_is_not_read(tmp_path):
    _, (problem,) = read_raw(tmp_path / "a.json", json.dumps([RECORD] * 10), Settings(max_file_bytes=100))
    assert "larger than 100 bytes" in problem.reason


def test_binary_lines(tmp_path):
    _, (problem,) = read_raw(tmp_path / "a.jsonl", b"\x1f\x8b\x08" + bytes(100))
    assert "gzip" in problem.reason


# --- identifiers and duplicates


def test_identifiers_given_are_kept_and_others_are_hashes(tmp_path):
    values = [
        {**RECORD, "id": 12},
        {"text": "No name.", "outlet": "The Example", "url": "https://post.example/a"},
        {**OTHER, "id": " "},
    ]
    articles, _ = read_value(tmp_path / "a.json", values)
    expected = ["12", content_id("The Example", "https://post.example/a", "No name."), content_id("", "", OTHER["text"])]
    assert [article.id for article in articles] == expected


def test_two_articles_of_one_name(tmp_path):
    values = [RECORD, {**OTHER, "id": "a"}, {**RECORD, "id": "a-2", "text": "A third."}, {"id": "a", "text": "A fourth."}]
    articles, problems = read_value(tmp_path / "a.json", values)
    assert [article.id for article in articles] == ["a", "a-3", "a-2", "a-4"]
    assert len({article.text for article in articles}) == 4
    assert all("a is given to two different articles" in problem.reason for problem in problems)
    assert len(problems) == 2


def test_the_same_record_twice_is_a_duplicate_without_a_problem(tmp_path):
    articles, problems = read_value(
        tmp_path / "a.json", [RECORD, RECORD, {**RECORD, "id": "c"}, {**RECORD, "outlet": "The Example"}]
    )
    assert [(article.id, article.duplicate_of) for article in articles] == [
        ("a", None),
        ("a-2", "a"),
        ("c", "a"),
        ("a-3", None),
    ]
    assert len(problems) == 1


@examples(max_examples=30)
@given(st.permutations(["a.json", "b.json", "c.txt"]))
def test_the_order_of_the_arguments_does_not_matter(tmp_path_factory, names):
    folder = tmp_path_factory.getbasetemp() / "order"
    folder.mkdir(exist_ok=True)
    for name in ("a.json", "b.json"):
        (folder / name).write_text(json.dumps([RECORD, OTHER]), encoding="utf-8")
    (folder / "c.txt").write_text(TEXT, encoding="utf-8")
    assert read_articles([folder / name for name in names], USUAL) == read_articles([folder], USUAL)


# --- dates of a file


def test_the_file_tells_how_its_days_are_written(tmp_path):
    values = [{"text": f"{TEXT} {number}", "date": day} for number, day in enumerate(["04/12/2017", "13/12/2017"])]
    articles, problems = read_value(tmp_path / "a.json", values)
    assert [article.published_on for article in articles] == [date(2017, 12, 4), date(2017, 12, 13)]
    assert problems == []


def test_days_with_two_readings_are_left_out_and_told(tmp_path):
    values = [{"text": f"{TEXT} {number}", "date": "04/12/2017"} for number in range(3)]
    articles, (problem,) = read_value(tmp_path / "a.json", values)
    assert [article.published_on for article in articles] == [None] * 3
    assert "day first or month first" in problem.reason


# --- CSV


TABLE = 'id;title;text\r\na;Talks;"The talks, they ""failed"";\r\nhe said."\r\nb;;The end.\r\n'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("head", ["", "sep=;\r\n", "\r\n"])
def test_any_delimiter_and_quoted_line_ends(tmp_path, delimiter, head):
    rows = list(csv.reader(io.StringIO(TABLE, newline=""), delimiter=";"))
    table = io.StringIO(newline="")
    csv.writer(table, delimiter=delimiter).writerows(rows)
    articles, problems = read_raw(
        tmp_path / "a.csv", (head if delimiter == ";" or "sep" not in head else "") + table.getvalue()
    )
    assert problems == []
    assert [(article.id, article.title, article.text) for article in articles] == [
        ("a", "Talks", 'The talks, they "failed";\r\nhe said.'),
        ("b", None, "The end."),
    ]


def test_a_table_of_tabs(tmp_path):
    (article,), _ = read_raw(tmp_path / "a.tsv", f"ID\tFull Text\n7\t{TEXT}\n")
    assert (article.id, article.text) == ("7", TEXT)


def test_a_table_without_a_column_for_the_text(tmp_path):
    articles, (problem,) = read_raw(
        tmp_path / "a.csv", "GLOBALEVENTID,Actor1Name,SOURCEURL\n1,NORLAND,https://post.example/a\n"
    )
    assert articles == []
    assert "columns: GLOBALEVENTID, Actor1Name, SOURCEURL" in problem.reason


def test_long_fields_are_read_and_the_module_left_as_it_was(tmp_path):
    before = csv.field_size_limit()
    text = "The talks failed. " * 20_000
    (article,), _ = read_raw(tmp_path / "a.csv", f'text\n"{text}"\n')
    assert article.text == text
    assert csv.field_size_limit() == before


def test_short_rows_and_blank_rows(tmp_path):
    articles, (problem,) = read_raw(tmp_path / "a.csv", f"id,text\na\n\n,,\nb,{TEXT},more\n")
    assert [article.id for article in articles] == ["b"]
    assert problem.where.endswith("line 2")


def test_a_quote_that_is_never_closed(tmp_path):
    raw = f'id,text\na,{TEXT}\nb,"The talks\n' + f"c,{TEXT} too\n" * 50
    articles, problems = read_raw(tmp_path / "a.csv", raw, Settings(max_text_bytes=1_000))
    assert [article.id for article in articles] == ["a"]
    assert "line 3" in problems[0].where


@pytest.mark.parametrize("raw", [b"", b"\n\n", codecs.BOM_UTF8, b"id,text\n", b"%PDF-1.4", bytes(500)])
def test_tables_with_nothing_in_them(tmp_path, raw):
    articles, problems = read_raw(tmp_path / "a.csv", raw)
    assert articles == []
    assert len(problems) == 1


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t"), max_size=40)


@examples(max_examples=60, deadline=None)
@given(st.lists(TEXTS.map(lambda text: f"The talks {text} failed"), min_size=1, max_size=5, unique=True))
def test_texts_come_back_to_the_character(tmp_path_factory, texts):
    folder = tmp_path_factory.getbasetemp()
    table = io.StringIO(newline="")
    csv.writer(table, quoting=csv.QUOTE_NONNUMERIC).writerows([["id", "text"], *enumerate(texts)])
    forms = {
        "r.jsonl": "\n".join(json.dumps({"id": number, "text": text}, ensure_ascii=False) for number, text in enumerate(texts)),
        "r.json": json.dumps([{"id": number, "text": text} for number, text in enumerate(texts)]),
        "r.csv": table.getvalue(),
    }
    for name, raw in forms.items():
        articles, problems = read_raw(folder / name, raw)
        assert problems == []
        assert [article.text for article in articles] == texts
        assert [article.id for article in articles] == [str(number) for number in range(len(texts))]
