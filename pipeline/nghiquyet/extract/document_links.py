"""Links between citations of one article, and from a citation to the body that issued the document."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, get_args

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Span
from nghiquyet.extract.citation import Citation
from nghiquyet.extract.citation_reader import CitationReader
from nghiquyet.extract.stretch import overlapping, within
from nghiquyet.normalize.symbols import Symbol
from nghiquyet.records import IssuerLevel
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook

_ISSUER_WINDOW = 110
_LOCAL_LEVELS: tuple[IssuerLevel, ...] = ("commune", "district", "province")  # the smallest that is named


class DocumentLinker:
    """Joins coordinations, laws with their numbers and repeats, and finds issuers and their levels."""

    def __init__(self, rulebook: Rulebook, reader: CitationReader) -> None:
        self._reader = reader
        names = (
            "coordination", "law_number", "local_organ", "level_central", "level_province", "level_district",
            "level_commune", "level_of_city", "city_of_province_rank", "special_committee",
        )  # fmt: skip
        self._patterns = {name: rulebook.compile(f"{{:{name}}}").regex for name in names}
        self._issued_by = rulebook.compile(r"{:issued_by}\Z").regex
        self._territory_acts = rulebook.compile(r"{:territory_acts}\Z").regex
        self._centrals = rulebook.lists["central_issuers"].by_key

    def join_laws(self, citations: Sequence[Citation], analysis: Analysis) -> list[Citation]:
        """A law's title and the number behind it are one citation."""
        joined: list[Citation] = []
        for citation in citations:
            law = joined[-1] if joined and joined[-1].form == "law" else None
            gap = (law.end, citation.core[0]) if law else None
            if (
                law
                and gap
                and citation.symbol
                and self._patterns["law_number"].fullmatch(analysis.folded, *gap)
            ):
                law.number, law.symbol, law.side = citation.number, citation.symbol, citation.side
                law.end, law.reach, law.issued_on = citation.end, citation.reach, citation.issued_on
                law.issuer_span, law.subject = citation.issuer_span, citation.subject
                if "amending" in law.candidate.groups:  # the number is that of the amended law
                    law.start, law.title = law.candidate.groups["amending"][1], law.candidate.fields["title"]
            else:
                joined.append(citation)
        return joined

    def join_coordinations(self, citations: Sequence[Citation], analysis: Analysis) -> None:
        """Give each citation without a word of kind the one before it, and all what the words share."""
        for before, citation in pairwise(citations):
            if citation.word is None and citation.form != "law" and before.form != "law":
                ends = (before.end, before.reach)
                if any(
                    self._patterns["coordination"].fullmatch(analysis.folded, e, citation.start) for e in ends
                ):
                    citation.leader = before
        for citation in citations:
            if citation.leader:
                self._inherit(citation, citation.leader)
        for citation in reversed(citations):
            if citation.leader:
                _share_back(citation, citation.leader)

    def _inherit(self, citation: Citation, leader: Citation) -> None:
        code = citation.symbol.code if citation.symbol else None
        leading = leader.symbol.code if leader.symbol else None
        if code is None or leading in (code, None):
            citation.doc_type = leader.doc_type or citation.doc_type
            citation.word = leader.word
        if citation.form == "named" and citation.issuer_span is None:
            citation.issuer_span = leader.issuer_span
            citation.plenum = citation.plenum or leader.plenum

    def find_issuer(self, citation: Citation, analysis: Analysis) -> None:
        """Set the issuer and its level: as written behind or before the document, else by the symbol."""
        if citation.form == "law":
            citation.issuer_level = "central"
            return
        row = self._row(citation)
        if citation.issuer_span is None and citation.number is not None:
            self._read_subject_before(citation, analysis, row)
        if citation.issuer_span:
            start, end = citation.issuer_span
            citation.issuer = analysis.text[start:end]
            citation.issuer_level = self._level(citation.issuer_span, analysis) or _issuer_level(
                row["level"] if row else None
            )
        elif row and row["level"]:
            citation.issuer, citation.issuer_level = row["issuer"], _issuer_level(row["level"])
        elif row:
            self._read_local_organ(citation, analysis, row["issuer"])
        elif citation.symbol and citation.symbol.body and "-" in citation.symbol.body:
            parts = [part.rstrip("0123456789") for part in citation.symbol.body.split("-")]
            rows = [self._reader.bodies.get(part) for part in parts]
            if rows[0]:
                citation.issuer = ", ".join(r["issuer"] for r in rows if r)
                citation.issuer_level = _issuer_level(rows[0]["level"])

    def _row(self, citation: Citation) -> Any:
        if citation.symbol is None or citation.symbol.body is None:
            return None
        body, bodies = citation.symbol.body, self._reader.bodies
        written = citation.candidate.fields.get("body", "")
        return (
            bodies.get(body)
            or bodies.get(written)
            or bodies.get(body.rstrip("0123456789"))
            or (bodies.get(body.split("-")[0]) if citation.symbol.code is None else None)
        )

    def _read_subject_before(self, citation: Citation, analysis: Analysis, row: Any) -> None:
        sentence, _ = analysis.sentence_span(analysis.sentence_at(citation.start))
        first = max(sentence, citation.start - _ISSUER_WINDOW)
        match = self._issued_by.search(analysis.folded, first, citation.start)
        if match is None:
            return
        span = match.span("issuer")
        level = self._level(span, analysis)
        if row and row["level"] != level and (row["level"] == "central" or level == "central"):
            return
        citation.issuer_span = span
        for date in within(analysis.records["dates"], sentence, match.start()):
            value = getattr(date, "value", "")
            adjacent = analysis.folded[date.end : match.start()].strip(" ,") == ""
            if adjacent and citation.issued_on is None and len(value) == 10 and value[:4].isdigit():
                citation.issued_on = value

    def _read_local_organ(self, citation: Citation, analysis: Analysis, organ: str) -> None:
        first = max(citation.start - _ISSUER_WINDOW, 0)
        acts = self._territory_acts.search(analysis.folded, first, citation.start)
        if acts:
            citation.issuer = f"{organ} {acts['territory'].lower()}"
            citation.issuer_level = self._level(acts.span("territory"), analysis)
            return
        mentions = list(self._patterns["local_organ"].finditer(analysis.folded))
        same = [m for m in mentions if m["organ"] == organ] or mentions
        before = [m for m in same if m.start() < citation.start]
        nearest = before[-1] if before else same[0] if same else None
        citation.issuer = organ + nearest["territory"] if nearest else organ
        if nearest:
            citation.issuer_level = self._level(nearest.span(), analysis)

    def _level(self, span: Span, analysis: Analysis) -> IssuerLevel | None:
        words = analysis.folded[slice(*span)]
        if fold_key(words) in self._centrals:
            return "central"
        for unit in overlapping(analysis.records["units"], *span):
            if known := _issuer_level(getattr(unit, "level", None)):
                return known
        provincial = self._says("level_province", words)
        if not provincial and self._says("level_central", words):
            return "central"
        if not provincial and self._says("level_of_city", words):
            return "province" if self._says("city_of_province_rank", analysis.folded) else "district"
        for level in _LOCAL_LEVELS:
            if self._says(f"level_{level}", words):
                return level
        return "other" if self._says("special_committee", words) else None

    def _says(self, name: str, words: str) -> bool:
        return self._patterns[name].search(words) is not None

    def link_repeats(self, citations: Sequence[Citation]) -> None:
        """Tie a bare number or a demonstrative to the fuller citation of the same document in the article."""
        for citation in citations:
            if citation.number is not None:
                citation.same_as = _fuller(citation, citations)
        for index, citation in enumerate(citations):
            if citation.form == "repeat":
                before = [
                    c for c in citations[:index] if c.doc_type == citation.doc_type and c.form != "repeat"
                ]
                if before:
                    first = citation.same_as = before[-1].same_as or before[-1]
                    citation.issuer, citation.issuer_level = first.issuer, first.issuer_level
                    citation.issued_on = first.issued_on


