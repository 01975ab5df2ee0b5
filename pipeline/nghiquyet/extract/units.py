"""The table `units`."""

from spacy.language import Language

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.organs import Phrase, compose, is_name, organ_grammar
from nghiquyet.extract.table import TableComponent
from nghiquyet.records import Unit
from nghiquyet.resolve.canonical import Namer, fullest_central
from nghiquyet.resolve.mentioned import NamedUnit

UNITS = "nghiquyet_units"


@Language.factory(UNITS, assigns=["doc.spans"])
class Units(TableComponent):
    """Composes, names and places the units of an article."""

    table = "units"

    def records(self, analysis: Analysis) -> list[Unit]:
        """One record a phrase that names one unit."""
        if analysis.places is None:
            return []
        namer = Namer(analysis, analysis.places, self.rulebook, organ_grammar(self.rulebook))
        named: list[tuple[Phrase, NamedUnit]] = []
        for phrase in compose(analysis.accepted["units"], analysis, self.rulebook):
            if phrase.is_place or is_name(phrase):
                unit = namer.name(phrase)
                if unit is not None:
                    named.append((phrase, unit))
        fullest = fullest_central([unit for _, unit in named])
        return [
            _record(phrase, unit, fullest.get(unit.canonical, unit.canonical), analysis)
            for phrase, unit in named
        ]


def _record(phrase: Phrase, unit: NamedUnit, canonical: str, analysis: Analysis) -> Unit:
    assert analysis.places is not None
    place = unit.place if unit.place and unit.place.code else None
    gazetteer = analysis.places.gazetteer
    return Unit(
        sentence=analysis.sentence_at(phrase.start),
        start=phrase.start,
        end=phrase.end,
        surface=analysis.text[phrase.start : phrase.end],
        rule_id=phrase.head.rule_id,
        unit_type=unit.unit_type,  # type: ignore[arg-type]
        level=unit.level,  # type: ignore[arg-type]
        canonical=canonical,
        admin_code=place.code if place else None,
        province_code=gazetteer.province_of(place).code if place else None,
        layer=place.layer if place else None,
        successor_code=place.successor_code if place else None,
        candidate_count=unit.candidate_count,
    )
