"""How far the name of a person goes, and what only looks like one."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

import regex

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.place_grammar import known_ends, place_grammar
from nghiquyet.rulebook.folding import fold, fold_key
from nghiquyet.rulebook.pattern_before import PatternBefore
from nghiquyet.rulebook.rulebook import Rulebook
from nghiquyet.rulebook.word_index import StartIndex

_SHORTEST_FULL_NAME = 2
_LONGEST_INITIAL = 2  # `chị Th.`
_LIKE_PLACE_PRIORITY = 35  # below the bare names of places
_COMMON_NOUN = "N"  # underthesea's tag


@dataclass(frozen=True, eq=False)
class PersonGrammar:
    """What a rulebook says of the names of people and of their posts."""

    rulebook: Rulebook

    @cached_property
    def post(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:post}").regex

    @cached_property
    def post_starts(self) -> StartIndex:
        return self.rulebook.start_index("post")

    @cached_property
    def no_person_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}){:no_person_before} (?:{:title} )?")

    @cached_property
    def byline_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}){:byline_before}")

    @cached_property
    def name_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("{:capitalised} ")

    @cached_property
    def not_people(self) -> frozenset[str]:
        return frozenset(fold(word) for word in self.rulebook.lists["not_people"].words)

    @cached_property
    def surnames(self) -> frozenset[str]:
        return frozenset(fold(word) for word in self.rulebook.lists["surnames"].words)


def person_grammar(rulebook: Rulebook) -> PersonGrammar:
    """The grammar of a rulebook, made once."""
    return rulebook.once(PersonGrammar)


def titled_person(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Settle the end of a name behind a title; refute a post, a place and initials."""
    grammar = person_grammar(rulebook)
    title_start, _ = candidate.groups["title"]
    if any(
        end > candidate.start for end in known_ends(analysis, place_grammar(rulebook)).get(title_start, ())
    ):
        return False  # Bà Rịa, Cô Tô
    if analysis.folded[title_start].isupper() and grammar.name_before.match(analysis.folded, title_start):
        first, *others = analysis.folded[candidate.start : candidate.end].split(" ")
        if not others or first not in grammar.surnames:
            return False  # HLV Hoàng Anh Tuấn
        if candidate.end in known_ends(analysis, place_grammar(rulebook)).get(candidate.start, ()):
            return False  # Đoàn Luật sư Hà Nội
    if grammar.no_person_before.match(analysis.folded, title_start):
        return False
    words = _name_words(candidate, analysis, grammar)
    if words is None or (
        len(words[-1]) <= _LONGEST_INITIAL and analysis.folded.startswith(".", candidate.end)
    ):
        return False
    places = known_ends(analysis, place_grammar(rulebook)).get(candidate.start, ())
    if len(words) > 1 and words[0] not in grammar.surnames and any(end >= candidate.end for end in places):
        return False  # cựu chiến binh Con Cuông
    if analysis.folded[candidate.start : candidate.end] in grammar.not_people:
        return False
    short = rulebook.lists["titles"].by_key[fold_key(candidate.fields.pop("title"))]["short"]
    if len(words) == 1 and (not short or len(words[0]) < 2 or words[0].isupper()):
        return False
    candidate.fields["titled"] = True
    return None


