"""From ladders and rules to a verdict: SQL over a pair's probability, ``gamma_…`` and ``…_rule`` columns."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Verdict
from store.match.policy import COMPARISONS, LINK, PARTIES, PLACE, TEXT, TIME, TITLE, gammas
from store.match.rules import LINKS
from store.match.weights import Weights

SAME = 0.5
UNSURE = 0.3
# So unlike that they keep a cluster apart, whatever joins each of them to a third.
APART = 0.05
_BY_LINK = 0.9
_BY_TRANSLATION = 0.99
# A time and a place alone may be shared by two events: title, organisation, link or text must speak for one,
# with more than this weight.
_ENOUGH = {LINK.name: 0.0, TITLE.name: 0.45, PARTIES.name: 0.0, TEXT.name: 1.0}
_OTHER_TITLES = (
    "unlike",
    "other meanings",
    "kinds, unlike",
    "kinds, other names",
    "kinds, other meanings",
)
# Titles that speak of other things: who organises it has more than one event an evening, though hardly two
# of several days at once.
_OTHERWISE = f"({gammas(TITLE, *_OTHER_TITLES)} AND NOT {gammas(TIME, 'days', 'two days')})"
# In a month or a year a body holds many events: beside no word of a title it does not say which.
_SOMETIME = f"({gammas(TITLE, 'none', *_OTHER_TITLES)} AND {gammas(TIME, 'month', 'year')})"
# Nor does one word of a title that others hold, or a kind of event that anybody holds.
_VAGUE = " AND ".join(
    (
        gammas(LINK, "none"),
        gammas(TIME, "month", "year"),
        gammas(PLACE, "city", "online", "other venue"),
        gammas(TEXT, "none", "little"),
    )
)
_HARDLY = (
    f"({_VAGUE} AND (({gammas(TITLE, 'some', 'little', 'kinds', 'kind')} AND {gammas(PARTIES, 'unlike')})"
    f" OR ({gammas(TITLE, 'kind')} AND NOT {gammas(PARTIES, 'organisers', 'mixed')})))"
)
# Nor an organiser, where titles in two languages share nothing and nothing is told but the day.
_ONE_DAY = (
    f"({gammas(LINK, 'none')} AND {gammas(TITLE, 'none')} AND {gammas(TIME, 'day', 'hours', 'inside')}"
    f" AND {gammas(PLACE, 'city', 'online', 'other venue')} AND {gammas(TEXT, 'none', 'little')})"
)
_TRANSLATION = next(number for number, rule in enumerate(LINKS) if rule.name == "translation")

SCORE = (
    f"CASE WHEN link_rule = {_TRANSLATION} THEN greatest(match_probability, {_BY_TRANSLATION})"
    f" WHEN link_rule >= 0 THEN greatest(match_probability, {_BY_LINK}) ELSE match_probability END"
)


KEEPS_APART = f"link_rule < 0 AND part_rule < 0 AND (veto_rule >= 0 OR match_probability < {APART})"


def verdict(weights: Weights) -> str:
    """SQL: links around vetoes first, then parts, vetoes, the sum. What hardly says what it is, such as a
    title that many have, is never more than unsure.
    """
    hardly = _telling(weights, _ENOUGH | {TITLE.name: 0.0})
    return (
        f"CASE WHEN link_rule >= 0 THEN '{Verdict.SAME}' WHEN part_rule >= 0 THEN '{Verdict.PART_OF}'"
        f" WHEN veto_rule >= 0 OR match_probability < {UNSURE} OR NOT {hardly}"
        f" THEN '{Verdict.DIFFERENT}'"
        f" WHEN match_probability >= {SAME} AND {_telling(weights, _ENOUGH)}"
        f" AND NOT ({_HARDLY} OR {_ONE_DAY})"
        f" THEN '{Verdict.SAME}'"
        f" ELSE '{Verdict.UNSURE}' END"
    )


def _telling(weights: Weights, least: Mapping[str, float]) -> str:
    """SQL: whether one of these comparisons stands on a step of more than its least weight; titles
    of other things do not count, and neither do parties beside them.
    """
    steps = {
        one.name: [step.name for step in one.steps if weights.of(one.name, step.name) > least[one.name]]
        for one in COMPARISONS
        if one.name in least
    }
    said = {one.name: gammas(one, *steps[one.name]) for one in COMPARISONS if one.name in steps}
    for one in (TITLE, PARTIES):
        said[one.name] = f"({said[one.name]} AND NOT {_OTHERWISE})"
    said[PARTIES.name] = f"({said[PARTIES.name]} AND NOT {_SOMETIME})"
    return f"({' OR '.join(said.values())})"
