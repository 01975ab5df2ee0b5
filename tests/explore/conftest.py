"""The explorer on a socket of its own, and a headless Chromium to look at it with."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from nghiquyet.explore.preparation import Preparation
from nghiquyet.explore.server import HOST, application, listen

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Preparation], str]]:
    """Serves a run; gives the address of the first page, without its last slash."""
    servers = []

    def start(preparation: Preparation) -> str:
        listener = listen(0)
        server = uvicorn.Server(uvicorn.Config(application(preparation), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        servers.append((server, thread))
        return f"http://{HOST}:{listener.getsockname()[1]}"

    yield start
    for server, thread in servers:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def explore(serve: Callable[[Preparation], str]) -> Callable[[Path], str]:
    """Prepares the tables in a folder, and serves them."""

    def start(folder: Path) -> str:
        preparation = Preparation(folder)
        preparation.work()
        return serve(preparation)

    return start


@pytest.fixture(scope="session")
def site(explore: Callable[[Path], str], sample_run: Path) -> str:
    """The explorer over the sample articles."""
    return explore(sample_run)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; where the machine has none, the tests that need one are left out and say so."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the browser tests of the explorer are left out")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, site: str) -> Iterator[Any]:
    """A page on the site; the test fails when it asks for anything from elsewhere or runs into an error."""
    context = chromium.new_context(base_url=site, locale="vi-VN", viewport={"width": 1280, "height": 860})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on(
        "request", lambda request: request.url.startswith((site, "data:")) or troubles.append(request.url)
    )
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
    opened.on("console", lambda said: said.type == "error" and troubles.append(said.text))
    yield opened
    context.close()
    assert troubles == []