def surnamed_person(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Settle a name that begins with a surname; refute places and things that are named after someone."""
    grammar = person_grammar(rulebook)
    folded = analysis.folded
    words = _name_words(candidate, analysis, grammar)
    if words is None or _inside_place(candidate, analysis, grammar):
        return False
    if grammar.byline_before.match(folded, candidate.start) or grammar.no_person_before.match(
        folded, candidate.start
    ):
        return False
    ends = known_ends(analysis, place_grammar(rulebook)).get(candidate.start, ())
    for end in ends:
        rest = folded[end : candidate.end].split()
        if (
            len(rest) >= _SHORTEST_FULL_NAME
            and rest[0] in grammar.surnames
            and " " in folded[candidate.start : end]
        ):
            return False  # a place, then who leads it: Cao Bằng Vũ Hồng Bắc
    candidate.fields["like_place"] = any(end >= candidate.end for end in ends)
    if candidate.fields["like_place"]:
        candidate.priority = _LIKE_PLACE_PRIORITY
    return None


def known_person(candidate: Candidate, analysis: Analysis, rulebook: Rulebook) -> bool | None:
    """Refute what ends no full name of the article, an abbreviation, the rest of a post: `Phó Chủ tịch`."""
    grammar = person_grammar(rulebook)
    if analysis.text[candidate.start : candidate.end].isupper() or grammar.post.match(
        analysis.folded, candidate.start
    ):
        return False
    if analysis.given_names is None:
        full_names = analysis.matches(rulebook.article_search("full_name"))
        names = [
            words for full in full_names if not any(map(_is_abbreviation, words := full.group().split()))
        ]
        analysis.given_names = frozenset(" ".join(words[n:]) for words in names for n in range(1, len(words)))
    places = known_ends(analysis, place_grammar(rulebook)).get(candidate.start, ())
    if " " in analysis.folded[candidate.start : candidate.end] and any(
        end >= candidate.end for end in places
    ):
        return False  # đại biểu Thanh Hóa
    candidate.fields["short"] = analysis.folded[candidate.start : candidate.end] in analysis.given_names
    return None if candidate.fields["short"] else False


def _inside_place(candidate: Candidate, analysis: Analysis, grammar: PersonGrammar) -> bool:
    """Whether the words are the rest of a place's name: `Si Ma Cai`."""
    start = candidate.start
    while before := grammar.name_before.match(analysis.folded, start):
        start = before.start()
        if any(
            end >= candidate.end
            for end in known_ends(analysis, place_grammar(grammar.rulebook)).get(start, ())
        ):
            return True
    return False


def _name_words(candidate: Candidate, analysis: Analysis, grammar: PersonGrammar) -> list[str] | None:
    """The words of a name, cut before a post that follows it; None where a post or an organ begins there."""
    folded, start = analysis.folded, candidate.start
    words = folded[start : candidate.end].split(" ")
    posts = analysis.start_places((grammar.post_starts,))
    for offset in posts[bisect_left(posts, start) : bisect_left(posts, candidate.end)]:
        if offset != start and folded[offset - 1] != " ":
            continue
        post = _post_at(offset, folded, grammar)
        if post and (" " in post.group() or (offset == start and words[0] not in grammar.surnames)):
            number = folded.count(" ", start, offset)
            if number < _SHORTEST_FULL_NAME:
                return None
            words = words[:number]
            break
    capitals = next((n for n, word in enumerate(words) if _is_abbreviation(word)), 0)
    if capitals and not words[0].isupper():
        words = words[:capitals]
    candidate.end = start + len(" ".join(words))
    if len(words) > _SHORTEST_FULL_NAME and _runs_into_word(candidate, analysis):
        words.pop()
        candidate.end = start + len(" ".join(words))
    return words


def _is_abbreviation(word: str) -> bool:
    return len(word) > _LONGEST_INITIAL and word.isalpha() and word.isupper()


def _post_at(offset: int, folded: str, grammar: PersonGrammar) -> "regex.Match[str] | None":
    """The post that begins at an offset; none where its last word begins another: `Chính ủy|viên`."""
    post = grammar.post.match(folded, offset)
    if post is None or " " not in post.group():
        return post
    other = grammar.post.match(folded, folded.rindex(" ", offset, post.end()) + 1)
    return None if other and other.end() > post.end() else post


def _runs_into_word(candidate: Candidate, analysis: Analysis) -> bool:
    """Whether the last syllable begins a common noun behind the name: `Đỗ Văn Hùng Đồng|chí`."""
    word = analysis.word_at(candidate.end - 1)
    if word is None or word.pos != _COMMON_NOUN or word.end <= candidate.end:
        return False
    return word.start > candidate.start and analysis.text[candidate.end + 1].islower()
