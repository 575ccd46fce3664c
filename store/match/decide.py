"""From a compared pair to a verdict, with the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Verdict
from store.match.engine import Compared
from store.match.policy import COMPARISONS, LINK, PARTIES, TITLE
from store.match.record import Record
from store.match.rules import Rule
from store.match.terms import words_behind
from store.match.weights import shipped_weights

SAME = 0.7
UNSURE = 0.4
_BY_LINK = 0.9
_BY_TRANSLATION = 0.99
# A time and a place alone may be shared by two events: title, organisation or link must speak for one.
_TELLS_WHAT = (LINK, TITLE, PARTIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A verdict on two records with ``left`` < ``right``; ``score``: how probable it is that they are one."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    is_vetoed: bool = False


def decide(pair: Compared, reasons: tuple[str, ...]) -> Decision:
    """The verdict on a pair; its ``reasons`` in words are kept with it."""
    verdict, score, is_vetoed = verdict_of(pair)
    return Decision(
        left=pair.left,
        right=pair.right,
        verdict=verdict,
        score=score,
        reasons=reasons,
        is_vetoed=is_vetoed,
    )


def verdict_of(pair: Compared) -> tuple[Verdict, float, bool]:
    """(verdict, score, whether a veto made it): links around vetoes first, then parts, vetoes, the sum."""
    if pair.link is not None:
        is_translation = pair.link[0].name == "translation"
        return Verdict.SAME, max(pair.probability, _BY_TRANSLATION if is_translation else _BY_LINK), False
    if pair.part is not None:
        return Verdict.PART_OF, pair.probability, False
    if pair.veto is not None:
        return Verdict.DIFFERENT, pair.probability, True
    if not _says_what(pair) or pair.probability < UNSURE:
        return Verdict.DIFFERENT, pair.probability, False
    return Verdict.SAME if pair.probability >= SAME else Verdict.UNSURE, pair.probability, False


def _says_what(pair: Compared) -> bool:
    weights = shipped_weights()
    return any(
        weights.of(one.name, one.step(number).name) > 0
        for one, number in zip(COMPARISONS, pair.steps, strict=True)
        if one in _TELLS_WHAT
    )


def reasons_of(pair: Compared, left: Record, right: Record) -> tuple[str, ...]:
    """What speaks for and against, the weightiest first; a rule that decided speaks alone."""
    for said in (pair.link, pair.part, pair.veto):
        if said is not None:
            return (_rule_reason(*said, left, right),)
    weights = shipped_weights()
    steps = [
        (one, one.step(number), shared)
        for one, number, shared in zip(COMPARISONS, pair.steps, pair.shared, strict=True)
    ]
    steps.sort(key=lambda item: -abs(weights.of(item[0].name, item[1].name)))
    return tuple(
        step.reason.format(shared=_in_words(shared, left, right) if "{shared}" in step.reason else "")
        for _, step, shared in steps
        if step.reason
    )


def _rule_reason(rule: Rule, one: str, other: str, left: Record, right: Record) -> str:
    if rule.compared == "title":
        one, other = left.title, right.title
    return rule.reason.format(l=one, r=other)


def _in_words(shared: tuple[str, ...], left: Record, right: Record) -> str:
    """The words behind shared terms; what they are called where the two sides have other words for it."""
    said = []
    for term in shared:
        one, other = (words_behind(term, f"{side.title} {side.summary or ''}") for side in (left, right))
        said.append(one if one == other else f"{one or term}/{other or term}")
    return ", ".join(said)
