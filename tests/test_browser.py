"""The page in a real browser: links land, nothing leaves it, it is usable by keyboard, on a phone, in the dark, on paper."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from rashomon.corrections import read_corrections
from rashomon.model import Story
from rashomon.report.ledger import Words
from rashomon.report.page import index_of, page, story_page
from rashomon.report.story import story_line
from tests import handmade

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not BROWSER or not DRIVER, reason="no Chromium with chromedriver on this machine; install both to test the page"
    ),
]

SWITCHES = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

# What stands at the top of each target once the page has jumped to it, and whether the reading stayed where it was.
LANDINGS = """
const before = scrollY;
return [...new Set([...document.querySelectorAll(".reading a[href]")].map((a) => a.getAttribute("href")))]
  .filter((href) => /^#a\\d+-\\d+-\\d+$/.test(href))
  .map((href) => {
    location.hash = href;
    const box = document.querySelector(":target").getBoundingClientRect();
    return [href, box.top >= 0 && box.top < innerHeight - 20 && box.width > 0, scrollY === before];
  });
"""


class Browser:
    """One Chromium, with the few things that the tests ask of it."""

    def __init__(self, profile: Path) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = str(BROWSER)
        for switch in (*SWITCHES, f"--user-data-dir={profile}"):
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))

    def cdp(self, command: str, **values: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, values)

    def open(self, path: Path, *, width: int = 1440, height: int = 900, fragment: str = "") -> webdriver.Chrome:
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        self.driver.get(path.as_uri() + fragment)
        return self.driver

    def run(self, script: str) -> Any:
        return self.driver.execute_script(script)

    def requests(self) -> list[str]:
        """Addresses that were asked for since the page was opened."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]

    def has_alert(self) -> bool:
        try:
            return bool(self.driver.switch_to.alert)
        except NoAlertPresentException:
            return False


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    started = Browser(tmp_path_factory.mktemp("profile"))
    yield started
    started.driver.quit()


@pytest.fixture(autouse=True)
def _as_new(browser: Browser) -> Iterator[None]:
    yield
    browser.cdp("Emulation.setEmulatedMedia", media="", features=[])
    browser.cdp("Emulation.setScriptExecutionDisabled", value=False)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "small.html"
    path.write_text(story_page(handmade.reading()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "hostile.html"
    path.write_text(story_page(handmade.hostile()), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [1440, 390])
def test_every_citation_lands_on_characters_that_can_be_seen(browser: Browser, small: Path, width: int) -> None:
    browser.open(small, width=width)
    landings = browser.run(LANDINGS)
    assert len(landings) > 25
    assert [href for href, seen, _ in landings if not seen] == []
    if width == 1440:  # beside the articles the reading stays where the reader was
        assert [href for href, _, stayed in landings if not stayed] == []


def test_a_click_leads_to_the_sentence_and_the_mark_leads_back(browser: Browser, small: Path) -> None:
    driver = browser.open(small)
    driver.find_element(By.CSS_SELECTOR, ".finding .cite").click()
    target = driver.find_element(By.CSS_SELECTOR, "mark:target")
    assert target.text.startswith("At least 12 sailors")
    target.find_element(By.CSS_SELECTOR, ".b").click()
    assert driver.find_element(By.CSS_SELECTOR, ":target").get_attribute("id") == "f1"


def test_nothing_leaves_the_page_and_nothing_is_complained_of(browser: Browser, small: Path, hostile: Path) -> None:
    for path in (small, hostile):
        driver = browser.open(path)
        assert [url for url in browser.requests() if not url.startswith(("file:", "data:", "about:"))] == []
        assert driver.get_log("browser") == []


def test_hostile_articles_run_nothing(browser: Browser, hostile: Path) -> None:
    driver = browser.open(hostile)
    assert not browser.has_alert()
    assert "{{ 7 * 7 }}" in driver.find_element(By.ID, "a1").text
    assert browser.run("return document.scripts.length") == 1
    for link in driver.find_elements(By.CSS_SELECTOR, "a[href]"):
        assert str(link.get_dom_attribute("href")).startswith("#")


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("name", ["small", "hostile"])
def test_the_page_is_never_wider_than_the_screen(
    browser: Browser, request: pytest.FixtureRequest, name: str, width: int
) -> None:
    browser.open(request.getfixturevalue(name), width=width)
    assert browser.run("return document.documentElement.scrollWidth") <= width


def test_it_reads_without_javascript(browser: Browser, small: Path) -> None:
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    driver = browser.open(small)
    assert not driver.find_element(By.CSS_SELECTOR, ".tools").is_displayed()
    driver.find_element(By.CSS_SELECTOR, ".brief .cite").click()
    assert "A Norland patrol boat sank" in driver.find_element(By.CSS_SELECTOR, "mark:target").text
    driver.find_element(By.CSS_SELECTOR, ".statements .alone summary").click()
    assert "Our captain kept" in driver.find_element(By.CSS_SELECTOR, ".statements .alone").text


def test_the_matrix_filters_and_sorts(browser: Browser, small: Path) -> None:
    driver = browser.open(small)

    def rows() -> list[str]:
        found = driver.find_elements(By.CSS_SELECTOR, ".matrix .row")
        return [row.find_element(By.CSS_SELECTOR, ".ref").text for row in found if row.is_displayed()]

    assert rows() == ["S1", "S2", "F1", "F2", "E1", "E2"]
    Select(driver.find_element(By.CSS_SELECTOR, ".tools .filter")).select_by_value("differs")
    assert rows() == ["S1", "F1", "F2", "E2"]
    Select(driver.find_element(By.CSS_SELECTOR, ".tools .filter")).select_by_value("")
    Select(driver.find_element(By.CSS_SELECTOR, ".tools .sort")).select_by_value("verdict")
    assert rows() == ["S2", "S1", "F1", "F2", "E2", "E1"]
    Select(driver.find_element(By.CSS_SELECTOR, ".tools .sort")).select_by_visible_text("Northern Post")
    assert rows()[:2] == ["S1", "S2"]
    driver.find_element(By.CSS_SELECTOR, ".tools .find").send_keys("at least 12")
    assert rows() == ["F1"]


def test_it_works_by_keyboard(browser: Browser, small: Path) -> None:
    driver = browser.open(small)
    body = driver.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    first = driver.switch_to.active_element
    assert (first.text, first.is_displayed()) == ("Skip to the findings", True)
    first.send_keys(Keys.ENTER)
    assert browser.run("return location.hash") == "#findings"
    driver.switch_to.active_element.send_keys(Keys.TAB)
    inside = driver.switch_to.active_element
    assert inside.get_dom_attribute("href") == "#f1"
    assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_every_control_has_a_name(browser: Browser, small: Path) -> None:
    browser.open(small)
    nodes = browser.cdp("Accessibility.getFullAXTree")["nodes"]
    roles = {"link", "button", "checkbox", "combobox", "region", "navigation", "table"}
    nameless = [n for n in nodes if n.get("role", {}).get("value") in roles and not n.get("name", {}).get("value")]
    assert [n["role"]["value"] for n in nameless if not n["ignored"]] == []
    landmarks = {n["role"]["value"] for n in nodes if not n["ignored"] and "role" in n}
    assert {"main", "navigation", "region", "heading", "columnheader", "rowheader"} <= landmarks


def test_the_dark_scheme_is_dark(browser: Browser, small: Path) -> None:
    browser.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    browser.open(small)
    colours = browser.run("const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]")
    ground, ink = (sum(int(part) for part in colour.strip("rgba()").split(",")[:3]) for colour in colours)
    assert ground < 120 < 500 < ink


def test_on_paper_the_tools_are_gone_and_the_articles_flow(browser: Browser, small: Path) -> None:
    driver = browser.open(small)
    browser.cdp("Emulation.setEmulatedMedia", media="print")
    places = (".contents", ".tools", ".keep", ".act-menu", ".layers", ".jump")
    hidden = [driver.find_element(By.CSS_SELECTOR, place) for place in places]
    assert not any(element.is_displayed() for element in hidden)
    assert not driver.find_element(By.CSS_SELECTOR, ".articles").is_displayed()
    assert not driver.find_element(By.CSS_SELECTOR, ".events").is_displayed()
    assert driver.find_element(By.CSS_SELECTOR, ".headlines .url").text == "https://coastwire.example/vesk"
    browser.run('document.querySelector(".print-articles").checked = true')
    assert browser.run('return getComputedStyle(document.querySelector(".articles")).position') == "static"
    assert driver.find_element(By.CSS_SELECTOR, ".source .b-body").is_displayed()


def test_a_story_is_printed_on_a_few_sheets_with_every_finding(browser: Browser, small: Path) -> None:
    browser.open(small)
    browser.run("""
        window.folds = [];
        addEventListener("beforeprint", () => document.querySelectorAll(".further").forEach((d) => folds.push(d.open)));
    """)
    paper = base64.b64decode(browser.cdp("Page.printToPDF", preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69)["data"])
    assert paper.count(b"/Type /Page\n") <= 5
    assert browser.run("return folds.length === document.querySelectorAll('.further').length && folds.every(Boolean)")


def test_a_long_list_of_stories_is_searched_and_filtered(browser: Browser, tmp_path: Path) -> None:
    reading = handmade.reading()
    dates = [date(2031, 3, day) for day in range(1, 8)]
    lines = [replace(story_line(reading, f"{day}.html"), id=str(day), day=str(day), said_day=str(day)) for day in dates]
    lines[0] = replace(lines[0], title=Words("Bakers march in Harnstad"), finding=None)
    path = tmp_path / "index.html"
    path.write_text(index_of(lines), encoding="utf-8")
    driver = browser.open(path)

    def shown() -> int:
        return sum(line.is_displayed() for line in driver.find_elements(By.CSS_SELECTOR, ".stories > li"))

    assert shown() == 7
    driver.find_element(By.CSS_SELECTOR, ".find-story").send_keys("harnstad")
    assert (shown(), driver.find_element(By.CSS_SELECTOR, ".found").text) == (1, "1 of 7")
    assert sum(day.is_displayed() for day in driver.find_elements(By.CSS_SELECTOR, ".day")) == 1
    driver.find_element(By.CSS_SELECTOR, ".find-story").clear()
    driver.find_element(By.CSS_SELECTOR, ".find-story").send_keys(" ")
    Select(driver.find_element(By.CSS_SELECTOR, ".of-kind")).select_by_visible_text("Accounts conflict (6)")
    assert shown() == 6


def test_marks_can_be_switched_off_by_kind(browser: Browser, small: Path) -> None:
    driver = browser.open(small)
    colour = 'return getComputedStyle(document.querySelector(".source .m-quote")).backgroundColor'
    before = browser.run(colour)
    driver.find_element(By.CSS_SELECTOR, ".show-quotes").click()
    assert (before != browser.run(colour)) is True


def test_what_a_finding_rests_on_lights_up_in_every_article(browser: Browser, small: Path) -> None:
    driver = browser.open(small)
    driver.find_element(By.CSS_SELECTOR, "#s2 .cite").click()
    assert driver.find_element(By.CSS_SELECTOR, "mark:target").text.startswith("a deliberate act of war")
    assert [mark.text[:20] for mark in driver.find_elements(By.CSS_SELECTOR, "mark.also")] == ["the collision “a del"]


def test_the_articles_stand_side_by_side(browser: Browser, small: Path) -> None:
    driver = browser.open(small)
    driver.find_element(By.CSS_SELECTOR, ".in-columns").click()
    places = [source.rect for source in driver.find_elements(By.CSS_SELECTOR, ".source")]
    assert len({round(place["y"]) for place in places}) == 1
    assert len({round(place["x"]) for place in places}) == len(places)
    browser.run("document.querySelector('#f1 .cite').scrollIntoView({block: 'center'})")
    driver.find_element(By.CSS_SELECTOR, "#f1 .cite").click()
    assert browser.run("const b = document.querySelector('mark:target').getBoundingClientRect(); return b.top < innerHeight")


def chosen(browser: Browser, ref: str, action: str = "") -> webdriver.Chrome:
    """Open what can be done with a finding, and do it."""
    driver = browser.driver
    browser.run("navigator.clipboard.writeText = (text) => ((window.copied = text), Promise.resolve())")
    driver.find_element(By.CSS_SELECTOR, f"{ref} > .act-menu").click()
    if action:
        driver.find_element(By.CSS_SELECTOR, f'.menu [data-do="{action}"]').click()
    return driver


def saved(driver: webdriver.Chrome, browser: Browser, folder: Path, control: str) -> str:
    """What a click on a control saves."""
    browser.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
    driver.find_element(By.CSS_SELECTOR, control).click()

    def written(_: webdriver.Chrome) -> list[Path]:
        return [path for path in folder.iterdir() if path.suffix in (".csv", ".json", ".md") and path.stat().st_size]

    return WebDriverWait(driver, 20).until(written)[0].read_text(encoding="utf-8-sig")


def test_a_finding_is_copied_with_its_citations(browser: Browser, small: Path) -> None:
    browser.open(small)
    chosen(browser, "#s1", "text")
    text = browser.run("return window.copied")
    assert text.startswith("words altered, meaning may change: Ilan Dresk, foreign minister, Norland")
    assert "“We will be driven from these waters by nobody, today or ever,” [3]" in text  # nothing that was left out
    place = re.search(r"Northern Post, “.+”, 2031-03-03, https://post.example/vesk, characters (\d+)–(\d+)", text)
    assert place is not None
    assert handmade.TEXTS["post"][int(place[1]) : int(place[2])].startswith("We will be driven")
    chosen(browser, "#s1", "markdown")
    text = browser.run("return window.copied")
    used, defined = re.findall(r"\[\^([\d-]+)\](?!:)", text), re.findall(r"^\[\^([\d-]+)\]:", text, flags=re.MULTILINE)
    assert sorted(set(used)) == sorted(defined) != []


def test_what_is_shown_is_saved_as_json_and_csv(browser: Browser, small: Path, tmp_path: Path) -> None:
    driver = browser.open(small)
    for name in ("json", "csv", "table"):
        (tmp_path / name).mkdir()
    told = json.loads(saved(driver, browser, tmp_path / "json", '[data-save="json"]'))
    (figure,) = (item for item in told["shown"] if item["ref"] == "F1")
    assert (figure["kind"], figure["verdict"]) == ("figure", "conflict")
    for telling in figure["tellings"]:
        for place in telling["places"]:
            assert handmade.TEXTS[place["article"]][place["start"] : place["end"]] in telling["words"]
    rows = list(csv.DictReader(io.StringIO(saved(driver, browser, tmp_path / "csv", '[data-save="csv"]'))))
    assert {row["kind"] for row in rows} == {"statement", "figure", "event", "position", "copy", "only"}
    Select(driver.find_element(By.CSS_SELECTOR, ".tools .filter")).select_by_value("differs")
    table = list(csv.reader(io.StringIO(saved(driver, browser, tmp_path / "table", '[data-save="table"]'))))
    assert [row[0][:2] for row in table[1:5]] == ["S1", "F1", "F2", "E2"]


def test_corrections_are_saved_as_the_program_reads_them(browser: Browser, small: Path, tmp_path: Path) -> None:
    driver = browser.open(small)
    driver.find_element(By.CSS_SELECTOR, ".statements .alone summary").click()
    for ref, name, value in (("#s1", "verdict", "cut"), ("#s2", "speaker", "Vira Oln"), ("#s3", "same", "S4")):
        chosen(browser, ref)
        field = driver.find_element(By.CSS_SELECTOR, f'.menu [data-of~="statement"] [name="{name}"]')
        (Select(field).select_by_value if name == "verdict" else field.send_keys)(value)
        driver.find_element(By.CSS_SELECTOR, ".menu form p button").click()
    chosen(browser, "#f1")
    Select(driver.find_element(By.CSS_SELECTOR, '.menu [data-of="figure"] [name="verdict"]')).select_by_value("update")
    driver.find_element(By.CSS_SELECTOR, '.menu .apart input[value="3"]').click()
    driver.find_element(By.CSS_SELECTOR, ".menu form p button").click()
    assert driver.find_element(By.ID, "noted").text.startswith("5 corrections noted")
    text = saved(driver, browser, tmp_path, '#noted [data-do="save"]')
    (tmp_path / "again.json").write_text(text, encoding="utf-8")
    corrections, problems = read_corrections(tmp_path / "again.json")
    assert problems == []
    assert [(c.say, c.of, len(c.mentions)) for c in corrections] == [
        ("verdict", "statement", 1), ("speaker", "statement", 2), ("same", "statement", 2),
        ("verdict", "figure", 1), ("apart", "figure", 2),
    ]  # fmt: skip
    for mention in (mention for told in json.loads(text)["corrections"] for mention in told["mentions"]):
        assert handmade.TEXTS[mention["article"]][slice(*mention["span"])] == mention["words"]


def test_several_stories_are_a_list_that_opens_one(browser: Browser, tmp_path: Path) -> None:
    reading = handmade.reading()
    path = tmp_path / "stories.html"
    path.write_text(page([reading, replace(reading, story=Story("other", reading.story.accounts))]), encoding="utf-8")
    driver = browser.open(path)

    def shown() -> list[bool]:
        return [driver.find_element(By.ID, name).is_displayed() for name in ("stories", "t1-top", "t2-top")]

    assert shown() == [True, False, False]
    driver.find_element(By.CSS_SELECTOR, '#stories a[href="#t1-top"]').click()
    assert shown() == [False, True, False]
    driver.find_element(By.CSS_SELECTOR, "#t1-top .finding .cite").click()
    assert shown() == [False, True, False]
    assert driver.find_element(By.CSS_SELECTOR, "mark:target").is_displayed()
    driver.find_element(By.LINK_TEXT, "All stories").click()
    assert shown() == [True, False, False]


def test_five_hundred_articles_stay_usable(browser: Browser, tmp_path: Path) -> None:
    """How long it takes to load is measured by benchmarks/page.py."""
    path = tmp_path / "many.html"
    path.write_text(story_page(handmade.many(500)), encoding="utf-8")
    driver = browser.open(path)
    driver.find_element(By.CSS_SELECTOR, ".finding .cite").click()
    assert driver.find_element(By.CSS_SELECTOR, "mark:target").is_displayed()
    Select(driver.find_element(By.CSS_SELECTOR, ".tools .filter")).select_by_value("agrees")
    assert not driver.find_element(By.CSS_SELECTOR, '.matrix .row[data-verdict="conflict"]').is_displayed()
