"""Propose: every match of every rule becomes a candidate; nothing is decided here."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import regex
from spacy.language import Language

from nghiquyet.extract.analysis import Analysis, RuleTimeout
from nghiquyet.extract.candidate import Candidate
from nghiquyet.extract.place_names import place_name_candidates
from nghiquyet.extract.stage import BatchStage
from nghiquyet.extract.verifiers import VERIFIERS
from nghiquyet.extract.watch import TICK_SECONDS, WATCH
from nghiquyet.normalize.normalisers import NORMALISERS
from nghiquyet.rulebook.rulebook import CompiledRule, Rulebook

PROPOSE = "nghiquyet_propose"
RULE_TIMEOUT_SECONDS = TICK_SECONDS
SPAN_GROUP = "span"

# What proposes besides the rules, after them: it may read the candidates that they left.
Propose = Callable[[Analysis, Rulebook], Iterable[Candidate]]
PROPOSERS: tuple[Propose, ...] = (place_name_candidates,)


def rule_candidates(compiled: CompiledRule, analysis: Analysis, rulebook: Rulebook) -> list[Candidate]:
    """The candidates of one rule. The span is its group `span` where it has one, else the whole match.

    Raises TimeoutError where the pattern does not finish in time.
    """
    return [_candidate(compiled, match, analysis, rulebook) for match in _matches(compiled, analysis)]


def _candidate(
    compiled: CompiledRule, match: "regex.Match[str]", analysis: Analysis, rulebook: Rulebook
) -> Candidate:
    rule, text, folded = compiled.rule, analysis.text, analysis.folded
    normalisers, named = compiled.pattern.normalisers, compiled.pattern.regex.groupindex
    groups = {name: span for name, number in named.items() if (span := match.span(number))[0] >= 0}
    start, end = groups.pop(SPAN_GROUP, match.span())
    fields = dict(rule.set)
    for name, (a, b) in groups.items():
        normalise = normalisers.get(name)
        fields[name] = NORMALISERS[normalise](folded[a:b]) if normalise else text[a:b]
    candidate = Candidate(rule.table, start, end, rule.id, rule.priority, fields, groups)
    verdict = VERIFIERS[rule.verify](candidate, analysis, rulebook) if rule.verify else None
    candidate.proved = verdict is True
    if verdict is False:
        candidate.reason = f"refuted by {rule.verify}"
    return candidate


def _matches(compiled: CompiledRule, analysis: Analysis) -> "list[regex.Match[str]]":
    """Matches that do not overlap; with `starts`, one at each of its places, for the arbiter to choose."""
    pattern, folded = compiled.pattern.regex, analysis.folded
    match_at: Callable[..., Any] = pattern.match
    all_matches: Callable[..., Any] = pattern.finditer
    if not WATCH.started:  # to ask for a limit takes as long as a short match does
        match_at = partial(match_at, timeout=RULE_TIMEOUT_SECONDS)
        all_matches = partial(all_matches, timeout=RULE_TIMEOUT_SECONDS)
    if not compiled.starts:
        return list(all_matches(folded))
    return [match for start in analysis.start_places(compiled.starts) if (match := match_at(folded, start))]


@Language.factory(PROPOSE, requires=["token.is_sent_start"])
class Proposer(BatchStage):
    """Runs the rulebook over articles."""

    def __init__(self, nlp: Language, name: str, rules: str | None = None) -> None:
        self.rulebook = Rulebook.load(rules)

    def analyse_batch(self, analyses: Sequence[Analysis]) -> None:
        """Propose the candidates of several articles.

        Rule by rule, so that the processor's cache holds a pattern for all its articles: half the cost.
        """
        asking: dict[str, list[Analysis]] = defaultdict(list)
        for analysis in analyses:
            analysis.candidates, analysis.timeouts = [], []
            for compiled in self.rulebook.rules_for(analysis.lower):
                asking[compiled.rule.id].append(analysis)
        for compiled in self.rulebook.rules:
            for analysis in asking[compiled.rule.id]:
                try:
                    WATCH.begin()
                    analysis.candidates += rule_candidates(compiled, analysis, self.rulebook)
                except TimeoutError:
                    analysis.timeouts.append(RuleTimeout(compiled.rule.id, RULE_TIMEOUT_SECONDS))
        WATCH.end()
        for analysis in analyses:
            for propose in PROPOSERS:
                analysis.candidates.extend(propose(analysis, self.rulebook))
