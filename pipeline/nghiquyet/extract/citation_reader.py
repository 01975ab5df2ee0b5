"""Reads a citation out of its surroundings: the word of kind before it; body, term, date, title behind it."""

from bisect import bisect_left
from typing import get_args

import regex

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.citation import Citation
from nghiquyet.normalize.normalisers import NORMALISERS
from nghiquyet.normalize.symbols import Side, Symbol, read_serial
from nghiquyet.records import DocType
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook

_HEAD_WINDOW = 70
_DATE_WINDOW = 30
_DOC_TYPES: dict[str, DocType] = {code: code for code in get_args(DocType)}

_TAIL = ("document_issuer", "document_congress", "document_year", "document_term")
_LAW_TAIL = ("law_amended", "law_year")


class CitationReader:
    """Turns a candidate of the table `documents` into a citation. The words are those of the rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.types = rulebook.lists["document_types"].by_key
        self.codes = {row["code"]: row for row in rulebook.lists["document_codes"].rows}
        self.bodies = {row["code"]: row for row in rulebook.lists["issuer_codes"].rows}
        self._head = rulebook.compile(r"{:document_head}\Z")
        names = (*_TAIL, *_LAW_TAIL, "date_gap", "issuer_after_date", "subject_quoted", "subject")
        self._after = {name: rulebook.compile(f"{{:{name}}}") for name in names}

    def read(self, candidate: Candidate, analysis: Analysis) -> Citation:
        """The citation of one candidate, by its own words alone."""
        fields = candidate.fields
        end = candidate.end
        citation = Citation(candidate, candidate.start, end, (candidate.start, end), end)
        citation.plenum, citation.congress = fields.get("plenum"), fields.get("congress")
        citation.year = fields.get("year")
        citation.title = " ".join(filter(None, (fields.get("amending"), fields.get("title")))) or None
        citation.issuer, citation.issuer_level = fields.get("issuer"), fields.get("issuer_level")
        if "issuer" in candidate.groups:
            citation.issuer_span = candidate.groups["issuer"]
        self._read_head(citation, analysis)
        if "serial" in fields:
            self._read_number(citation, analysis)
        if citation.form != "repeat":
            self._read_tail(citation, analysis)
            if citation.form != "law":
                self._read_date(citation, analysis)
                self._read_late_issuer(citation, analysis)
                self._read_subject(citation, analysis)
        return citation

    def kind_of(self, word: str) -> DocType | None:
        """The kind that a word or its abbreviation names; None where only the symbol tells it."""
        row = self.types.get(fold_key(word)) or self.codes.get(word)
        return _DOC_TYPES.get(row["doc_type"]) if row else None

    def kind_of_code(self, code: str) -> DocType | None:
        """The kind that a code names."""
        return _DOC_TYPES.get(self.codes[code]["doc_type"]) if code in self.codes else None

    def signs(self, citation: Citation) -> bool:
        """Whether the symbol ends with the code of a body of the list."""
        body = (citation.candidate.fields.get("body") or "").replace(" ", "")
        return any(part.rstrip("0123456789") in self.bodies for part in (body, *body.split("-")))

    def _read_head(self, citation: Citation, analysis: Analysis) -> None:
        candidate = citation.candidate
        citation.word = candidate.fields.get("type") or candidate.fields.get("abbreviation")
        if citation.word is None and "serial" in candidate.fields:
            first = max(candidate.start - _HEAD_WINDOW, 0)
            match = self._head.regex.search(analysis.folded, first, candidate.start)
            if match:
                citation.start = match.start()
                citation.word = match["type"] or match["abbreviation"]
        given = candidate.fields.get("doc_type")
        citation.doc_type = (
            _DOC_TYPES[given] if given else self.kind_of(citation.word) if citation.word else None
        )

    def _read_number(self, citation: Citation, analysis: Analysis) -> None:
        fields, groups = citation.candidate.fields, citation.candidate.groups
        serial, code, year = fields["serial"], fields.get("code"), fields.get("symbol_year")
        citation.number = read_serial(serial)
        body = fields.get("body")
        if body is None and year is None:
            return
        code = self.codes[code]["canonical"] if code in self.codes else code
        citation.symbol = Symbol(
            serial, code, None, int(year) if year else None, fields.get("year_sign", "/")
        )
        if body is None:
            return
        row = self.bodies.get(body.rstrip("0123456789").replace(" ", ""))
        if code is None:
            unit = f"-{fields['unit']}" if "unit" in fields else ""
            citation.side = "state"
            citation.symbol.body = self._canonical_body(body) + unit
        else:
            first_sign = analysis.folded[
                groups.get("symbol_year", groups["serial"])[1] : groups["code"][0]
            ].strip()
            written: Side = "party" if first_sign == "-" and year is None else "state"
            first_body = self.bodies.get(body.split("-")[0])
            known = row or first_body
            citation.side = written if known is None else "party" if known["side"] == "party" else "state"
            citation.symbol.body = self._canonical_body(body)
        if citation.doc_type is None:
            citation.doc_type = (
                (self.kind_of_code(code) if code else None)
                or ("official_letter" if citation.form == "letter" else None)
                or ("other" if citation.word else None)
            )

    def _canonical_body(self, body: str) -> str:
        body = body.replace(" ", "").replace("Qh", "QH")
        row = self.bodies.get(body)
        if row:
            return row["canonical"]
        return "-".join(
            self.bodies[part]["canonical"] if part in self.bodies else part for part in body.split("-")
        )

    def _read_tail(self, citation: Citation, analysis: Analysis) -> None:
        pending = list(_LAW_TAIL if citation.form == "law" else _TAIL)
        if citation.issuer_span:
            pending.remove("document_issuer")
        if citation.congress and citation.candidate.fields.get("member"):
            pending.remove("document_congress")
        while True:
            for name in pending:
                match = self._after[name].regex.match(analysis.folded, citation.end)
                if match and match.end() > citation.end:
                    break
            else:
                break
            pending.remove(name)
            self._take(citation, name, match)
            citation.end = citation.reach = match.end()

    def _take(self, citation: Citation, name: str, match: "regex.Match[str]") -> None:
        groups = match.groupdict()
        for group, normaliser in self._after[name].normalisers.items():
            if groups.get(group) and group in ("congress", "plenum", "year"):
                setattr(citation, group, getattr(citation, group) or NORMALISERS[normaliser](groups[group]))
        if groups.get("issuer"):
            citation.issuer_span = match.span("issuer")
        if name == "law_amended":
            citation.title = f"{citation.title or ''}{match.group()}"
        if groups.get("term_from"):
            citation.term = f"{groups['term_from']}/{groups['term_to']}"

    def _read_date(self, citation: Citation, analysis: Analysis) -> None:
        dates = analysis.records["dates"]
        position = bisect_left(dates, citation.end, key=lambda date: date.start)
        if position < len(dates) and dates[position].start - citation.end <= _DATE_WINDOW:
            date = dates[position]
            value = getattr(date, "value", "")
            if len(value) == 10 and self._after["date_gap"].regex.fullmatch(
                analysis.folded, citation.end, date.start
            ):
                if value[:4].isdigit() and (analysis.published_at or value) >= value:
                    citation.issued_on = value
                citation.reach = date.end

    def _read_late_issuer(self, citation: Citation, analysis: Analysis) -> None:
        match = self._after["issuer_after_date"].regex.match(analysis.folded, citation.reach)
        if match is None or citation.issuer_span:
            return
        self._take(citation, "issuer_after_date", match)
        citation.reach = match.end()
        for name in ("document_congress", "document_term"):
            behind = self._after[name].regex.match(analysis.folded, citation.reach)
            if behind:
                self._take(citation, name, behind)
                citation.reach = behind.end()

    def _read_subject(self, citation: Citation, analysis: Analysis) -> None:
        for name in ("subject_quoted", "subject"):
            match = self._after[name].regex.match(analysis.folded, citation.reach)
            if match:
                start, end = match.span("subject")
                citation.subject = analysis.text[start:end].strip()
                if name == "subject_quoted":
                    citation.reach = match.end()
                    self._read_late_issuer(citation, analysis)
                return
