"""Makes the pictures of the documentation from the demo story, in a headless Chromium.

make pictures
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

IMAGES = Path(__file__).parent / "images"
PICTURES = {"report": "t1-top", "coverage": "t1-coverage"}
"""Pictures by the part of the page that they show."""

SWITCHES = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-sync --window-size=1280,960"


def main() -> int:
    """Render the demo's page and take its pictures."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        sys.stderr.write("no Chromium with chromedriver was found; install both to make the pictures\n")
        return 2
    IMAGES.mkdir(exist_ok=True)
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for switch in SWITCHES.split():
        options.add_argument(switch)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "demo.html")
        subprocess.run([sys.executable, "-m", "rashomon", "demo", "-o", str(page)], check=True, capture_output=True)
        chrome = webdriver.Chrome(options=options, service=Service(driver))
        try:
            size = {"width": 1280, "height": 960, "deviceScaleFactor": 1, "mobile": False}
            chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            for name, place in PICTURES.items():
                chrome.get("about:blank")
                chrome.get(f"{page.as_uri()}#{place}")
                chrome.save_screenshot(str(IMAGES / f"{name}.png"))
        finally:
            chrome.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
