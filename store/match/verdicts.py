"""From ladders and rules to a verdict: SQL over a pair's probability, ``gamma_…`` and ``…_rule`` columns."""

from __future__ import annotations

from pipeline.model import Verdict
from store.match.agreement import CONTRAST, EDITION, HOST, MEANINGS, NAMES, TOLD
from store.match.comparison import gammas
from store.match.policy import LINK, PARTIES, PLACE, TEXT, TIME, TITLE
from store.match.rules import LINKS, VETOES

SAME = 0.5
UNSURE = 0.3
# So unlike that they keep a cluster apart, whatever joins each of them to a third.
APART = 0.05
_BY_LINK = 0.9
_BY_TRANSLATION = 0.99
# What is that probable needs less that is telling; where it is sure, a month and a word are enough.
_LIKELY, _SURE, _ALMOST = 0.55, 0.68, 0.9
_ONE_DAY = gammas(TIME, "minute", "near", "day")
_ONE_HOUSE = gammas(PLACE, "address", "venue")
_NOTHING = gammas(TITLE, "unlike", "other meanings", "none", "meanings, other names", "kinds, other names")
# Three kinds of thing that both name are as telling as a word.
_SEVERAL = gammas(TITLE, "same", "kinds, same days", "some kinds", "all kinds")
# A time and a place alone may be shared by two events: title, organisation, link or text must speak for one.
_TELLING = " OR ".join(
    (
        f"NOT {gammas(LINK, 'none')}",
        f"NOT {gammas(NAMES, 'none')}",
        f"NOT {gammas(MEANINGS, 'none')}",
        gammas(TITLE, "same", "same, short", "long", "whole", "most", "much", "short", "some", "little"),
        gammas(TITLE, "all kinds"),
        _SEVERAL,
        gammas(PARTIES, "organisers", "mixed", "town", "others", "payer"),
        # Two events of a town hardly last the same three days.
        gammas(TIME, "days"),
        f"({gammas(TIME, 'two days')} AND {_ONE_HOUSE})",
        f"NOT {gammas(TEXT, 'none')}",
        f"NOT {gammas(TOLD, 'none')}",
        f"NOT {gammas(EDITION, 'none')}",
        gammas(HOST, "title"),
        # As telling are the same kinds of thing on one day where all else agrees, and what is sure, two days.
        f"(match_probability >= {_LIKELY} AND {gammas(TITLE, 'kinds', 'kinds of a whole')} AND {_ONE_DAY})",
        f"(match_probability >= {_SURE} AND {gammas(TITLE, 'kinds of a whole')})",
        f"(match_probability >= {_SURE} AND {gammas(TIME, 'two days')} AND NOT {_NOTHING})",
        f"({gammas(TIME, 'last day')} AND NOT {_NOTHING})",
        f"(match_probability >= {_ALMOST} AND {_ONE_DAY} AND {_ONE_HOUSE} AND NOT {_NOTHING})",
    )
)
_LONG = gammas(TIME, "hour in a month", "month", "hour in a year", "year")
_NO_WORD = f"({gammas(NAMES, 'none')} AND {gammas(MEANINGS, 'none')} AND NOT {_SEVERAL})"
_ONE_WORD = f"({gammas(NAMES, 'none')} AND {gammas(MEANINGS, 'one')} AND {gammas(TITLE, 'some', 'little')})"
# One word that one of two texts has is little where they may be a year apart.
_UNTOLD = f"({gammas(TOLD, 'none')} OR ({gammas(TOLD, 'one')} AND {gammas(TIME, 'hour in a year', 'year')}))"
_SILENT = " AND ".join(
    (gammas(LINK, "none"), gammas(TEXT, "none", "little"), _UNTOLD, gammas(EDITION, "none"))
)
# In a month or a year a town holds many events: what shares no word of a title, or one that others use, and
# no body but the town, does not say which.
_UNLIKE = gammas(PARTIES, "unlike", "unlike names")
_MONTH = gammas(TIME, "hour in a month", "month")
_OTHER_WORDS = gammas(TITLE, "unlike", "other meanings")
_ONE_BODY = (
    f"({gammas(PARTIES, 'organisers')} OR ({gammas(PARTIES, 'mixed')} AND {_MONTH} AND NOT {_OTHER_WORDS}))"
)
_SOMETIME = (
    f"({_LONG} AND NOT {gammas(PLACE, 'address', 'venue')}"
    f" AND (match_probability < {_SURE} OR {_OTHER_WORDS})"
    f" AND (({_NO_WORD} AND NOT {_ONE_BODY}) OR ({_ONE_WORD} AND {_UNLIKE})))"
)
_DAYS = gammas(TIME, "days", "two days")
_OTHER = gammas(TITLE, "unlike", "meanings, other names", "kinds, other names")
_BESIDE = f"({_OTHER} AND {gammas(CONTRAST, 'contrast')} AND NOT {_DAYS})"
_HOUSES = f"({gammas(PLACE, 'other venue')} AND {gammas(TIME, 'minute')})"
# A day's strike is held in many towns: who tells no town and no name may mean another.
_NOWHERE = (
    f"({gammas(PLACE, 'unknown')} AND {gammas(TIME, 'near', 'day')} AND {gammas(NAMES, 'none')}"
    f" AND NOT {gammas(TITLE, 'same', 'same, short', 'long', 'whole')}"
    f" AND {gammas(PARTIES, 'untold', 'none', 'unlike', 'unlike names')})"
)
_UNNAMED = f"({_LONG} AND {gammas(TITLE, 'unlike', 'other meanings', 'kinds, other meanings')})"
_HARDLY = (
    f"({_SILENT} AND ({_SOMETIME} OR {_UNNAMED} OR {_NOWHERE} OR {_BESIDE} OR {_HOUSES}"
    f" OR {gammas(TIME, 'hours')}))"
)
_TRANSLATION = next(number for number, rule in enumerate(LINKS) if rule.name == "translation")
_VETOES = {rule.name: number for number, rule in enumerate(VETOES)}
_OTHER_DAYS, _MAY_BE_ONE = _VETOES["other days"], _VETOES["own pages on the same days"]