def _issuer_level(code: str | None) -> IssuerLevel | None:
    return next((level for level in get_args(IssuerLevel) if level == code), None)


def _share_back(citation: Citation, leader: Citation) -> None:
    symbol = citation.symbol
    if leader.form == "number" and leader.symbol is None and symbol and symbol.body:
        serial = leader.candidate.fields["serial"]
        leader.symbol = Symbol(serial, symbol.code, symbol.body, symbol.year, symbol.year_sign)
        leader.side = citation.side
    same_body = (leader.symbol and leader.symbol.body) == (citation.symbol and citation.symbol.body)
    if same_body and citation.number is not None:
        leader.issuer_span = leader.issuer_span or citation.issuer_span
        citation.issuer_span = citation.issuer_span or leader.issuer_span
        leader.plenum = leader.plenum or citation.plenum
        leader.issued_on = leader.issued_on or citation.issued_on
    if same_body:
        leader.congress = leader.congress or citation.congress
        leader.year = leader.year or citation.year
        leader.term = leader.term or citation.term
    leader.subject = leader.subject or citation.subject


def _fuller(citation: Citation, citations: Sequence[Citation]) -> Citation | None:
    """The one document of the same kind and number of which another citation tells the symbol or the date."""
    symbol = citation.written_symbol
    others = [
        c
        for c in citations
        if c is not citation
        and (c.doc_type, c.number) == (citation.doc_type, citation.number)
        and (symbol is None or c.written_symbol == symbol)
        and (c.written_symbol is not None, c.issued_on is not None)
        > (symbol is not None, citation.issued_on is not None)
    ]
    keys = {(c.written_symbol, c.issued_on) for c in others}
    return others[0] if len(keys) == 1 else None
