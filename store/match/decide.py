"""From comparisons to a verdict on one pair."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipeline.model import Verdict
from store.match.compare import COMPARISONS, PRIOR, TELLS_WHAT
from store.match.record import Record
from store.match.veto import VETOES, part_of

SAME = 0.8
UNSURE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A verdict on two records with ``left`` < ``right``; ``score``: how probable it is that they are one."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    is_vetoed: bool = False


def decide(one: Record, other: Record) -> Decision:
    """Whether two records tell of one event, with the reasons in words, the same whichever comes first."""
    left, right = sorted((one, other), key=lambda record: record.id)
    translation = _translation(left, right)
    vetoes = [reason for veto in VETOES if (reason := veto(left, right))]
    if translation and not vetoes:
        return Decision(
            left=left.id, right=right.id, verdict=Verdict.SAME, score=0.99, reasons=(translation,)
        )
    part = part_of(left, right)
    steps = [comparison(left, right) for comparison in COMPARISONS]
    score = 1 / (1 + math.exp(-PRIOR - sum(step.weight for step in steps)))
    reasons = tuple(step.reason for step in sorted(steps, key=lambda step: -abs(step.weight)) if step.reason)
    if part:
        return Decision(left=left.id, right=right.id, verdict=Verdict.PART_OF, score=score, reasons=(part,))
    if vetoes:
        return Decision(
            left=left.id,
            right=right.id,
            verdict=Verdict.DIFFERENT,
            score=score,
            reasons=tuple(vetoes),
            is_vetoed=True,
        )
    # A time and a place alone may be shared by two events: title, organisation or link must speak for one.
    says_what = any(
        step.weight > 0
        for comparison, step in zip(COMPARISONS, steps, strict=True)
        if comparison in TELLS_WHAT
    )
    verdict = Verdict.SAME if score >= SAME else Verdict.UNSURE if score >= UNSURE else Verdict.DIFFERENT
    verdict = verdict if says_what else Verdict.DIFFERENT
    return Decision(left=left.id, right=right.id, verdict=verdict, score=score, reasons=reasons)


def _translation(left: Record, right: Record) -> str | None:
    if left.translation_key is None or left.translation_key != right.translation_key:
        return None
    if left.source != right.source and left.site != right.site:
        return None
    return f"the publisher's translations of each other: {left.translation_key}"