SCORE = (
    f"CASE WHEN link_rule = {_TRANSLATION} THEN greatest(match_probability, {_BY_TRANSLATION})"
    f" WHEN link_rule >= 0 THEN greatest(match_probability, {_BY_LINK}) ELSE match_probability END"
)


# Who tell of other hours of a day hardly mean one event, whatever a third says that tells none.
KEEPS_APART = (
    f"link_rule < 0 AND part_rule < 0 AND (veto_rule NOT IN (-1, {_MAY_BE_ONE})"
    f" OR match_probability < CASE WHEN {gammas(TIME, 'hours')} THEN {UNSURE} ELSE {APART} END)"
)

# What explains other days explains nothing else.
KEEPS_APART_ANYHOW = (
    f"link_rule < 0 AND part_rule < 0 AND veto_rule NOT IN (-1, {_MAY_BE_ONE}, {_OTHER_DAYS})"
)


def verdict() -> str:
    """SQL: links around vetoes first, then parts, vetoes, the sum. What hardly says what it is, such as a
    title that many have, is never more than unsure.
    """
    return (
        f"CASE WHEN link_rule >= 0 THEN '{Verdict.SAME}' WHEN part_rule >= 0 THEN '{Verdict.PART_OF}'"
        f" WHEN veto_rule >= 0 OR match_probability < {UNSURE} THEN '{Verdict.DIFFERENT}'"
        f" WHEN match_probability >= {SAME} AND ({_TELLING}) AND NOT {_HARDLY} THEN '{Verdict.SAME}'"
        f" ELSE '{Verdict.UNSURE}' END"
    )
