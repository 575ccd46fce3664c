"""Rules for what goes on while a whole does: some of its hours, in its town, on one source's own pages."""

from __future__ import annotations

from store.match.agreement import ITEMS, WHOLES
from store.match.comparison import gammas
from store.match.conditions import ALIKE, HALF_ALIKE, NEAR, OVERLAP, TOGETHER
from store.match.inside import (
    DAYS,
    ENDS,
    FEW_DAYS,
    HELD,
    MEETS,
    ONE_BODY,
    OWN_LANGUAGE,
    SHARED,
    WEEKS,
    few_days_of,
    kinds_told,
    said_by,
)
from store.match.measures import MANY, both
from store.match.policy import PARTIES, PLACE
from store.match.rules import Rule

# Minutes of what is long enough to be made of others.
_HALF_A_DAY = 240
# How many events a whole counts that is made of them whoever holds them.
_HUNDREDS, _TEN_DAYS = 150, 10


def is_told_whole(side: str) -> str:
    """SQL: one's title or text says that it is of a kind that is made of others."""
    return f"(is_whole_{side} OR list_has_any(text_kinds_{side}, {WHOLES}))"


def is_named_whole(side: str) -> str:
    """SQL: one's title says that it is made of others, or has a day or a night of its own."""
    return f"(is_whole_{side} OR list_has_any(kinds_{side}, {DAYS}))"


def of_hours(part: str, whole: str, told: str) -> tuple[Rule, ...]:
    """Rules on hours that lie within others."""
    begins, ends = f"start_minute_{part} >= start_minute_{whole}", f"end_minute_{part} <= end_minute_{whole}"
    lasts = {side: f"(end_minute_{side} - start_minute_{side})" for side in (part, whole)}
    within = (
        f"coalesce({begins} AND {ends} AND {lasts[whole]} >= {_HALF_A_DAY}"
        f" AND {lasts[part]} * 2 <= {lasts[whole]}, FALSE)"
    )
    alike = f"({SHARED} > 0 OR shared_text > 0 OR {TOGETHER} OR is_same_venue)"
    lasts_days = f"(last_on_{whole} > first_on_{whole} + 1 AND fineness_{whole} >= 3 AND fineness_{part} = 4)"
    return (
        Rule(
            "some of its hours",
            f"is_one_day_{part} AND {within} AND is_same_city AND NOT {ALIKE}"
            f" AND (coalesce(source_l = source_r AND {OWN_LANGUAGE}, FALSE) OR {alike})",
            f"{told}: an item beside the whole",
        ),
        Rule(
            "in a small town",
            f"is_hours_{part} AND is_same_city AND is_small_{whole} AND (is_whole_{whole} OR {lasts_days})"
            f" AND {few_days_of(whole)} AND NOT is_whole_{part} AND NOT {HALF_ALIKE}",
            f"{told}: an item beside the whole",
        ),
        Rule(
            "about the same",
            f"is_hours_{part} AND ({is_told_whole(whole)} OR NOT is_one_day_{whole}) AND {few_days_of(whole)}"
            f" AND (is_same_city OR ({NEAR} AND {SHARED} + shared_text > 1))"
            f" AND NOT is_whole_{part} AND NOT {HALF_ALIKE} AND {SHARED} + shared_text > 0"
            f" AND (NOT {gammas(PARTIES, 'unlike', 'unlike names')}"
            f" OR (end_minute_{part} - start_minute_{part} <= {_HALF_A_DAY}))",
            f"{told}: inside its days, and about the same",
        ),
        Rule(
            "one of many",
            f"is_hours_{part} AND is_same_city AND parts_told_{whole} >= {MANY} AND parts_told_{part} = 0"
            f" AND last_on_{whole} - first_on_{whole} <= {_TEN_DAYS} AND NOT is_whole_{part}"
            f" AND NOT {HALF_ALIKE} AND (parts_told_{whole} >= {_HUNDREDS}"
            f" OR NOT {gammas(PARTIES, 'unlike', 'unlike names')})",
            f"{told}: one of many events in its days",
        ),
    )


def of_days(part: str, whole: str, told: str) -> tuple[Rule, ...]:
    """Rules on days that lie within others, and on what one house does of a country's day."""
    said, told_of = said_by(part), said_by(whole)
    later = (
        f"(is_one_day_{whole} AND is_one_day_{part} AND first_on_l = first_on_r"
        f" AND coalesce(start_minute_{part} > start_minute_{whole} + 30, FALSE) AND is_whole_{whole})"
    )
    return (
        Rule(
            "some of its days",
            f"is_lasting_{part} AND NOT is_one_day_{part} AND last_on_{part} < last_on_{whole}"
            f" AND is_same_city AND is_whole_{whole} AND NOT is_whole_{part} AND NOT {ALIKE}"
            f" AND list_has_any({said}, {HELD}) AND NOT list_has_any({told_of}, {HELD})",
            f"{told}: some of its days, beside all else",
        ),
        Rule(
            "at another house",
            f"is_lasting_{part} AND is_one_day_{part} AND is_same_city AND {few_days_of(whole)}"
            f" AND {gammas(PLACE, 'other venue')} AND NOT {ALIKE} AND {SHARED} + shared_kinds > 1"
            f" AND NOT list_has_any(kinds_{whole}, {ITEMS})",
            f"{told}: inside its days, at another house",
        ),
        Rule(
            "at its house",
            f"(is_hours_{part} OR is_inside_{part} OR {later}) AND {NEAR}"
            f" AND (is_same_venue OR is_same_address)"
            f" AND ({is_told_whole(whole)} OR NOT is_one_day_{whole})"
            f" AND {few_days_of(whole)} AND NOT is_whole_{part} AND NOT {HALF_ALIKE}",
            f"{told}: inside its days, at its house",
        ),
        Rule(
            "a town's share",
            f"list_has_any({both('kinds')}, {DAYS}) AND first_on_l = first_on_r AND last_on_l = last_on_r"
            f" AND fineness_{part} >= 3 AND fineness_{whole} >= 3 AND city_{whole} IS NULL"
            f" AND NOT online_{whole} AND city_{part} IS NOT NULL AND len(venue_terms_{part}) > 0"
            f" AND {SHARED} + shared_kinds > 1 AND NOT is_other_country"
            f" AND (len({said}) > len(list_intersect({said}, {told_of}))"
            f" OR (list_contains({kinds_told(whole)}, '!national')"
            f" AND NOT list_contains({kinds_told(part)}, '!national')))",
            f"{told}: what one house does of it",
        ),
    )


