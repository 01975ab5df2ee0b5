"""The explorer: a read-only site on this machine alone, with nothing from elsewhere and no script."""

import socket
from collections.abc import AsyncIterator, Callable, Mapping
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

HOST = "127.0.0.1"
_STYLE = Path(__file__).parent / "templates" / "style.css"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Page = Callable[[Language, Mapping[str, str]], str]


def application(dataset: Dataset) -> Starlette:
    """The site over a dataset, which it closes when it ends. Only requests for this machine are answered."""
    pages = Pages(dataset)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        dataset.close()

    return Starlette(
        lifespan=lifespan,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])],
        exception_handlers={404: _not_found, NotFoundError: _not_found},
        routes=[
            _route("/", lambda language, _: pages.home(language)),
            _route("/records", pages.records),
            _route("/article", pages.article),
            _route("/series", pages.series),
            _route("/targets", lambda language, asked: pages.ranking("series", language, asked)),
            _route("/documents", lambda language, asked: pages.ranking("documents", language, asked)),
            _route("/units", lambda language, asked: pages.ranking("units", language, asked)),
            _route("/conflicts", lambda language, asked: pages.ranking("conflicts", language, asked)),
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


def serve(dataset: Dataset, listener: socket.socket) -> None:
    """Answer until interrupted."""
    config = uvicorn.Config(application(dataset), log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


def _route(path: str, page: Page) -> Route:
    def answer(request: Request) -> Response:
        return HTMLResponse(page(_language(request), request.query_params), headers=_HEADERS)

    return Route(path, answer, methods=["GET"])


def _language(request: Request) -> Language:
    known = languages()
    return known.get(request.query_params.get("lang", DEFAULT), known[DEFAULT])


def _not_found(request: Request, _: Exception) -> Response:
    return HTMLResponse(Pages.not_found(_language(request)), status_code=404, headers=_HEADERS)


def _style(_: Request) -> Response:
    return Response(_STYLE.read_bytes(), media_type="text/css", headers=_HEADERS)
