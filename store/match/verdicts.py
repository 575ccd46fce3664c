"""From ladders and rules to a verdict: SQL over a pair's probability, ``gamma_…`` and ``…_rule`` columns."""

from __future__ import annotations

from pipeline.model import Verdict
from store.match.policy import COMPARISONS, LINK, PARTIES, TITLE, gammas
from store.match.rules import LINKS
from store.match.weights import Weights

SAME = 0.7
UNSURE = 0.4
_BY_LINK = 0.9
_BY_TRANSLATION = 0.99
# A time and a place alone may be shared by two events: title, organisation or link must speak for one.
_TELLS_WHAT = (LINK, TITLE, PARTIES)
_TRANSLATION = next(number for number, rule in enumerate(LINKS) if rule.name == "translation")

SCORE = (
    f"CASE WHEN link_rule = {_TRANSLATION} THEN greatest(match_probability, {_BY_TRANSLATION})"
    f" WHEN link_rule >= 0 THEN greatest(match_probability, {_BY_LINK}) ELSE match_probability END"
)


def verdict(weights: Weights) -> str:
    """SQL: links around vetoes first, then parts, vetoes, the sum."""
    telling = [
        gammas(one, *(step.name for step in one.steps if weights.of(one.name, step.name) > 0))
        for one in COMPARISONS
        if one in _TELLS_WHAT
    ]
    return (
        f"CASE WHEN link_rule >= 0 THEN '{Verdict.SAME}' WHEN part_rule >= 0 THEN '{Verdict.PART_OF}'"
        f" WHEN veto_rule >= 0 THEN '{Verdict.DIFFERENT}'"
        f" WHEN match_probability < {UNSURE} OR NOT ({' OR '.join(telling)}) THEN '{Verdict.DIFFERENT}'"
        f" WHEN match_probability >= {SAME} THEN '{Verdict.SAME}' ELSE '{Verdict.UNSURE}' END"
    )
