"""What a stage of the pipeline is: it completes an analysis, and as a spaCy component that of a `Doc`."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from spacy.tokens import Doc

from nghiquyet.extract.analysis import Analysis, analysis_of

TOGETHER = 64
"""Articles that go through the stages together: enough to share the cost of tagging and of each rule."""


class Stage(ABC):
    """A step that works on analyses alone, so that a run over many articles makes no `Doc`."""

    @abstractmethod
    def analyse(self, analysis: Analysis) -> None:
        """Do this step for one article."""

    def __call__(self, doc: Doc) -> Doc:
        """Do this step for one document."""
        self.analyse(analysis_of(doc))
        return doc


class BatchStage(Stage):
    """A step that is cheapest for many articles at a time. Done again, it leaves the same."""

    @abstractmethod
    def analyse_batch(self, analyses: Sequence[Analysis]) -> None:
        """Do this step for several articles."""

    def analyse(self, analysis: Analysis) -> None:
        """Do this step for one article."""
        self.analyse_batch([analysis])

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = TOGETHER) -> Iterator[Doc]:
        """Do this step for documents in batches."""
        documents = iter(stream)
        while docs := list(islice(documents, batch_size)):
            self.analyse_batch([analysis_of(doc) for doc in docs])
            yield from docs
