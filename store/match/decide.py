"""Verdicts on pairs, with the reasons in words."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Verdict
from store.match.engine import Compared
from store.match.policy import COMPARISONS
from store.match.record import Record
from store.match.rules import Rule
from store.match.terms import words_behind
from store.match.weights import shipped_weights


class Decision(NamedTuple):
    """A verdict on two records with ``left`` < ``right``; ``score``: how probable it is that they are one;
    ``anyhow``: it keeps them apart though their other days are explained.
    """

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...] = ()
    keeps_apart: bool = False
    anyhow: bool = False


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
        said.append(one or term if one == other else f"{one or term}/{other or term}")
    return ", ".join(said)
