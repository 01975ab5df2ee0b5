"""What a stage of the pipeline is: it completes an analysis, and as a spaCy component that of a `Doc`."""

from abc import ABC, abstractmethod

from spacy.tokens import Doc

from nghiquyet.extract.analysis import Analysis, analysis_of


class Stage(ABC):
    """A step that works on analyses alone, so that a run over many articles makes no `Doc`."""

    @abstractmethod
    def analyse(self, analysis: Analysis) -> None:
        """Do this step for one article."""

    def __call__(self, doc: Doc) -> Doc:
        """Do this step for one document."""
        self.analyse(analysis_of(doc))
        return doc
