"""`document_id`: a readable key that two mentions share when, and only when, they are of the same document.

`directive:1-CT/TU@83:2020-2025` is kind, number and symbol, place of the body, and time. Numbers of the Party
restart with each term of a committee and those of the State each year, so the time is that term or year: of
the issue date, else of the symbol. The day of issue itself is no part, for the next article leaves it out.
Without a date a local committee's number is one of the term that runs when the article appears; a central or
State number is not, for those are cited for many years. What the article does not tell is `?` with a mark of
the article behind it, so that no other article shares it.
"""

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.citation import Citation
from nghiquyet.normalize.symbols import Symbol
from nghiquyet.resolve.document_place import issuer_place
from nghiquyet.resolve.party_terms import PartyTerms
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook

_COUNTRY = "vn"
_TITLE_WINDOW = 200


class _Key(NamedTuple):
    """What makes a document one; None is what its citation leaves open."""

    kind: str
    name: str
    place: str | None
    time: str | None
    titled: bool


def _id(key: _Key, keys: Sequence[_Key], unknown: str) -> str:
    """The id of one citation: what it leaves open another one of the article may tell.

    Not so of a law: a title without a year beside one with its year is often the law that replaces it.
    """
    same = [] if key.titled else [other for other in keys if other[:2] == key[:2]]
    place = key.place or _only(other.place for other in same) or unknown
    time = key.time or _only(other.time for other in same if key.place in (other.place, None)) or unknown
    return f"{key.kind}:{key.name}@{place}:{time}"


def _only(values: Iterable[str | None]) -> str | None:
    known = {value for value in values if value is not None}
    return known.pop() if len(known) == 1 else None


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
        self._known: dict[str, list[tuple[str, datetime.date]]] = {}
        for row in rulebook.lists["central_documents"].rows:
            known = self._known.setdefault(row["symbol"], [])
            known.append((row["words"], datetime.date.fromisoformat(row["issued_on"])))
        self._titles = {row["abbreviation"]: row["title"] for row in rulebook.lists["code_titles"].rows}
        codes = rulebook.lists["document_codes"].rows
        self._sole_issuers = {row["doc_type"]: row["sole_issuer"] for row in codes if row["sole_issuer"]}
        self._type_codes = {row["doc_type"]: row["code"] for row in reversed(codes)}

    def ids(self, citations: Sequence[Citation], analysis: Analysis) -> list[str | None]:
        """The ids of all citations of an article, in their order; None for a class of documents."""
        unknown = "?" + hashlib.sha256(analysis.text.encode()).hexdigest()[:8]
        meant = [citation.same_as or citation for citation in citations]
        keys = [self._key(citation, unknown, analysis) for citation in meant]
        return [
            None if self._of_a_class(citation) else _id(key, keys, unknown)
            for citation, key in zip(meant, keys, strict=True)
        ]

    def _of_a_class(self, citation: Citation) -> bool:
        return bool(citation.issuer and citation.number is None and self._class.search(citation.issuer))

    def _key(self, citation: Citation, unknown: str, analysis: Analysis) -> _Key:
        return _Key(
            citation.doc_type or "",
            self._name(citation) or f"{citation.number or ''}{unknown}",
            self._place(citation, analysis),
            self._time(citation, analysis),
            citation.form == "law",
        )

    def _name(self, citation: Citation) -> str | None:
        if citation.number is None or (citation.form == "law" and citation.title):
            return self._words_name(citation)
        if citation.symbol and citation.symbol.body:
            committee = citation.issuer if citation.symbol.body == "ĐU" and citation.issuer else ""
            if self._special.search(committee):
                return f"{citation.symbol.serial.lstrip('0')}-{citation.symbol.code}/{fold_key(committee)}"
            bare = Symbol(
                citation.symbol.serial.lstrip("0"),
                self._code(citation, citation.symbol.code),
                citation.symbol.body,
                citation.symbol.year,
            )
            return bare.written(citation.side or "state")
        if citation.candidate.fields.get("complete"):
            return str(citation.number)
        return self._derived(citation)

    def _words_name(self, citation: Citation) -> str | None:
        if citation.form == "law":
            title = self._titles.get(citation.title or "", citation.title)
            return fold_key(title).replace(",", "") if title else str(citation.doc_type)
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
        letter = row["side"] == "state" and citation.doc_type == "official_letter"
        code = None if letter else self._code(citation, self._type_codes.get(citation.doc_type or ""))
        year = citation.symbol.year if citation.symbol else None
        return Symbol(str(citation.number), code, row["canonical"], year).written(
            "party" if row["side"] == "party" else "state"
        )

    def _code(self, citation: Citation, code: str | None) -> str | None:
        """The code of the kind: a regulation of the Party bears QĐi or QĐ, by the habit of the writer."""
        return self._type_codes["decision"] if code and citation.doc_type == "regulation" else code

    def _body(self, citation: Citation) -> dict[str, str] | None:
        """The code that stands for the issuing body: `Ban Thường vụ Tỉnh ủy` is TU, `Bộ Chính trị` TW."""
        if citation.issuer is None:
            return self._sole_body(citation)
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

    def _sole_body(self, citation: Citation) -> dict[str, str] | None:
        """The body that alone issues documents of the kind: decrees are the Government's."""
        issuer = self._sole_issuers.get(citation.doc_type or "")
        return dict(self._codes[fold_key(issuer)]) if issuer else None

    def _place(self, citation: Citation, analysis: Analysis) -> str | None:
        sole = citation.candidate.fields.get("complete") or self._sole_body(citation)
        if citation.issuer_level == "central" or (sole and not citation.issuer):
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
        row = self._body(citation)
        if citation.side == "party" or (citation.side is None and (row is None or row["side"] == "party")):
            return self._term(citation, issued, analysis)
        return str(issued.year) if issued else None

    def _term(self, citation: Citation, issued: datetime.date | None, analysis: Analysis) -> str | None:
        level = citation.issuer_level or ""
        if level == "central":
            if citation.congress:
                return self._terms.term_after(citation.congress)
            issued = issued or self._known_day(citation, analysis)
            return self._terms.term_of(issued, level, citation.number) if issued else None
        if citation.term:
            return citation.term.replace("/", "-")
        day = issued or analysis.published_on
        return self._terms.term_of(day, level, citation.number if issued else None) if day else None

    def _known_day(self, citation: Citation, analysis: Analysis) -> datetime.date | None:
        """The day of issue of a well-known document, where the article names its title."""
        if citation.number is None:
            return None
        _, end = analysis.sentence_span(analysis.sentence_at(citation.start))
        behind = analysis.folded[citation.end : min(end, citation.end + _TITLE_WINDOW)]
        words = fold_key(citation.subject or behind)
        days = {day for title, day in self._known.get(self._name(citation) or "", ()) if title in words}
        return days.pop() if len(days) == 1 else None


def _day_of_issue(citation: Citation) -> datetime.date | None:
    """The day of issue, or the middle of the year that names the document."""
    if citation.issued_on:
        return datetime.date.fromisoformat(citation.issued_on)
    return datetime.date(citation.year, 7, 1) if citation.year else None
