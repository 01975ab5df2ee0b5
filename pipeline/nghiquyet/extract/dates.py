"""The table `dates`: periods of the calendar, each in its year."""

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.calendar_words import CalendarWords
from nghiquyet.extract.date_reading import DateReader, Reading
from nghiquyet.extract.table import TableComponent, mention_fields
from nghiquyet.records import Date
from nghiquyet.resolve.open_years import resolve_years

DATES = "nghiquyet_dates"


@Language.factory(DATES, assigns=["doc.spans"])
class Dates(TableComponent):
    """Reads periods off accepted candidates and finds the years that they leave open."""

    table = "dates"

    def __init__(self, nlp: Language, name: str, rules: str | None = None) -> None:
        super().__init__(nlp, name, rules)
        self.words = CalendarWords(self.rulebook)

    def records(self, analysis: Analysis) -> list[Date]:
        """The dates of one article, in the order of the text; what the calendar does not have is left out."""
        readings = DateReader(analysis, self.words).read(analysis.accepted[self.table])
        readings.sort(key=lambda reading: reading.candidate.start)
        resolve_years(readings, analysis, self.words)
        return [_record(reading, analysis) for reading in readings if reading.period.exists]


def _record(reading: Reading, analysis: Analysis) -> Date:
    bounds = reading.period.bounds
    return Date(
        **mention_fields(reading.candidate, analysis),
        grain=reading.period.grain,
        value=str(reading.period),
        start_date=bounds[0].isoformat() if bounds else None,
        end_date=bounds[1].isoformat() if bounds else None,
        modifier=reading.modifier,
        resolved=reading.told,
    )
