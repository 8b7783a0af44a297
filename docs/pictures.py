"""Makes the pictures of the documentation from the demo story, in a headless Chromium.

make pictures
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

IMAGES = Path(__file__).parent / "images"
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-sync")


def main() -> int:
    """Render the demo's page and take its picture."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        sys.stderr.write("no Chromium was found; install one to make the pictures\n")
        return 2
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "demo.html")
        subprocess.run([sys.executable, "-m", "rashomon", "demo", "-o", str(page)], check=True, capture_output=True)
        command = [browser, *FLAGS, f"--user-data-dir={folder}/profile", "--window-size=1280,960"]
        picture = IMAGES / "report.png"
        subprocess.run([*command, f"--screenshot={picture}", page.as_uri() + "#t1-top"], check=True, capture_output=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
