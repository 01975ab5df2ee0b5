"""From accepted words to unit phrases: an organ takes the organ, type word or place that goes on its name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import regex

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.place_grammar import known_ends, place_grammar
from nghiquyet.rulebook.folding import fold, fold_key
from nghiquyet.rulebook.pattern_before import PatternBefore
from nghiquyet.rulebook.rulebook import Rulebook

_LONGEST_HEAD = 60
_COMMON_NOUN = "N"  # underthesea's tag; it also joins a name and the verb behind it, as a verb
_CLAUSE = frozenset("CEPRV")  # its tags of what a clause goes on with, no noun among them
_MARKS = ".,;:!?)(\"'…"
_NESTING = frozenset(("inner", "executive", "placed", "delegation", "central"))


@dataclass(slots=True, eq=False)
class Phrase:
    """The outermost name of one unit.

    `words` are those of its own head, without a bracketed abbreviation; behind them stand `inner` (the organ
    that it is part of), `type` (a bare type word), `place` or `own_body` (the word of a company or a school
    that was named before). `elided`: an earlier member has the head.
    `listed`: it is one of several of one head, told apart by their fields (`các Sở Tài chính, Xây dựng`).
    """

    head: Candidate
    start: int
    end: int
    words: str = ""
    type: str | None = None
    as_class: bool = False
    listed: bool = False
    inner: "Phrase | None" = None
    place: Candidate | None = None
    several: bool = False
    elided: bool = False
    own_body: str | None = None

    @property
    def is_place(self) -> bool:
        """Whether it is an administrative place, not an organ."""
        return "kind" not in self.head.fields

    @property
    def stands_alone(self) -> bool:
        """Whether nothing behind its own words says whose organ it is."""
        return not (self.inner or self.type or self.place or self.own_body)

    @property
    def kind(self) -> str:
        """What `organs.tsv` says of how its place is named."""
        return str(self.head.fields["kind"])


@dataclass(frozen=True, eq=False)
class OrganGrammar:
    """What a rulebook says of the names of organs."""

    rulebook: Rulebook

    @cached_property
    def level_word(self) -> "regex.Pattern[str]":
        return self.rulebook.compile(" {:level_word}").regex

    @cached_property
    def bracketed(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:before_abbreviation}").regex

    @cached_property
    def several_gap(self) -> "regex.Pattern[str]":
        return self.rulebook.compile(" (?P<several>{:place_plural} )?(?:{:place_type} )?").regex

    @cached_property
    def separator(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:name_separator}").regex

    @cached_property
    def further_field(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:further_field}").regex

    @cached_property
    def class_words(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:class_words}").regex

    @cached_property
    def before(self) -> PatternBefore:
        """What an organ's word is told by from the words before it; its group names it."""
        told = "(?P<several>{:class_words_before})|(?P<post>{:head_post})"
        return self.rulebook.pattern_before(f"(?<!\\p{{L}})(?:{told})|(?P<symbol>{{:symbol_before}})")

    @cached_property
    def behind(self) -> "regex.Pattern[str]":
        """What an organ's word is told by from what stands behind it; its group names it."""
        return self.rulebook.compile("(?P<class>{:class_words})|(?P<symbol>{:symbol_behind})").regex

    @cached_property
    def coordinated_type(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:coordinated_type}").regex

    @cached_property
    def type_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}){:place_type} ")

    @cached_property
    def own_body(self) -> "regex.Pattern[str]":
        return self.rulebook.compile(" {:own_body}").regex

    @cached_property
    def office_gap(self) -> "regex.Pattern[str]":
        return self.rulebook.compile(" {:office_word} ").regex

    @cached_property
    def typed_place_behind(self) -> "regex.Pattern[str]":
        return self.rulebook.compile(" {:place_type} \\p{Lu}").regex

    @cached_property
    def leading_post(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}){:post} ")

    @cached_property
    def more_proper_words(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:more_proper_words}").regex

    @cached_property
    def kind(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:kind}").regex

    @cached_property
    def person_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}){:surname} (?:{:capitalised} ){0,2}")

    @cached_property
    def person_tail(self) -> "regex.Pattern[str]":
        return self.rulebook.compile(" {:surname} (?:{:capitalised} ){0,2}{:capitalised}$").regex

    def row(self, head: str) -> Mapping[str, Any] | None:
        """The columns of `organs.tsv` for the longest word that `head`, in small letters, begins with."""
        words = head.split()
        for count in self._word_counts.get(words[0].rstrip(_MARKS), ()):
            row = self._rows.get(" ".join(words[:count]).rstrip(_MARKS))
            if row is not None:
                return row
        return None

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[str, Any]]:
        """By the folded word, what a candidate takes over from its row."""
        taken = ("unit_type", "level", "kind", "bare", "word", "tail")
        return {
            word: {name: row[name] for name in taken}
            | {"types": tuple(row["body"].split("|")) if row["body"] else ()}
            for word, row in self.rulebook.lists["organs"].by_key.items()
        }

    @cached_property
    def _word_counts(self) -> Mapping[str, Sequence[int]]:
        """By the first syllable of the words, how many syllables they have, most first."""
        counts: defaultdict[str, set[int]] = defaultdict(set)
        for word in self._rows:
            syllables = word.split(" ")
            counts[syllables[0]].add(len(syllables))
        return {first: sorted(found, reverse=True) for first, found in counts.items()}


