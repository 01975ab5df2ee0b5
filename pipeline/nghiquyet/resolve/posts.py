"""The posts of an article (`Phó Bí thư Huyện ủy, Chủ tịch HĐND huyện`), their bodies, and who holds them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from nghiquyet.extract.analysis import Analysis
from nghiquyet.records import Unit
from nghiquyet.resolve.places import LEVELS
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.pattern_before import PatternBefore
from nghiquyet.rulebook.rulebook import Rulebook

Span = tuple[int, int]
_FARTHEST_HOLDER = 40  # characters from a name to the posts in apposition to it, its bracket included
_MARKS = frozenset(",-")  # between a post and a name they set the two apart, as a capital does


@dataclass(frozen=True, slots=True)
class Post:
    """One post as written, and the record of the body that it names.

    `place` names a body that has no record: the place of a clerk, the ministry of a `Bộ trưởng Quốc phòng`.
    `body_word` is the word behind it for a company or a school that was named before: `Giám đốc Công ty`.
    """

    start: int
    end: int
    row: Mapping[str, str]
    body: Unit | None
    place: str | None = None
    body_word: str | None = None

    @property
    def leads(self) -> bool:
        """Whether it is an office, not a membership."""
        return self.row["leading"] == "yes"

    @property
    def kinds(self) -> list[str]:
        """How the names begin of the bodies that it may be in where it names none."""
        if self.body_word:
            return [self.body_word]
        return self.row["body"].split("|") if self.row["body"] else []


@dataclass(frozen=True, eq=False)
class PostGrammar:
    """What a rulebook says of posts."""

    rulebook: Rulebook

    @cached_property
    def post(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("(?:{:post_quality})?(?P<word>{:post})(?! các )").regex

    @cached_property
    def quality_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}){:post_quality}")

    @cached_property
    def tail(self) -> "regex.Pattern[str]":
        return self.rulebook.compile(" (?:{:post_tail}|{:post_field})").regex

    @cached_property
    def owner(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:post_owner}").regex

    @cached_property
    def joint(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:term}{:post_joint}").regex

    @cached_property
    def before_name(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:before_name}").regex

    @cached_property
    def before_role(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:before_role}").regex

    @cached_property
    def appointed(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:appointed}").regex

    @cached_property
    def principal_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}){:principal_before}")

    @cached_property
    def several_before(self) -> PatternBefore:
        return self.rulebook.pattern_before("(?<!\\p{L}){:several_before}")

    @cached_property
    def person_joint(self) -> "regex.Pattern[str]":
        return self.rulebook.compile("{:person_joint}").regex


class Posts:
    """Which posts belong to whom: those right before a name, else those behind it, in apposition or given."""

    def __init__(
        self, folded: str, runs: Sequence[Sequence[Post]], names: Sequence[Span], grammar: PostGrammar
    ) -> None:
        self._folded = folded
        self._grammar = grammar
        self._names = names
        self._before: dict[int, Sequence[Post]] = {}
        self._behind: dict[int, Sequence[Post]] = {}
        starts = {start for start, _ in names}
        for run in runs:
            gap = grammar.before_name.match(folded, run[-1].end)
            marked = gap is not None and (
                not _MARKS.isdisjoint(gap.group()) or any(char.isupper() for char in gap.group())
            )
            apart = marked and self._follows_holder(run[0].start) and not self._is_settled(run[0].start)
            if gap and gap.end() in starts and not apart:
                self._settle_before(run, gap.end())
            else:
                self._behind[run[0].start] = run

    def of(self, start: int, end: int) -> Sequence[Post]:
        """The posts of the name at `start:end`."""
        if start in self._before:
            return self._before[start]
        return next((self._behind[at] for at in self._role_starts(end) if at in self._behind), ())

    def _role_starts(self, name_end: int) -> Iterator[int]:
        """Where posts may begin that are in apposition to a name, or given to it by its verb."""
        for pattern in (self._grammar.before_role, self._grammar.appointed):
            if gap := pattern.match(self._folded, name_end):
                yield gap.end()

    def _settle_before(self, run: Sequence[Post], name: int) -> None:
        """A run right before a name is its; the last post only, where the run stands behind another name."""
        if len(run) > 1 and self._follows_holder(run[0].start):
            self._behind[run[0].start] = run[:-1]
            run = run[-1:]
        self._before[name] = run
        if self._grammar.several_before.match(self._folded, run[0].start):
            for (_, end), (start, _) in zip(self._names, self._names[1:], strict=False):
                if start > name and not self._grammar.person_joint.fullmatch(self._folded, end, start):
                    return
                if start > name:
                    self._before.setdefault(start, run)

    def _is_settled(self, at: int) -> bool:
        """Whether the name before an offset has the posts before it."""
        return self._names[bisect_left(self._names, (at, 0)) - 1][0] in self._before

    def _follows_holder(self, at: int) -> bool:
        number = bisect_left(self._names, (at, 0)) - 1
        if number < 0 or at - self._names[number][1] > _FARTHEST_HOLDER:
            return False
        return at in self._role_starts(self._names[number][1])


def read_posts(analysis: Analysis, units: Sequence[Unit], names: Sequence[Span], rulebook: Rulebook) -> Posts:
    """The posts of an article and their holders; `units` and `names` come in the order of the text."""
    grammar = rulebook.once(PostGrammar)
    reader = _Reader(analysis, units, grammar)
    runs: list[list[Post]] = []
    covered = 0
    for start in analysis.start_places((rulebook.start_index("post"),)):
        if start < covered or reader.inside_unit(start):
            continue
        quality = grammar.quality_before.match(analysis.folded, start)
        run = reader.run(quality.start() if quality and quality.start() >= covered else start)
        if len(run) > 1 and grammar.principal_before.match(analysis.folded, run[0].start):
            run = run[1:]  # thay mặt Chủ tịch UBND tỉnh, Phó Chủ tịch UBND tỉnh …
        if run:
            runs.append(run)
            covered = run[-1].end
    return Posts(analysis.folded, runs, names, grammar)


class _Reader:
    def __init__(self, analysis: Analysis, units: Sequence[Unit], grammar: PostGrammar) -> None:
        self.analysis = analysis
        self.folded = analysis.folded
        self.units = units
        self.starts = [unit.start for unit in units]
        self.grammar = grammar

    def inside_unit(self, at: int) -> bool:
        """Whether `at` lies behind the first character of a unit: `Đoàn đại biểu Quốc hội`."""
        number = bisect_left(self.starts, at) - 1
        return number >= 0 and at < self.units[number].end

    def run(self, start: int) -> list[Post]:
        posts: list[Post] = []
        while post := self._post(start):
            posts.append(post)
            joint = self.grammar.joint.match(self.folded, post.end)
            if joint is None:
                break
            start = joint.end()
        return posts

    def _post(self, start: int) -> Post | None:
        match = self.grammar.post.match(self.folded, start)
        if match is None:
            return None
        row = self.grammar.rulebook.lists["posts"].by_key[fold_key(match["word"])]
        pairs = zip(match["word"], row["word"], strict=False)
        if match["word"][0].islower() and any(a.isupper() and b.islower() for a, b in pairs):
            return None  # two words: nhiệm vụ Phó Trưởng ban
        body = self._unit(match.start() + 1, match.end() + 1)
        if body is not None:
            return Post(start, self._constituency_end(body, row), row, body)
        owner = self.grammar.owner.match(self.folded, match.end())
        if owner and (body := self._unit(owner.end(), owner.end())):
            return Post(start, body.end, row, body)
        tail = self.grammar.tail.match(self.folded, match.end())
        if tail is None:
            return Post(start, match.end(), row, None)
        place = self._place(tail) or self._body_of_field(row["body"], tail["field"])
        return Post(start, tail.end(), row, None, place, tail["body"])

    def _constituency_end(self, body: Unit, row: Mapping[str, str]) -> int:
        """Where a member of the National Assembly ends: `Đại biểu Quốc hội tỉnh Bến Tre`."""
        number = bisect_left(self.starts, body.end)
        if row["leading"] == "no" and body.level == "central" and number < len(self.units):
            following = self.units[number]
            if following.level == "province" and self.folded[body.end : following.start] == " ":
                return following.end
        return body.end

    def _body_of_field(self, word: str, field: str | None) -> str | None:
        """The body that a post names by its field alone: `Bộ trưởng Quốc phòng`."""
        organ = self.grammar.rulebook.lists["organs"].by_key.get(fold_key(word))
        return f"{word} {field}" if field and organ and organ["tail"] == "field" else None

    def _place(self, tail: "regex.Match[str]") -> str | None:
        """The place that the type word at the end of a post means: `công chức Tư pháp - Hộ tịch xã`."""
        places = self.analysis.places
        if places is None or tail["type"] is None:
            return None
        row = self.grammar.rulebook.lists["place_types"].by_key[fold_key(tail["type"])]
        place = places.meant(tail.start(), row["level"], (row["type"],)) if row["level"] in LEVELS else None
        return places.full_name(place) if place else None

    def _unit(self, first: int, last: int) -> Unit | None:
        """The unit that begins inside the words of a post (`Trưởng thôn Nà Ngòa`) or right behind them."""
        number = bisect_left(self.starts, first)
        if (
            number < len(self.units)
            and self.starts[number] <= last
            and (self.units[number].unit_type != "admin" or self.units[number].level == "hamlet")
        ):
            return self.units[number]
        if number < len(self.units) and self.starts[number] == last:
            return self.units[number]
        return None
