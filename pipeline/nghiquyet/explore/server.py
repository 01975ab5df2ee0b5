"""The explorer: a read-only site on this machine alone, with nothing from elsewhere and no script."""

import socket
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from nghiquyet.explore.dataset import Dataset
from nghiquyet.explore.language import DEFAULT, Language, languages
from nghiquyet.explore.pages import NotFoundError, Pages
from nghiquyet.explore.preparation import Preparation

HOST = "127.0.0.1"
_STYLE = Path(__file__).parent / "templates" / "style.css"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

_PATIENCE = 1.0
"""Seconds that a page waits for the preparation before it says how far that is."""

Page = Callable[[Language, Mapping[str, str]], str]


def application(preparation: Preparation) -> Starlette:
    """The site over a run, which it prepares, and closes when it ends. Only this machine is answered."""
    pages = Pages(Dataset(preparation.connection))
    worker = ThreadPoolExecutor(max_workers=1)
    prepared = worker.submit(preparation.work)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        preparation.close()
        worker.shutdown()

    def route(path: str, page: Page) -> Route:
        def answer(request: Request) -> Response:
            language = _language(request)
            try:
                prepared.result(timeout=_PATIENCE)
            except TimeoutError:
                waiting = Pages.waiting(language, request.query_params, preparation.share)
                return HTMLResponse(waiting, status_code=503, headers=_HEADERS | {"Refresh": "2"})
            return HTMLResponse(page(language, request.query_params), headers=_HEADERS)

        return Route(path, answer, methods=["GET"])

    return Starlette(
        lifespan=lifespan,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])],
        exception_handlers={404: _not_found, NotFoundError: _not_found},
        routes=[
            route("/", lambda language, _: pages.home(language)),
            route("/records", pages.records),
            route("/article", pages.article),
            route("/series", pages.series),
            route("/targets", lambda language, asked: pages.ranking("series", language, asked)),
            route("/documents", lambda language, asked: pages.ranking("documents", language, asked)),
            route("/units", lambda language, asked: pages.ranking("units", language, asked)),
            route("/conflicts", lambda language, asked: pages.ranking("conflicts", language, asked)),
            Route("/style.css", _style),
        ],
    )


def listen(port: int) -> socket.socket:
    """A socket on this machine alone, on `port` or, where that is taken, on a free one."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.bind((HOST, 0))
    listener.listen()
    return listener


def serve(preparation: Preparation, listener: socket.socket) -> None:
    """Answer until interrupted."""
    config = uvicorn.Config(application(preparation), log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


def _language(request: Request) -> Language:
    known = languages()
    return known.get(request.query_params.get("lang", DEFAULT), known[DEFAULT])


def _not_found(request: Request, _: Exception) -> Response:
    return HTMLResponse(Pages.not_found(_language(request)), status_code=404, headers=_HEADERS)


def _style(_: Request) -> Response:
    return Response(_STYLE.read_bytes(), media_type="text/css", headers=_HEADERS)
