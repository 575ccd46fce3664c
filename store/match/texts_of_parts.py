"""Rules on what a part's text says of where it belongs."""

from __future__ import annotations

from store.match.agreement import ITEMS, WHOLES
from store.match.conditions import ALIKE, HALF_ALIKE, NEAR, OVERLAP
from store.match.inside import DAYS, ONE_BODY, SHARED, few_days_of, kinds_told
from store.match.rules import Rule

# Minutes that an item takes at most.
_SOME_HOURS = 240
_WHOLES = f"list_concat({WHOLES}, ['!meeting'])"


def of_named_kind(part: str, whole: str, told: str) -> tuple[Rule, ...]:
    """Rules on texts that name what kind of thing the whole is."""
    is_of_kind = f"list_has_any(text_kinds_{part}, list_intersect(kinds_{whole}, {_WHOLES}))"
    # A title may not say what it is, where its text does.
    texts_say_so = f"list_has_any(list_intersect(text_kinds_{part}, text_kinds_{whole}), {WHOLES})"
    in_days = f"(is_hours_{part} OR (is_inside_{part} AND NOT {HALF_ALIKE}))"
    # Of what tells no town there are many on a day.
    near = f"(is_same_city OR ({NEAR} AND {SHARED} + shared_text > 0))"
    return (
        Rule(
            "kind named in text",
            f"{in_days} AND {near} AND (NOT is_whole_{part} OR is_within_{part})"
            f" AND ((is_whole_{whole} AND {is_of_kind}) OR {texts_say_so})"
            f" AND (is_within_{part} OR is_inside_{part})",
            f"{told}: inside its days, and its text speaks of such a whole",
        ),
        Rule(
            "kind named in text, one month",
            f"{OVERLAP} AND fineness_{part} = 2 AND fineness_{whole} >= 3 AND is_same_city AND {ONE_BODY}"
            f" AND is_whole_{whole} AND {is_of_kind} AND NOT {HALF_ALIKE}"
            f" AND list_has_any({kinds_told(part)}, {ITEMS})",
            f"{told}: in its month, and its text speaks of such a whole",
        ),
        Rule(
            "some hours of its month",
            f"{OVERLAP} AND fineness_{part} = 4 AND fineness_{whole} = 2 AND {NEAR}"
            f" AND end_minute_{part} - start_minute_{part} <= {_SOME_HOURS}"
            f" AND list_has_any(kinds_{whole}, {WHOLES})"
            f" AND list_has_any(text_kinds_{part}, {WHOLES}) AND list_has_any({kinds_told(part)}, {ITEMS})"
            f" AND (NOT {HALF_ALIKE} OR (list_has_any(kinds_{part}, {ITEMS}) AND NOT is_whole_{part}))",
            f"{told}: in its month, and its text speaks of such a whole",
        ),
        Rule(
            "an hour of its day",
            f"first_on_l = first_on_r AND is_one_day_l AND is_one_day_r AND is_same_city"
            f" AND fineness_{part} = 4 AND fineness_{whole} = 3 AND is_within_{part} AND NOT {ALIKE}"
            f" AND end_minute_{part} - start_minute_{part} <= {_SOME_HOURS}"
            f" AND list_has_any(text_kinds_{part}, list_intersect(kinds_{whole}, {_WHOLES}))",
            f"{told}: inside its days, and its text speaks of such a whole",
        ),
        Rule(
            "night named in text",
            f"{OVERLAP} AND fineness_{part} >= 3 AND is_same_city AND len(meanings_{whole}) > 0"
            f" AND list_has_any(kinds_{whole}, {DAYS}) AND len(venue_terms_{part}) > 0"
            f" AND list_has_any(text_kinds_{part}, list_intersect(kinds_{whole}, {DAYS}))"
            f" AND list_has_all(text_terms_{part}, meanings_{whole})"
            f" AND NOT list_has_any(meanings_{part}, meanings_{whole}) AND shared_names = 0",
            f"{told}: its text names it",
        ),
    )


def of_said_within(part: str, whole: str, told: str) -> tuple[Rule, ...]:
    """Rules on texts that say of themselves that they are held within something, or beside it."""
    said = kinds_told(part)
    in_days = (
        f"(is_lasting_{part} AND (is_one_day_{part} OR (NOT is_whole_{part}"
        f" AND list_has_any(kinds_{part}, {ITEMS}))))"
    )
    in_month = (
        f"(fineness_{part} = 2 AND {OVERLAP} AND fineness_{whole} >= 3"
        f" AND last_on_{whole} > first_on_{whole} AND ({SHARED} > 0 OR {ONE_BODY} OR shared_text > 0))"
    )
    return (
        Rule(
            "said to be within",
            f"is_hours_{part} AND {NEAR} AND is_within_{part} AND NOT {ALIKE}"
            f" AND list_has_any({said}, {_WHOLES}) AND ((is_whole_{whole} AND is_same_city)"
            f" OR {ONE_BODY}"
            f" OR list_has_any(text_terms_{part}, list_concat(names_{whole}, meanings_{whole})))",
            f"{told}: inside its days, and its text speaks of such a whole",
        ),
        Rule(
            "side event",
            f"is_lasting_{part} AND is_one_day_{part} AND is_same_city AND {few_days_of(whole)}"
            f" AND ((is_hours_{part} AND is_whole_{whole} AND NOT {HALF_ALIKE}"
            f" AND list_contains({said}, '!side'))"
            f" OR (NOT is_one_day_{whole} AND NOT {ALIKE} AND list_contains(kinds_{part}, '!side')))",
            f"{told}: inside its days, and said to be beside something",
        ),
        Rule(
            "said to be within, on its first day or in its month",
            f"({in_days} OR {in_month}) AND is_same_city AND is_within_{part} AND NOT is_within_{whole}"
            f" AND (NOT {HALF_ALIKE} OR (NOT is_whole_{part} AND NOT {ALIKE}))"
            f" AND list_has_any(list_intersect(text_kinds_{part}, {WHOLES}),"
            f" list_concat(kinds_{whole}, text_kinds_{whole}))",
            f"{told}: in its days, and its text speaks of such a whole",
        ),
        Rule(
            "said to be within, no day",
            f"fineness_{part} = 0 AND last_on_{whole} > first_on_{whole} AND fineness_{whole} >= 3"
            f" AND is_same_city AND is_within_{part} AND NOT {ALIKE} AND {ONE_BODY}"
            f" AND list_has_any({said}, {ITEMS})",
            f"{told}: inside its days, and its text speaks of such a whole",
        ),
    )
