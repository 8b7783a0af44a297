"""How fast the page of a story of many articles is made, and how fast a browser has it on the screen.

    python -m benchmarks.page [--articles 500]

The story is the hand-made one of the tests, told by so many articles of eight hundred words, with sixty statements, twenty
figures and forty events told by hundreds each. Needs Chromium with chromedriver, found as the tests find them.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from tests import handmade

from rashomon.report.page import story_page

LOADS = 5


def loads_ms(path: Path) -> list[float]:
    """Milliseconds from the request to the end of the load event, of several loads in one browser."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not browser or not driver:
        return []
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"):
        options.add_argument(switch)
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    try:
        found = []
        for _ in range(LOADS):
            chrome.get("about:blank")
            chrome.get(path.as_uri())
            found.append(float(chrome.execute_script("return performance.getEntriesByType('navigation')[0].loadEventEnd")))
        return sorted(found)
    finally:
        chrome.quit()


def main() -> None:
    """Make the page, load it, say how long both took."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--articles", type=int, default=500)
    n_articles = given.parse_args().articles
    reading = handmade.many(n_articles)
    begun_s = time.process_time()
    html = story_page(reading)
    print(f"{n_articles} articles: made in {time.process_time() - begun_s:.2f} CPU-s, {len(html.encode()) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "many.html")
        path.write_text(html, encoding="utf-8")
        taken = loads_ms(path)
    said = ", ".join(f"{ms:.0f}" for ms in taken)
    print(f"loaded in {said} ms (limit: 2,000)" if taken else "not loaded: no Chromium with chromedriver on this machine")


if __name__ == "__main__":
    main()
