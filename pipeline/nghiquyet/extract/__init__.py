"""From the rules' matches to records; called, `nghiquyet.extract(nlp, text)`, it extracts one text."""

import sys
from types import ModuleType
from typing import Any


class _Extract(ModuleType):
    """A package that can be called: the function and this folder share the name `nghiquyet.extract`."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        from nghiquyet import pipeline  # noqa: PLC0415  it imports this package

        return pipeline.extract(*arguments, **options)


sys.modules[__name__].__class__ = _Extract
