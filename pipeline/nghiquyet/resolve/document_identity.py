"""`document_id`: a readable key that two mentions share when, and only when, they are of the same document.

`directive:1-CT/TU@83:2020-2025` is kind, number and symbol, place of the body, and time. Numbers of the Party
restart with each term of a committee and those of the State each year, so the time is that term or year: of
the issue date, else of the symbol, else of the article's own date. The day of issue itself is no part, for
the next article leaves it out. What the article does not tell is `?` with a mark of the article behind it, so
that no other article shares it.
"""

import datetime
import hashlib
from collections.abc import Sequence

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.citation import Citation
from nghiquyet.normalize.symbols import Symbol
from nghiquyet.resolve.document_place import issuer_place
from nghiquyet.resolve.party_terms import PartyTerms
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook

_COUNTRY = "vn"


class DocumentIdentity:
    """Gives the citations of one article their ids."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._terms = PartyTerms(rulebook.lists["party_terms"].rows)
        self._class = rulebook.compile("{:class_of_documents}").regex
        self._committee = rulebook.compile("{:committee_organ}").regex
        self._central_party = rulebook.compile("{:central_party}").regex
        self._provincial = rulebook.compile("{:provincial_committee}").regex
        self._special = rulebook.compile("{:special_committee}").regex
        self._party_congress = rulebook.compile("{:party_congress}").regex
        self._codes = {fold_key(row["issuer"]): row for row in reversed(rulebook.lists["issuer_codes"].rows)}
        codes = rulebook.lists["document_codes"].rows
        self._type_codes = {row["doc_type"]: row["code"] for row in reversed(codes)}

    def ids(self, citations: Sequence[Citation], analysis: Analysis) -> list[str | None]:
        """The ids of all citations of an article, in their order; None for a class of documents."""
        return [self._id(citation.same_as or citation, analysis) for citation in citations]

    def _id(self, citation: Citation, analysis: Analysis) -> str | None:
        if citation.issuer and citation.number is None and self._class.search(citation.issuer):
            return None
        unknown = "?" + hashlib.sha256(analysis.text.encode()).hexdigest()[:8]
        place = self._place(citation, analysis) or unknown
        time = self._time(citation, analysis) or unknown
        name = self._name(citation) or f"{citation.number or ''}{unknown}"
        return f"{citation.doc_type}:{name}@{place}:{time}"

    def _name(self, citation: Citation) -> str | None:
        if citation.number is None:
            return self._words_name(citation)
        if citation.symbol and citation.symbol.body:
            committee = citation.issuer if citation.symbol.body == "ĐU" and citation.issuer else ""
            if self._special.search(committee):
                return f"{citation.symbol.serial.lstrip('0')}-{citation.symbol.code}/{fold_key(committee)}"
            bare = Symbol(
                citation.symbol.serial.lstrip("0"),
                citation.symbol.code,
                citation.symbol.body,
                citation.symbol.year,
            )
            return bare.written(citation.side or "state")
        if citation.candidate.fields.get("complete"):
            return str(citation.number)
        return self._derived(citation)

    def _words_name(self, citation: Citation) -> str | None:
        if citation.form == "law":
            return fold_key(citation.title).replace(",", "") if citation.title else str(citation.doc_type)
        if citation.plenum:
            return f"plenum-{citation.plenum}"
        if citation.issuer is None:
            return None
        named = citation.title or citation.congress or citation.year or citation.term
        if self._special.search(citation.issuer):
            return f"{fold_key(citation.issuer)}:{named}"
        if self._party_congress.search(citation.issuer) and not citation.title and not citation.year:
            return f"congress-{named}"
        row = self._body(citation)
        return f"{row['canonical'] if row else fold_key(citation.issuer)}:{named}"

    def _derived(self, citation: Citation) -> str | None:
        """The symbol that number and body stand for; the Party's is certain, the State's has an open year."""
        row = self._body(citation)
        if row is None:
            return f"{citation.number}/{fold_key(citation.issuer)}" if citation.issuer else None
        code = self._type_codes.get(citation.doc_type or "")
        return Symbol(str(citation.number), code, row["canonical"]).written(
            "party" if row["side"] == "party" else "state"
        )

    def _body(self, citation: Citation) -> dict[str, str] | None:
        """The code that stands for the issuing body: `Ban Thường vụ Tỉnh ủy` is TU, `Bộ Chính trị` TW."""
        if citation.issuer is None:
            return None
        if self._central_party.match(citation.issuer):
            return dict(self._codes[fold_key("Trung ương")])
        committee = self._committee.sub("", citation.issuer)
        if citation.issuer_level == "province" and self._provincial.match(committee):
            return dict(self._codes[fold_key("Tỉnh ủy")])
        words = fold_key(committee)
        begun = [name for name in self._codes if words.startswith(name)]
        cut = [name for name in self._codes if name.startswith(words)]
        name = max(begun, key=len) if begun else min(cut, key=len, default=None)
        return dict(self._codes[name]) if name else None

    def _place(self, citation: Citation, analysis: Analysis) -> str | None:
        if citation.issuer_level == "central" or (
            citation.candidate.fields.get("complete") and not citation.issuer
        ):
            return _COUNTRY
        return issuer_place(citation.issuer_span, citation.issuer_level, analysis)

    def _time(self, citation: Citation, analysis: Analysis) -> str | None:
        if citation.number is None and (named := citation.congress or citation.year or citation.term):
            return str(named)
        if citation.symbol and citation.symbol.year:
            return str(citation.symbol.year)
        if citation.candidate.fields.get("complete"):
            standing = citation.doc_type in ("charter", "programme", "scheme")
            return str(citation.year or citation.term or "") or ("standing" if standing else None)
        issued = _day_of_issue(citation)
        day = issued or analysis.published_on
        row = self._body(citation)
        if citation.side == "party" or (citation.side is None and (row is None or row["side"] == "party")):
            level = citation.issuer_level or ""
            if citation.congress and level == "central":
                return self._terms.term_after(citation.congress)
            return self._terms.term_of(day, level, citation.number if issued else None) if day else None
        if citation.symbol is None and issued is None:
            return None
        return str(day.year) if day else None


def _day_of_issue(citation: Citation) -> datetime.date | None:
    """The day of issue, or the middle of the year that names the document."""
    if citation.issued_on:
        return datetime.date.fromisoformat(citation.issued_on)
    return datetime.date(citation.year, 7, 1) if citation.year else None
