"""A picture of each view of the explorer over the sample articles: `make screenshots`."""

import shutil
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from playwright.sync_api import sync_playwright

import nghiquyet
from nghiquyet.explore.preparation import Preparation
from nghiquyet.explore.server import HOST, application, listen

FOLDER = Path(__file__).parent
ARTICLES = FOLDER.parents[1] / "corpus" / "articles"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]


def take(site: str) -> None:
    """Visit each view as somebody would, and save what is seen."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = chromium.new_page(base_url=site, viewport={"width": 1200, "height": 760})

        def save(name: str) -> None:
            page.wait_for_timeout(500)  # until what a jump to a place has uncovered is drawn
            page.screenshot(path=FOLDER / f"{name}.png")

        page.goto("/")
        save("home")
        page.get_by_role("link", name="Kết nạp đảng viên").first.click()
        save("series")
        page.get_by_role("link", name="29/145").click()
        save("article")
        for name in ("targets", "documents", "units", "conflicts"):
            page.goto(f"/{name}")
            save(name)
        page.goto("/records?q=dang+vien&unit=cau+ke&period=2024")
        save("records")
        page.goto("/?lang=en")
        save("home-en")
        chromium.close()


def main() -> None:
    """Extract the sample articles, serve them, and take the pictures."""
    with TemporaryDirectory() as tables:
        nghiquyet.run([ARTICLES], tables, workers=1)
        listener = listen(0)
        preparation = Preparation(Path(tables))
        preparation.work()
        server = uvicorn.Server(uvicorn.Config(application(preparation), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        take(f"http://{HOST}:{listener.getsockname()[1]}")
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
