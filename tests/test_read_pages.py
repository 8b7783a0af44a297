"""Pages fetched from a server on the loopback interface: limits, redirects, politeness, and nothing else asked for."""

from __future__ import annotations

import gzip
import json
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest

from rashomon.read import read_articles
from rashomon.settings import Settings

QUICK = Settings(fetch_pause_s=0.0, fetch_timeout_s=10.0, fetch_max_bytes=20_000)
PARAGRAPH = (
    "Foreign Minister Ilan Dresk of Norland said on Tuesday that the talks with Sudmark had failed, and that the border would "
    "stay closed for at least three weeks. “We tried everything,” he told reporters in Port Allard after the meeting."
)
PAGE = f"<!DOCTYPE html><html><head><title>Talks fail</title></head><body><article><p>{PARAGRAPH}</p></article></body></html>"


class Handler(BaseHTTPRequestHandler):
    """Answers by path; notes every request with its time."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, time.monotonic(), dict(self.headers)))
        name = self.path.split("?")[0].strip("/").split("/")[0]
        getattr(self, f"page_{name}", self.page_missing)()

    def answer(self, raw, media="text/html; charset=utf-8", code=200, **headers):
        self.send_response(code)
        if media:
            self.send_header("Content-Type", media)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def redirect(self, to, code=302):
        self.answer(b"x" * 1_000, code=code, Location=to)

    def page_page(self):
        self.answer(PAGE.encode())

    def page_2017(self):
        self.page_page()

    def page_western(self):
        self.answer(PAGE.encode("cp1252"), "text/html; charset=iso-8859-1")

    def page_plain(self):
        self.answer(PARAGRAPH.encode(), "text/plain")

    def page_untyped(self):
        self.answer(PAGE.encode(), None)

    def page_records(self):
        records = [
            {"id": "a", "text": PARAGRAPH},
            {"id": "b", "text": PARAGRAPH + " He left.", "url": "https://post.example/b"},
        ]
        self.answer(json.dumps(records).encode(), "application/json")

    def page_packed(self):
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def page_deflated(self):
        self.answer(zlib.compress(PAGE.encode()), Content_Encoding="deflate")

    def page_bomb(self):
        self.answer(gzip.compress(bytes(1_000_000)), Content_Encoding="gzip")

    def page_torn(self):
        self.answer(b"\x1f\x8bno", Content_Encoding="gzip")

    def page_brotli(self):
        self.answer(b"xxx", Content_Encoding="br")

    def page_missing(self):
        self.answer(b"<html><body><p>Not here.</p></body></html>", code=404)

    def page_broken(self):
        self.answer(b"", code=503)

    def page_picture(self):
        self.answer(b"\x89PNG", "image/png")

    def page_hidden(self):
        self.answer(b"%PDF-1.4 ...", "text/html")

    def page_empty(self):
        self.answer(b"")

    def page_big(self):
        self.answer(b"x" * 30_000)

    def page_endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"1000\r\n" + b"x" * 0x1000 + b"\r\n")
        except OSError:
            self.close_connection = True

    def page_slow(self):
        self.server.closing.wait(5)
        self.close_connection = True

    def page_drip(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                if self.server.closing.wait(0.05):
                    break
        except OSError:
            pass
        self.close_connection = True

    def page_hop(self):
        left = int(self.path.rsplit("/", 1)[1])
        self.redirect(f"/hop/{left - 1}" if left > 1 else "/page/landed")

    def page_circle(self):
        self.redirect("/circle", 301)

    def page_nowhere(self):
        self.answer(b"", code=302)

    def page_tofile(self):
        self.redirect("file:///etc/passwd")

    def page_toftp(self):
        self.redirect("ftp://post.example/a")

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        self.closing = threading.Event()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        """A client that hangs up is what some tests are about."""


@pytest.fixture
def server(monkeypatch) -> Iterator[Server]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()
        thread.join()


def fetch(server, *names, settings=QUICK):
    return read_articles([f"{server.address}/{name}" for name in names], settings)


def test_a_page_is_an_article(server):
    (article,), problems = fetch(server, "page/2017/04/12/talks#comments")
    assert problems == []
    assert article.text == PARAGRAPH
    assert (article.title, article.outlet, article.published_on) == ("Talks fail", "127.0.0.1", date(2017, 4, 12))
    assert (article.url, article.path) == (f"{server.address}/page/2017/04/12/talks", None)


def test_each_page_is_asked_for_once_and_nothing_else(server):
    names = [f"{server.address}/page/{part}" for part in ("a", "b", "a", "a#x")]
    articles, _ = read_articles(names[:2], QUICK, urls=[*names, "", "# a remark"])
    assert [article.url for article in articles] == names[:2]
    assert sorted(path for path, _, _ in server.asked) == ["/page/a", "/page/b"]
    agent = server.asked[0][2]["User-Agent"]
    assert agent.startswith("Rashomon/")
    assert "Mozilla" not in agent


def test_one_host_is_asked_one_page_at_a_time_with_a_pause(server):
    fetch(server, "page/a", "page/b", "page/c", settings=Settings(fetch_pause_s=0.05))
    times = [when for _, when, _ in server.asked]
    assert all(later - earlier >= 0.05 for earlier, later in pairwise(times))


@pytest.mark.parametrize("name", ["western", "plain", "untyped", "packed", "deflated", "caf%C3%A9", "page/caf é?q=“x”"])
def test_pages_of_other_encodings_and_kinds(server, name):
    if name.startswith("caf"):
        articles, (problem,) = fetch(server, name)
        assert (articles, problem.reason) == ([], "the server answered 404 Not Found")
        return
    (article,), problems = fetch(server, name)
    assert problems == []
    assert article.text == PARAGRAPH
    assert article.outlet == "127.0.0.1"


def test_a_list_of_records_keeps_its_own_addresses(server):
    articles, _ = fetch(server, "records")
    assert [(article.id, article.url) for article in articles] == [("a", None), ("b", "https://post.example/b")]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing", "the server answered 404 Not Found"),
        ("broken", "the server answered 503 Service Unavailable"),
        ("picture", "the page is of type image/png"),
        ("hidden", "this is a PDF, not HTML"),
        ("empty", "the file is empty"),
        ("big", "the page is larger than 20,000 bytes"),
        ("endless", "the page is larger than 20,000 bytes"),
        ("bomb", "the page is larger than 20,000 bytes"),
        ("torn", "the server's answer is broken"),
        ("brotli", "the page is packed as br"),
        ("slow", "the server took longer than 0.6 seconds"),
        ("drip", "the server took longer than 0.6 seconds"),
        ("hop/6", "the page has more than 5 redirects"),
        ("circle", "the page has more than 5 redirects"),
        ("nowhere", "the page redirects to what is no http or https address"),
        ("tofile", "the page redirects to what is no http or https address"),
        ("toftp", "the page redirects to what is no http or https address"),
    ],
)
def test_pages_that_cannot_be_had_are_told_and_the_rest_goes_on(server, name, reason):
    impatient = QUICK.with_values(fetch_timeout_s=0.6) if name in ("slow", "drip") else QUICK
    (article,), (problem,) = fetch(server, name, "page/good", settings=impatient)
    assert article.text == PARAGRAPH
    assert problem.where == f"{server.address}/{name}"
    assert problem.reason == reason
    assert problem.remedy


def test_five_redirects_are_followed(server):
    (article,), problems = fetch(server, "hop/5")
    assert problems == []
    assert article.url == f"{server.address}/page/landed"


def test_limits_are_settings(server):
    _, (problem,) = fetch(server, "hop/2", settings=QUICK.with_values(fetch_max_redirects=1))
    assert problem.reason == "the page has more than 1 redirects"


def test_a_server_that_is_not_there():
    with Server() as gone:
        address = gone.address
    articles, (problem,) = read_articles([f"{address}/page"], QUICK)
    assert articles == []
    assert problem.reason == "the server refuses connections"


@pytest.mark.parametrize(
    "url",
    ["ftp://post.example/a", "file:///etc/passwd", "http://", "http://[bad", "http://user:word@127.0.0.1/", "http://a b/"],
)
def test_addresses_that_are_none(url):
    articles, (problem,) = read_articles([url] if "://" in url else [], QUICK)
    assert articles == []
    assert problem.where == url