def of_weeks(part: str, whole: str, told: str) -> tuple[Rule, ...]:
    """Rules on the meetings of what goes on for weeks, months or a year that is told alone."""
    is_long = (
        f"(is_span_{whole} OR (fineness_{whole} >= 3 AND last_on_{whole} - first_on_{whole} >= {WEEKS}))"
    )
    meetings = "['!session', '!meeting', '!opening', '!closing']"
    meets = f"(list_has_any(kinds_{part}, {meetings}) AND NOT list_has_any(kinds_{whole}, {meetings}))"
    return (
        Rule(
            "a meeting of it",
            f"({is_long} OR (fineness_{whole} = 1 AND {meets}))"
            f" AND list_has_any(kinds_{whole}, {MEETS})"
            f" AND fineness_{part} >= 3 AND last_on_{part} - first_on_{part} <= {FEW_DAYS} AND {OVERLAP}"
            f" AND (fineness_{whole} < 3 OR is_inside_{part}) AND {NEAR} AND NOT {ALIKE}"
            f" AND ({SHARED} + shared_text > 0 OR shared_kinds > 1)"
            f" AND ({meets} OR list_has_any({kinds_told(part)}, list_intersect(kinds_{whole}, {MEETS})))"
            f" AND NOT {gammas(PARTIES, 'unlike', 'unlike names')}",
            f"{told}: inside its days, and about the same",
        ),
    )


def of_source(part: str, whole: str, told: str) -> tuple[Rule, ...]:
    """Rules on what one source tells of, which is never another telling of the same."""
    in_hours = (
        f"(coalesce(start_minute_{part} >= start_minute_{whole}, TRUE)"
        f" AND coalesce(start_minute_{part} < end_minute_{whole}, TRUE))"
    )
    days = f"(first_on_{part} BETWEEN first_on_{whole} AND last_on_{whole} AND fineness_{part} >= 3)"
    alike = f"({SHARED} > 0 OR shared_text > 0 OR shared_kinds > 1 OR is_same_venue OR {ONE_BODY})"
    texts_alike = f"list_has_any({kinds_told('l')}, {kinds_told('r')})"
    is_long = f"coalesce(end_minute_{whole} - start_minute_{whole} >= {_HALF_A_DAY}, FALSE)"
    is_one = f"list_has_any(kinds_{whole}, list_concat({ITEMS}, ['!dialogue']))"
    is_wide = f"(({is_named_whole(whole)} AND NOT {is_one}) OR ({is_long} AND {is_told_whole(whole)}))"
    return (
        Rule(
            "its own programme",
            f"source_l = source_r AND {OWN_LANGUAGE} AND is_same_city AND {days} AND fineness_{whole} >= 3"
            f" AND ({is_told_whole(whole)} OR {is_named_whole(whole)}"
            f" OR (is_same_venue AND NOT is_one_day_{whole}))"
            f" AND last_on_{whole} - first_on_{whole} <= {_TEN_DAYS} AND NOT {ALIKE}"
            f" AND (is_inside_{part} OR (is_one_day_{whole} AND {is_named_whole(whole)} AND {in_hours}"
            f" AND NOT {is_named_whole(part)} AND (is_same_venue OR list_has_any(kinds_{part}, {ENDS}))))"
            f" AND ({alike} OR {texts_alike} OR list_has_any(kinds_{part}, {ENDS}))",
            f"{told}: an item beside the whole",
        ),
        Rule(
            "its own page on a day of it",
            f"source_l = source_r AND {OWN_LANGUAGE} AND is_same_city AND {ALIKE} AND NOT is_same_title"
            f" AND is_inside_{part} AND is_one_day_{part} AND {is_told_whole(whole)}"
            f" AND {few_days_of(whole)}",
            f"{told}: an item beside the whole",
        ),
        Rule(
            "on one page",
            f"source_l = source_r AND page_l = page_r AND {OWN_LANGUAGE} AND {NEAR} AND {days}"
            f" AND fineness_{whole} >= 3 AND last_on_{part} <= last_on_{whole}"
            f" AND last_on_{whole} - first_on_{whole} <= {_TEN_DAYS} AND {is_wide}"
            f" AND {in_hours}"
            f" AND NOT {is_named_whole(part)} AND NOT {ALIKE}"
            f" AND ({alike} OR {texts_alike} OR ({is_named_whole(whole)} AND NOT is_one_day_{whole}))",
            f"{told}: an item beside the whole",
        ),
    )
