"""The indicator: the words that name what a figure measures."""

from dataclasses import dataclass

from nghiquyet.extract.analysis import Analysis
from nghiquyet.extract.candidate import Candidate, Span
from nghiquyet.extract.clause import Clause
from nghiquyet.extract.target_reading import noun_class
from nghiquyet.extract.target_surroundings import SHARE, Surroundings
from nghiquyet.records import Kind, Target
from nghiquyet.rulebook.rulebook import Rulebook

_NO_NAME = "classifier"  # the class of nouns that count without naming: `người`, `vụ`, `đồng chí`
_OF_PROGRAMME = "programme"  # what a plan counts of itself: the noun names it, not who set it
_FAR = 6  # words between two figures that still share their verb


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The records of the figures before in the same sentence, and the candidate behind."""

    earlier: tuple[Target, ...]
    following: Candidate | None

    @property
    def head(self) -> Target | None:
        """The figure right before."""
        return self.earlier[-1] if self.earlier else None


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with the words that may name it; `named` is a counted noun that does so by itself."""

    unit: str | None
    kind: Kind
    noun: Span | None
    named: Span | None
    behind: Span | None
    start: int


class IndicatorReader:
    """Names what the figures of one article measure."""

    def __init__(self, analysis: Analysis, rulebook: Rulebook) -> None:
        self.analysis, self.rulebook = analysis, rulebook
        self.words = Surroundings(analysis, rulebook)

    def read(self, clause: Clause, candidate: Candidate, kind: Kind, neighbours: Neighbours) -> str | None:
        """The words before the figure in its clause, with those behind it where the figure splits the name.

        A figure with no words of its own (`, tăng 6,4%`) has the indicator of the one before in its sentence.
        """
        words, following = self.words, neighbours.following
        front = words.front(clause, candidate, neighbours.head)
        behind = words.behind(candidate, clause.end, following) or words.shared_behind(candidate, following)
        noun = words.counted_noun(candidate)
        noun_is = noun_class(candidate, self.rulebook)
        named = noun if noun_is != _NO_NAME else None
        if front.span is None and behind is None and not named:
            front = words.before_bracket(clause, candidate, neighbours.head)
        if behind and named and self.rulebook.searcher("apt_predicate").match(self.analysis.folded, *behind):
            return words.text(named, behind)
        body = None if named or behind else words.body_before(candidate.start)
        if body and (front.span is None or front.span[0] >= body[1] or words.is_action(front.span)):
            return words.text(body)
        if front.span is None and SHARE in front.leads and neighbours.head:
            return neighbours.head.indicator
        figure = _Figure(candidate.fields.get("unit"), kind, noun, named, behind, candidate.start)
        set_by = noun_is == _OF_PROGRAMME and front.span and words.fits("sets_programme", front.span)
        own = behind if noun is None and front.announces else named if front.owned or set_by else None
        if front.span is None or own:
            return self._without_front(figure, neighbours)
        return self._with_front(figure, front.span, addressed=front.addressed)

    def _with_front(self, figure: _Figure, front: Span, *, addressed: bool) -> str:
        words, behind = self.words, figure.behind
        acts = behind is not None and words.is_action(behind)
        if behind and acts and figure.noun and (figure.kind == "share" or not figure.named):
            return self._predicated(figure, behind)
        if not words.is_action(front) or (addressed and figure.noun):
            return words.text(front)
        return words.text(front, figure.named, None if acts else behind)

    def _without_front(self, figure: _Figure, neighbours: Neighbours) -> str | None:
        words, head, behind = self.words, neighbours.head, figure.behind
        acts = behind is not None and words.is_action(behind)
        if figure.kind == "change" and head is not None:
            if behind and not figure.named:
                return words.text(words.predicate(behind) if acts else behind)
            if self.analysis.folded[head.end : head.end + 2] == " (":
                return head.indicator
            changed = [r for r in neighbours.earlier if r.kind != "change" or r is head]
            same = next((r for r in reversed(changed) if r.unit == figure.unit), None)
            if same is not None or not figure.named:
                return (same or head).indicator
        if head is not None and not figure.noun and not behind:
            return head.indicator
        if behind and acts:
            return self._predicated(figure, behind)
        own = words.text(figure.noun, behind) or None
        action = self._shared_action(figure, head) if own and figure.named and head else None
        return f"{action} {own}" if action else own

    def _predicated(self, figure: _Figure, behind: Span) -> str:
        """What the counted do or undergo, with their noun: not with who does it to them, nor outweighed."""
        noun, predicate = self.words.text(figure.named), self.words.predicate(behind)
        action = self.words.text(predicate)
        if self.words.has_unit(behind[0], predicate[0]):
            return action
        if noun and figure.kind != "share":
            return f"{noun} {self.words.text(behind)}"
        return f"{noun} {action}" if noun and len(action.split()) > len(noun.split()) else action

    def _shared_action(self, figure: _Figure, head: Target) -> str | None:
        """The verb that a coordination shares: of `kiểm tra 112 tổ chức đảng, 486 đảng viên` `kiểm tra`."""
        between = self.analysis.folded[head.end : figure.start]
        if head.kind != "count" or ";" in between or ":" in between or len(between.split()) > _FAR:
            return None
        if not head.indicator or not head.unit or head.unit not in head.indicator:
            return None
        if self.rulebook.searcher("status_cue").search(between):
            return None
        action = head.indicator.split(head.unit, 1)[0].strip()
        at = self.analysis.text.rfind(action, 0, head.start) if action else -1
        return action if at >= 0 and self.words.is_action((at, at + len(action))) else None
