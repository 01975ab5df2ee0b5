"""The words round a figure that may name what it measures: those in front, those behind, the counted noun."""

from dataclasses import dataclass, replace
from functools import cached_property

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate, Span
from nghiquyet.extract.clause import Clause
from nghiquyet.extract.stretch import within
from nghiquyet.records import Mention, Target, Unit
from nghiquyet.rulebook.folding import fold_key
from nghiquyet.rulebook.rulebook import Rulebook
from nghiquyet.tokenize.tagged_words import TaggedWord

_THAN = "targets.change_than"  # the base of the comparison stands between its verb and its figure
_LONGEST = 12  # syllables of a name; of a longer stretch only the part from its last verb is one
_WEAK_VERBS = frozenset(("có", "là"))
_OWNING = frozenset(("có", "còn"))
_ANNOUNCING = frozenset(("có", "phấn đấu"))
_REACHING = "đạt"
SHARE = "chiếm"  # behind it stands the share of its subject, which names it with all its words


@dataclass(frozen=True, slots=True)
class Front:
    """The words in front of a figure, and how they lead to it."""

    span: Span | None = None
    leads: frozenset[str] = frozenset()  # the words between them and the figure

    @property
    def owned(self) -> bool:
        """Whether the figure is what they have (`huyện có 28 dự án`): they name the owner."""
        return not self.leads.isdisjoint(_OWNING)

    @property
    def announces(self) -> bool:
        """Whether a percentage behind them is one of what stands behind it: `phấn đấu 100% thôn có chợ`."""
        return _REACHING not in self.leads and not self.leads.isdisjoint(_ANNOUNCING)

    @property
    def addressed(self) -> bool:
        """Whether the figure is whom they are for: `hỗ trợ cho 318 hộ`."""
        return "cho" in self.leads