def organ_grammar(rulebook: Rulebook) -> OrganGrammar:
    """The grammar of a rulebook, made once."""
    return rulebook.once(OrganGrammar)


def organ_word(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Give an organ the columns of its row; refute a word of a whole class."""
    grammar = organ_grammar(rulebook)
    folded, start = analysis.folded, candidate.start
    row = grammar.row(analysis.lower[start : candidate.end + _LONGEST_HEAD])
    if row is None or row["bare"] == "never" or len(row["word"]) > len(candidate.fields["head"]):
        return False
    words_before = grammar.before.match(folded, start)
    words_behind = grammar.behind.match(folded, candidate.end)
    before, behind = words_before and words_before.lastgroup, words_behind and words_behind.lastgroup
    if "symbol" in (before, behind):
        return False
    after_post = before == "post"
    if after_post and row["tail"] == "alone" and _ends_post(candidate, analysis, grammar):
        return False  # Phó Trưởng ban Thường trực Ban Tổ chức
    small = analysis.text[start].islower()
    field_start = start + len(row["word"]) + 1
    named_field = row["tail"] == "field" and analysis.text[field_start : field_start + 1].isupper()
    if small and not (after_post or named_field) and " " not in row["word"]:
        return False  # a common noun: hội, or one with a field: phòng đào tạo
    word = analysis.word_at(start) if small else None
    if word is not None and word.start < start and not after_post:
        return False  # the end of a compound: Bệnh|viện Đa khoa, nghiệp|vụ Công an
    if row["bare"] == "again" and " " not in row["word"] and row["tail"] == "alone":
        following = folded[candidate.end : candidate.end + 2]
        if (following[:1] == " " and following[1:].isupper()) or grammar.person_before.match(folded, start):
            return False  # the end of a name (Đỗ Kim Hội), the head of another (Hội Hữu nghị)
    if row["bare"] == "standing" and grammar.leading_post.match(folded, start):
        return False  # Phó Bí thư Thường trực
    if small and row["kind"] == "delegation":
        return False  # đoàn công tác của Tỉnh ủy: the body alone is a name
    head = folded[start : start + len(row["word"])]
    if small and any(a.isupper() and b.islower() for a, b in zip(head, fold(row["word"]), strict=False)):
        return False  # two words: UBND tỉnh Đoàn Minh Khải
    candidate.fields = {**row, **candidate.fields}  # what the rule sets stands
    candidate.fields |= {
        "capital": analysis.text[start].isupper(),
        "plural": before == "several",
        "class": behind == "class",
        "after_post": after_post or (small and named_field),
    }
    return None


def _ends_post(candidate: Candidate, analysis: Analysis, grammar: OrganGrammar) -> bool:
    """Whether the words are the end of a post, of one without their last words too, in an organ behind."""
    first, _, others = analysis.folded[candidate.start : candidate.end].partition(" ")
    ends = candidate.start + len(first) + 1, candidate.end + 1
    if not others or grammar.row(analysis.lower[ends[1] : ends[1] + _LONGEST_HEAD]) is None:
        return False
    posts = [grammar.leading_post.match(analysis.folded, end) for end in ends]
    return all(post is not None and post.start() < candidate.start for post in posts)


def body_name(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """As `organ_word` for a body with a proper name, without the name of the person who leads it."""
    grammar = organ_grammar(rulebook)
    if organ_word(candidate, analysis, rulebook) is False or not candidate.fields["capital"]:
        return False
    if grammar.type_before.match(analysis.folded, candidate.start):
        return False  # xã Trường Xuân
    names = known_ends(analysis, place_grammar(rulebook))
    if grammar.leading_post.match(analysis.folded, candidate.start):
        tail = grammar.person_tail.search(analysis.folded, candidate.start, candidate.end)
        form = (
            grammar.rulebook.searcher("company_form").fullmatch(
                analysis.folded, candidate.start, tail.start()
            )
            if tail
            else None
        )
        if tail and not form and tail.start() + 1 not in names:
            candidate.end = tail.start()
    words = analysis.folded[candidate.start : candidate.end]
    head = len(candidate.fields["word"])
    if candidate.fields["level"] == "place" and candidate.start + head + 1 in names:
        return False  # its name is that of its place: the rule of the head alone reads it
    if not any(word[0].isupper() or word[0].isdigit() for word in words[head:].split()):
        return False
    _end_with_word(candidate, analysis, grammar)
    last = analysis.folded.rfind(" ", 0, candidate.end) + 1
    broken = grammar.kind.match(analysis.folded, last)
    if broken and broken.end() > candidate.end:
        return False  # the last word begins a word of kind, no name: Công ty Chứng|khoán
    candidate.fields["bare"] = "yes"
    return None


def _end_with_word(candidate: Candidate, analysis: Analysis, grammar: OrganGrammar) -> None:
    """Let a name that stops inside a compound end with it, and go on behind it: `Tạp chí Cộng|sản`."""
    word = analysis.word_at(candidate.end - 1)
    if word is None or word.pos != _COMMON_NOUN or word.end <= candidate.end:
        return
    if analysis.folded[candidate.end + 1].islower():
        more = grammar.more_proper_words.match(analysis.folded, word.end)
        candidate.end = more.end() if more else word.end


def body_of_kind(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """As `organ_word` for a body without a proper name; refute one that must have one, or is counted."""
    if analysis.folded[max(candidate.start - 2, 0) : candidate.start].rstrip().isdigit():
        return False  # 30 HTX
    if organ_word(candidate, analysis, rulebook) is False:
        return False
    named_by_place = organ_grammar(rulebook).typed_place_behind.match(analysis.folded, candidate.end)
    return None if candidate.fields["level"] or candidate.fields["bare"] or named_by_place else False


def body_named_before(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """As `organ_word` for a bare word of kind; refute the beginning of a compound or of a name."""
    grammar, folded = organ_grammar(rulebook), analysis.folded
    start, end = candidate.start, candidate.end
    if not analysis.text[start].isupper():
        return False
    word = analysis.word_at(start)
    if word is None or word.end != end:
        return False  # Bộ|trưởng
    if grammar.rulebook.searcher("name_goes_on").match(folded, end):
        return False
    if folded[end : end + 1] == " ":
        following = analysis.word_at(end + 1)
        goes_on = folded[end + 1].isupper() or following is None or following.pos[0] not in _CLAUSE
        if goes_on and not _is_held(start, end, folded, grammar):
            return False  # Công ty đèn
    if organ_word(candidate, analysis, rulebook) is False or candidate.fields["plural"]:
        return False
    candidate.fields |= {"bare": "again", "kind": "plain"}
    return None


def _is_held(start: int, end: int, folded: str, grammar: OrganGrammar) -> bool:
    """Whether a post stands before a body and its holder behind: `Giám đốc Sở Trần Văn Khải`."""
    post = grammar.leading_post.match(folded, start)
    return post is not None and grammar.rulebook.searcher("holder_behind").match(folded, end) is not None


def central_word(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Give the Central Committee's short name the columns of an organ; refute a word of a whole class."""
    if organ_grammar(rulebook).class_words.match(analysis.folded, candidate.end):
        return False
    candidate.fields |= {
        "types": (), "word": "Trung ương", "tail": "alone", "capital": True, "plural": False,
        "after_post": False, "class": False,
    }  # fmt: skip
    return None


def compose(candidates: Sequence[Candidate], analysis: Analysis, rulebook: Rulebook) -> list[Phrase]:
    """The phrases of accepted candidates, which come in the order of the text and do not overlap."""
    reader = _Reader(candidates, analysis, organ_grammar(rulebook))
    phrases: list[Phrase] = []
    number = 0
    while number < len(candidates):
        candidate = candidates[number]
        if "kind" not in candidate.fields:
            phrases.append(Phrase(candidate, candidate.start, candidate.end, place=candidate))
            number += 1
            continue
        phrase, number = reader.read(number)
        phrases.append(phrase)
        while phrase.place and phrase.several and number < len(candidates):
            item = candidates[number]
            if not (_same_list(item, phrase.place) or reader.stands_beside(candidates[number - 1], item)):
                break
            phrases.append(replace(phrase, start=item.start, end=item.end, place=item, elided=True))
            number += 1
        phrases += reader.further_fields(phrase)
    reader.share_what_follows(phrases)
    return phrases


def _same_list(item: Candidate, first: Candidate) -> bool:
    head = item.fields.get("head")
    return isinstance(head, Candidate) and head in (first, first.fields.get("head"))


@dataclass(slots=True)
class _Reader:
    candidates: Sequence[Candidate]
    analysis: Analysis
    grammar: OrganGrammar
    starts: list[int] = field(default_factory=list)

    def read(self, number: int) -> tuple[Phrase, int]:
        """The phrase that begins at a candidate, and the number of the first candidate after it."""
        head = self.candidates[number]
        words = self.analysis.text[head.start : head.end]
        phrase = Phrase(
            head, head.start, head.end, words=" ".join(self.grammar.bracketed.sub("", words).split())
        )
        following = number + 1
        bracket = self.grammar.bracketed.match(self.analysis.folded, head.end)
        if bracket:
            behind = following
            while behind < len(self.candidates) and self.candidates[behind].start < bracket.end():
                behind += 1
            after = self._go_on(phrase, bracket.end(), behind)
            if after is not None:
                return phrase, after
        after = self._go_on(phrase, head.end, following)
        return phrase, following if after is None else after

    def stands_beside(self, place: Candidate, item: Candidate) -> bool:
        """Whether two names of places are members of one list: both bare, or the second of the same level."""
        if not all("name" in c.fields for c in (place, item)):
            return False
        bare = "type" not in place.fields and "type" not in item.fields
        same = "type" in item.fields and place.fields.get("level") == item.fields["level"] != "hamlet"
        gap = self.grammar.separator.fullmatch(self.analysis.folded, place.end, item.start)
        return gap is not None and (bare or same)

    def further_fields(self, phrase: Phrase) -> Iterator[Phrase]:
        """The organs whose fields follow a plural head and its first field: `các Sở Tài chính, Xây dựng`."""
        head = phrase.head.fields
        if not (head["plural"] and head["tail"] == "field") or phrase.end != phrase.head.end:
            return
        end = phrase.end
        while match := self.grammar.further_field.match(self.analysis.folded, end):
            phrase.listed = True
            start, end = match.span("field")
            words = f"{phrase.words[: len(head['word'])]} {self.analysis.text[start:end]}"
            yield replace(phrase, start=start, end=end, words=words, elided=True)

    def share_what_follows(self, phrases: Sequence[Phrase]) -> None:
        """Give the organs of a list what stands behind the last: `Ban Tổ chức, Ban Dân vận Tỉnh ủy`."""
        for phrase, following in reversed(list(pairwise(phrases))):
            if phrase.stands_alone and not phrase.is_place and self._is_cell(phrase):
                self._take_body_of_next_post(phrase, following)
            if (
                self.grammar.rulebook.searcher("organ_coordination").fullmatch(
                    self.analysis.folded, phrase.end, following.start
                )
                and not (phrase.is_place or following.is_place)
                and self._may_share(phrase, following)
            ):
                phrase.inner, phrase.type, phrase.place = following.inner, following.type, following.place

    def _take_body_of_next_post(self, phrase: Phrase, following: Phrase) -> None:
        """Give a bare cell the body of the next post: `Bí thư Chi bộ, Hiệu trưởng Trường THCS Nguyễn Du`."""
        between = self.grammar.rulebook.searcher("next_post").match(self.analysis.folded, phrase.end)
        if between is None or phrase.head.fields["bare"] not in ("commune", "secretary"):
            return
        body = self.grammar.own_body.match(self.analysis.folded, between.end() - 1)
        if body:
            phrase.own_body = body["body"]
        elif following.start > between.end():
            return
        elif following.is_place:
            if following.head.fields.get("level") == "hamlet":
                phrase.place = following.place
        elif following.head.fields["unit_type"] not in ("party", "front") and not (
            self.grammar.rulebook.searcher("territorial_organ").match(self.analysis.folded, following.start)
        ):
            phrase.inner = following

    @staticmethod
    def _may_share(phrase: Phrase, following: Phrase) -> bool:
        """Whether what stands behind an organ may belong to the bare one before it too."""
        head = phrase.head.fields
        if not (phrase.stands_alone and head["capital"]) or head["plural"] or head["class"]:
            return False
        if phrase.kind == "inner":
            return following.kind == "inner" and following.inner is not None
        if phrase.kind != "placed" or head["level"] != "place" or following.kind != "placed":
            return False
        if following.several or following.as_class:
            return False
        named = following.place is not None and "name" in following.place.fields
        return following.type is not None or named

    def _go_on(self, phrase: Phrase, end: int, number: int) -> int | None:
        """Let the phrase take what follows at `end`; None where nothing there belongs to it."""
        folded, kind = self.analysis.folded, phrase.kind
        following = self.candidates[number] if number < len(self.candidates) else None
        gap = folded[end : following.start] if following else None
        if following is not None and gap is not None:
            organ = "kind" in following.fields
            joined = gap.strip() == "" and gap != "" and "\n" not in gap
            delegated = (
                self.grammar.rulebook.searcher("delegation_gap").fullmatch(gap)
                if kind == "delegation"
                else None
            )
            if organ and (delegated or (joined and self._may_nest(phrase, following))):
                phrase.words += (delegated and delegated["number"]) or ""
                phrase.inner, after = self.read(number)
                phrase.end = phrase.inner.end
                return after
            if organ and self._is_cell(phrase) and (office := self.grammar.office_gap.fullmatch(gap)):
                phrase.words += office.group().rstrip()
                phrase.inner, after = self.read(number)
                phrase.end = phrase.inner.end
                return after
            if following.fields.get("unit_type") == "other" and joined and "word" not in following.fields:
                phrase.place, phrase.end = following, following.end
                return number + 1
            if not organ and kind != "central" and following.fields.get("unit_type") == "admin":
                apart = self.grammar.several_gap.fullmatch(gap)
                if apart and (not joined or self._may_stand_at(phrase, following)):
                    phrase.place, phrase.end = following, following.end
                    phrase.several = apart["several"] is not None or phrase.head.fields["plural"]
                    return number + 1
        if kind == "central":
            return None
        word = self.grammar.level_word.match(folded, end)
        if word:
            phrase.type = str(
                self.grammar.rulebook.lists["place_types"].by_key[fold_key(word["level"])]["type"]
            )
            phrase.as_class = (
                word["class"] is not None
                or self.grammar.coordinated_type.match(folded, word.end()) is not None
            )
            phrase.end = word.end()
            return number
        body = self.grammar.own_body.match(folded, end) if self._is_cell(phrase) else None
        if body:
            phrase.own_body, phrase.end = body["body"], body.end()
            return number
        return None

    @staticmethod
    def _is_cell(phrase: Phrase) -> bool:
        """Whether companies, schools and offices have such an organisation too: `Đảng bộ`, `Công đoàn`."""
        return phrase.kind == "placed" and phrase.head.fields["unit_type"] in ("party", "front")

    @staticmethod
    def _may_nest(phrase: Phrase, inner: Candidate) -> bool:
        if phrase.kind not in _NESTING or (
            phrase.head.fields["bare"] == "standing" and inner.fields["kind"] == "central"
        ):
            return False
        if phrase.kind == "central":
            return phrase.head.fields["tail"] == "field" and bool(inner.fields["capital"])
        return bool(inner.fields["capital"] or inner.fields["kind"] in ("inner", "committee"))

    @staticmethod
    def _may_stand_at(phrase: Phrase, place: Candidate) -> bool:
        """Whether a place right behind an organ is its place: not a bare name behind a proper one."""
        return (
            phrase.head.fields["tail"] != "proper"
            or "type" in place.fields
            or phrase.head.fields["level"] == "place"
        )


def is_name(phrase: Phrase) -> bool:
    """Whether an organ phrase names one unit: not a generic word, not a whole class."""
    head = phrase.head.fields
    placed = phrase.place is not None or phrase.inner is not None
    if phrase.listed or (phrase.several and phrase.place is not None):
        return True
    if head["class"] and not (placed or phrase.type or phrase.own_body):
        return False
    if (
        head["plural"]
        and not (phrase.place or phrase.inner)
        and head["level"] != "central"
        and head["tail"] != "proper"
    ):
        return False
    if not head["capital"]:
        if phrase.inner is not None and any(letter.isupper() for letter in phrase.words):
            return True  # ban Thường vụ Huyện ủy
        field_after_post = head["after_post"] and (head["tail"] == "field" or head["kind"] == "inner")
        if field_after_post or (head["after_post"] and phrase.type):
            return True
        return placed and (phrase.place is not None or phrase.type is not None)
    if placed or phrase.type or phrase.own_body:
        return True
    return head["bare"] in ("yes", "again", "secretary", "commune", "central")
