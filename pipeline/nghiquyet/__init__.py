"""nghiquyet: Vietnamese Party and State news articles into tables."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "connect", "extract", "load", "run"]

if TYPE_CHECKING:
    from nghiquyet.batch.run import run
    from nghiquyet.pipeline import extract, load
    from nghiquyet.query import connect


def __getattr__(name: str) -> Any:
    """Import what is used on its first use, so that `nghiquyet --help` answers at once."""
    match name:
        case "load":
            return import_module("nghiquyet.pipeline").load
        case "run":
            return import_module("nghiquyet.batch.run").run
        case "connect":
            return import_module("nghiquyet.query").connect
        case "extract":
            return import_module("nghiquyet.extract")  # a package that can be called
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