@dataclass(frozen=True)
class Surroundings:
    """Finds the words round the figures of one article."""

    analysis: Analysis
    rulebook: Rulebook

    def text(self, *spans: Span | None) -> str:
        """The words of several stretches, joined."""
        return " ".join(self.analysis.text[start:end].strip() for start, end in filter(None, spans))

    def fits(self, fragment: str, span: Span) -> bool:
        """Whether a stretch is what a fragment says."""
        words = self.analysis.folded[slice(*span)].strip()
        return self.rulebook.searcher(fragment).fullmatch(words) is not None

    def is_action(self, span: Span) -> bool:
        """Whether the first word of a stretch is a verb or leads to one."""
        word = self.analysis.word_at(span[0]) or self.analysis.word_at(span[0] + 1)
        if word is None or self._matches("quality", word.start):
            return False
        return word.pos in ("V", "R") or self._matches("action_verb", word.start)

    def counted_noun(self, candidate: Candidate) -> Span | None:
        """The noun that a figure counts, without its scale word; None for a measure and a percentage."""
        span = candidate.groups.get("unit_named") or candidate.groups.get("unit")
        if span is None or "%" in self.analysis.folded[slice(*span)]:
            return None
        if self.rulebook.searcher("measure").fullmatch(self.analysis.folded, *span):
            return None
        scale = self.rulebook.searcher("scale").match(self.analysis.folded, *span)
        return (scale.end() + 1, span[1]) if scale else span

    def body_before(self, start: int) -> Span | None:
        """The Party body right before a figure, which counts its members: `Ban Thường vụ 11 đồng chí`."""
        joint, folded = self.rulebook.searcher("figure_of_unit"), self.analysis.folded
        units: list[Unit] = self.analysis.records["units"]  # type: ignore[assignment]
        sentence, _ = self.analysis.sentence_span(self.analysis.sentence_at(start))
        bodies = (u for u in reversed(within(units, sentence, start - 1)) if u.unit_type == "party")
        return next(((u.start, u.end) for u in bodies if joint.fullmatch(folded, u.end, start)), None)

    def predicate(self, span: Span) -> Span:
        """A stretch behind a figure without the auxiliaries of its verb, and without who does it."""
        match = self.rulebook.searcher("indicator_predicate").match(self.analysis.folded, *span)
        if match is None or not match.group().strip():
            return span
        units = within(self.analysis.records["units"], match.end(), span[1] - 1)
        actors = (u.end for u in units if u.start == match.end())
        start = next(actors, match.end())
        return (start, span[1]) if " " in self.analysis.folded[start : span[1]].strip() else span

    def has_unit(self, start: int, end: int) -> bool:
        """Whether a unit stands within a stretch."""
        return bool(within(self.analysis.records["units"], start, end))

    def behind(self, candidate: Candidate, end: int, following: Candidate | None) -> Span | None:
        """The words behind a counted noun or a figure, up to `end` or what no longer names it."""
        folded = self.analysis.folded
        unit = candidate.groups.get("unit_named") or candidate.groups.get("unit")
        stretches = [(max(candidate.end, unit[1]) if unit else candidate.end, end)]
        _, sentence_end = self.analysis.sentence_span(self.analysis.sentence_at(candidate.start))
        limit = following.start if following else sentence_end
        if remark := self.rulebook.searcher("in_brackets").match(folded, candidate.end):
            stretches = [(remark.end(), limit)] if remark.end() <= limit else []
        counted = unit or candidate.groups.get("actual")
        if counted and "percent" in candidate.groups and counted[1] < candidate.groups["percent"][0]:
            inside = (counted[1], candidate.groups.get("attains", candidate.groups["percent"])[0])
            stretches.insert(0, inside)
        spans = []
        for start, stop in stretches:
            match = self.rulebook.searcher("indicator_behind").match(folded, start, stop)
            if match and match.group().strip():
                spans.append((start, self._over_nouns(self._over_joints(match.end(), stop), limit)))
        return next((span for span in reversed(spans) if self.is_action(span)), spans[0] if spans else None)

    def shared_behind(self, candidate: Candidate, following: Candidate | None) -> Span | None:
        """The verb that a coordination shares: `164 tập thể, 297 cá nhân được biểu dương`."""
        if following is None or self.counted_noun(candidate) is None:
            return None
        if not self.rulebook.searcher("noun_joint").fullmatch(
            self.analysis.folded, candidate.end, following.start
        ):
            return None
        sentence = self.analysis.sentence_span(self.analysis.sentence_at(following.start))
        behind = self.behind(following, sentence[1], None)
        if behind is None or not self.is_action(behind):
            return None
        end = behind[0] + len(self.analysis.folded[slice(*behind)].rstrip())
        return None if self._matches("figure_next", end) else behind

    def front(self, clause: Clause, candidate: Candidate, head: Target | None) -> Front:
        """The words in front, without dates and places at their ends, the subject, the verb of reaching.

        Without words of its own a clause is led by the verb behind the figure before it, `head`, or by what
        stands before its comma (`giải ngân vốn đầu tư công, mới được 40%`).
        """
        start, end = self._bridged(clause, candidate), candidate.start
        if start >= end and head is not None and not self._parted(head.end, end):
            return self._shared_front(head.end, candidate)
        front = self._front(start, end, candidate)
        if front.span is None and self.counted_noun(candidate) is None:
            return self._before_comma(clause, candidate, head) or front
        return front

    def before_bracket(self, clause: Clause, candidate: Candidate, head: Target | None) -> Front:
        """The words before the bracket that a figure opens: `quản lý đất đai (3 trường hợp)`."""
        bracket = clause.start - 1
        opening, _ = candidate.groups.get("up") or candidate.groups.get("down") or (candidate.start, 0)
        if clause.start != opening or self.analysis.folded[bracket : bracket + 1] != "(":
            return Front()
        begin = max(self.analysis.folded.rfind(mark, clause.sentence[0], bracket) + 1 for mark in ",;:()")
        start = max(begin, clause.sentence[0])
        if head is not None and head.end > start:
            return Front()
        return self._front(start, bracket, replace(candidate, start=bracket))

    def _front(self, start: int, end: int, candidate: Candidate) -> Front:
        start, end = self._object_or_subject(start, end, candidate)
        records = self._records(start, end)
        start, end, leads = self._without_tail(start, end, records)
        if self._is_each(start, end):
            return Front((start, end), leads)
        if (quantity := self._quantity(start, end)) is not None:
            return Front((quantity, end), leads)
        start = self._without_head(start, end, records)
        if SHARE not in leads:
            acts = [r.end for r in records if start < r.end < end and self._verb_follows(r.end)]
            start = self._action_start(max([start, *acts]), end)
        return Front((start, end) if self._has_letters(start, end) else None, leads)

    def _shared_front(self, start: int, candidate: Candidate) -> Front:
        """What stands between a figure and the one before it: a quantity or the verb of the second."""
        start, end = self._object_or_subject(start, candidate.start, candidate)
        start, end, leads = self._without_tail(start, end, self._records(start, end))
        if self._is_each(start, end):
            return Front((start, end), leads)
        if (quantity := self._quantity(start, end)) is not None:
            return Front((quantity, end), leads)
        joined = self.rulebook.searcher("clause_joint").search(
            self.analysis.folded, max(end - 1, start), candidate.start
        )
        if joined or "%" in str(candidate.fields.get("unit") or "%"):
            return Front(None, leads)
        return Front(self._verb_between(start, end), leads)

    def _before_comma(self, clause: Clause, candidate: Candidate, head: Target | None) -> Front | None:
        folded, start = self.analysis.folded, clause.start
        if not folded[clause.sentence[0] : start].rstrip().endswith(","):
            return None
        comma = folded.rindex(",", 0, start)
        begin = max(folded.rfind(mark, clause.sentence[0], comma) + 1 for mark in ",;:()")
        if head is not None and head.end > begin:
            return None
        front = self._front(max(begin, clause.sentence[0]), comma, replace(candidate, start=comma))
        return front if front.span and self.is_action(front.span) else None

    def _object_or_subject(self, start: int, end: int, candidate: Candidate) -> Span:
        """What stands between a verb of change and its figure, else what stands before the verb."""
        verb = candidate.groups.get("up") or candidate.groups.get("down")
        if verb is None or not start <= verb[0] < end:
            return start, end
        if candidate.rule_id == _THAN or not self._has_object(verb[1], end):
            return start, verb[0]
        return (verb[0] if self._matches("rise_noun", verb[0]) else verb[1]), end

    def _has_object(self, start: int, end: int) -> bool:
        while match := self.rulebook.before("indicator_tail", self.analysis.folded, end):
            if match.start() < start:
                break
            end = match.start()
        return self._has_letters(start, end)

    def _without_tail(self, start: int, end: int, records: list[Mention]) -> tuple[int, int, frozenset[str]]:
        """A stretch without what leads to its figure: verbs of reaching, hedges, dates, places."""
        folded, book = self.analysis.folded, self.rulebook
        leads: set[str] = set()
        while end > start:
            if (each := book.before("each", folded, end)) and each.start() >= start:
                return each.start(), end, frozenset(leads)
            match = book.before("indicator_tail", folded, end)
            word = match.group().strip().lower() if match else ""
            if match and (" " in word or word == _REACHING or not self._splits(match.start())):
                leads.add(word)
                end = match.start()
            elif record := next((r for r in records if r.start < end and 0 <= end - r.end <= 1), None):
                end = record.start
            elif match := book.before("in_brackets", folded, end):
                end = match.start()
            else:
                break
        return start, end, frozenset(leads)

    def _without_head(self, start: int, end: int, records: list[Mention]) -> int:
        """The start of a stretch behind who says it, auxiliaries, places, words that open a clause."""
        folded, book = self.analysis.folded, self.rulebook
        restarts = [m.end() for m in book.searcher("indicator_restart").finditer(folded, start, end)]
        start = next((at for at in reversed(restarts) if folded[at:end].strip()), start)
        while start < end:
            head = book.searcher("indicator_head").match(folded, start, end)
            remark = book.searcher("in_brackets").match(folded, start, end)
            if record := next((r for r in records if 0 <= r.start - start <= 1), None):
                start = record.end
            elif head and head.end() > start and not self._splits(head.end()):
                start = head.end()
            elif remark and remark.end() < end:
                start = remark.end()
            else:
                break
        return start

    def _action_start(self, start: int, end: int) -> int:
        """Where the action starts: behind the one who acts, and of a long stretch at its last verb."""
        words = self.analysis.words.within(start, end)
        if self._matches("agent", start, end) or (words and words[0].pos in ("Np", "P", "Nc")):
            verbs = [w for w in words[1:] if self._governs(w)]
            if verbs and not self.rulebook.before("undergoes", self.analysis.folded, verbs[0].start):
                start = verbs[0].start
        if len(self.analysis.folded[start:end].split()) > _LONGEST:
            start = max((w.start for w in words if w.pos == "V"), default=start)
        return start

    def _governs(self, word: TaggedWord) -> bool:
        """Whether a word is a verb that tells what is done: not `cấp` in `các cấp`."""
        if word.text in _WEAK_VERBS or not self.is_action((word.start, word.end)):
            return False
        return self.rulebook.before("plural", self.analysis.folded, word.start) is None

    def _bridged(self, clause: Clause, candidate: Candidate) -> int:
        """The start of a clause, moved over the commas of a name: `khu vực nông, lâm, thủy sản tăng 4%`."""
        folded, start, stop = self.analysis.folded, clause.start, candidate.start
        while start > clause.sentence[0] and folded[:start].rstrip().endswith(","):
            comma = folded.rindex(",", 0, start)
            before = self.analysis.word_at(comma - 1)
            after = self.analysis.word_at(start) or self.analysis.word_at(start + 1)
            if before is None or after is None or before.pos != after.pos or before.pos not in ("N", "V"):
                break
            if not (before.text.islower() and after.text.islower()) or self._is_quantity(after):
                break
            if self._acts(after.start, stop):
                break
            joined = self._coordinated(comma, after.start, stop)
            if (
                before.pos == "N"
                and not joined
                and any(w.pos == "N" for w in self.analysis.words.within(after.end, stop))
            ):
                break
            marks = (folded.rfind(mark, clause.sentence[0], comma) for mark in ",;:()")
            begin = max(max(marks) + 1, clause.sentence[0])
            if self._matches("aside", begin):
                break
            start, stop = begin, comma
            if any(char.isdigit() for char in folded[start:comma]):
                return clause.start
        return start

    def _quantity(self, start: int, end: int) -> int | None:
        """Where the last noun of quantity starts, with the verb right before it (`giải ngân vốn đầu tư`)."""
        matches = self.rulebook.searcher("quantity_name").finditer(self.analysis.folded, start, end)
        found = [
            m for m in matches if not self._inside_name(m.start(), start) and not self._splits(m.start())
        ]
        if not found:
            return None
        at = found[-1].start()
        for match in reversed(found[:-1]):
            if at - match.end() == 1 or self.fits("ratio_with", (match.start(), at)):
                at = match.start()
        verb = self.analysis.word_at(at - 2) if at - 2 >= start else None
        if verb is None or not (verb.pos == "V" or self._matches("action_verb", verb.start)):
            return at
        told = self.rulebook.before("indicator_restart", self.analysis.folded, at)
        leads = told or self.fits("indicator_head", (verb.start, verb.end))
        return at if leads else max(verb.start, start)

    def _inside_name(self, at: int, start: int) -> bool:
        """Whether a word is part of a longer one, of a proper name or of a bracketed abbreviation."""
        folded = self.analysis.folded
        if at > 0 and (folded[at - 1].isalpha() or folded[at - 1] == "("):
            return True
        if not folded[at].isupper() or folded[at : at + 2].isupper() or folded[at - 2 : at] in (". ", ": "):
            return False
        return bool(folded[start:at].strip(" -+*\"'"))

    def _over_nouns(self, end: int, stop: int) -> int:
        """The end of a stretch that a comma cut, moved behind nouns of one class: `xã, thị trấn có chợ`."""
        folded = self.analysis.folded
        while folded[end : end + 2] == ", " and (noun_end := self._coordinated(end, end + 2, stop)):
            match = self.rulebook.searcher("indicator_behind").match(folded, end + 2, stop)
            end = max(noun_end, match.end() if match else 0)
        return end

    def _coordinated(self, end: int, start: int, stop: int) -> int | None:
        """Where the noun at `start` ends that has the class of the noun that ends at `end`."""
        nouns = self.rulebook.lists["counted_nouns"].by_key
        before = self.rulebook.before("noun", self.analysis.folded, end)
        after = self.rulebook.searcher("noun").match(self.analysis.folded, start, stop)
        if before is None or after is None or self._splits(after.end()) or after.group()[0].isupper():
            return None
        first, second = fold_key(before.group()), fold_key(after.group())
        return after.end() if first != second and nouns[first]["class"] == nouns[second]["class"] else None

    def _over_joints(self, end: int, stop: int) -> int:
        """The end of a stretch, moved over the joints of its nouns: `đại học, cao đẳng`."""
        folded = self.analysis.folded
        while (joint := self.rulebook.searcher("noun_joint").match(folded, end, stop)) and joint.end() < stop:
            before, after = self.analysis.word_at(end - 1), self.analysis.word_at(joint.end())
            if before is None or after is None or before.pos == "CH":
                break
            if after.pos != "N" or not after.text.islower() or self._is_quantity(after):
                break
            closing = self.analysis.word_at(after.end) or self.analysis.word_at(after.end + 1)
            if closing is None or closing.pos not in ("CH", "C", "E", "V", "R", "A"):
                break
            if any(char.isdigit() for char in folded[after.end : after.end + 2]):
                break
            match = self.rulebook.searcher("indicator_behind").match(folded, after.start, stop)
            end = match.end() if match and closing.pos in ("V", "R") else after.end
        return end

    def _verb_between(self, start: int, end: int) -> Span | None:
        """The verb between two figures, which governs the second: `46 hộ dân đã hiến 2.150 m2`."""
        words = self.analysis.words.within(start, end)
        while words and words[-1].pos in ("R", "A"):
            words.pop()
        if not words or words[-1].pos != "V" or not words[-1].text[0].isalpha():
            return None
        return (words[-1].start, end)

    def _acts(self, start: int, stop: int) -> bool:
        """Whether one who acts stands here, with the verb: `, huyện xây mới`."""
        agent = self.rulebook.searcher("agent").match(self.analysis.folded, start, stop)
        return agent is not None and self._verb_follows(agent.end())

    def _verb_follows(self, at: int) -> bool:
        word = self.analysis.word_at(at + 1)
        return word is not None and word.start >= at and word.pos in ("V", "R") and word.text[0].isalpha()

    def _splits(self, at: int) -> bool:
        """Whether a place is inside a word: `đình chỉ` does not end in `chỉ`."""
        word = self.analysis.word_at(at)
        return word is not None and word.start < at and word.text[1:].islower()

    def _parted(self, start: int, end: int) -> bool:
        return self.rulebook.searcher("clause_boundary").search(self.analysis.folded, start, end) is not None

    def _is_each(self, start: int, end: int) -> bool:
        return self._matches("each", start, end)

    def _matches(self, fragment: str, start: int, end: int | None = None) -> bool:
        end = len(self.analysis.folded) if end is None else end
        return self.rulebook.searcher(fragment).match(self.analysis.folded, start, end) is not None

    def _has_letters(self, start: int, end: int) -> bool:
        return any(char.isalpha() for char in self.analysis.folded[start:end])

    def _records(self, start: int, end: int) -> list[Mention]:
        tables = (self.analysis.records["dates"], self.analysis.records["units"])
        return [record for records in tables for record in within(records, start, end)]

    @cached_property
    def _quantities(self) -> frozenset[str]:
        return frozenset(self.rulebook.lists["quantities"].by_key)

    def _is_quantity(self, word: TaggedWord) -> bool:
        return fold_key(word.text) in self._quantities
