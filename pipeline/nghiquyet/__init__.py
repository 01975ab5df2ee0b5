"""nghiquyet: Vietnamese Party and State news articles into tables."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "load"]

if TYPE_CHECKING:
    from nghiquyet.pipeline import extract, load


def __getattr__(name: str) -> Any:
    """Import the pipeline on first use, so that `nghiquyet --help` answers at once."""
    if name in ("load", "extract"):
        from nghiquyet import pipeline  # noqa: PLC0415

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
