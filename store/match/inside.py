"""SQL that rules for parts speak: how one lies within the days of another, and what kind of thing it is."""

from __future__ import annotations

from store.match.agreement import ITEMS, WHOLES
from store.match.conditions import ALIKE, HALF_ALIKE, OVERLAP, TOGETHER
from store.match.measures import IS_OF_TOWN, both

# News of a whole do not call it so; "a declaration was signed", "the mayor opened" are said of wholes.
_PLAIN_ITEMS = "['!workshop', '!walk', '!visit', '!panel', '!session', '!lecture', '!seminar', '!course']"
# One of these is said of wholes, too; an opening ceremony is none.
OPENINGS = "['!opening', '!ceremony', '!reception']"
# What is held within a whole, said in one word beside its name.
HELD = f"list_concat({ITEMS}, ['concert', 'film'])"
# What goes on for days beside all else that its house does.
_LONG = "['!exhibition', '!course', '!consultation', '!registration']"
FEW_DAYS = 4
_FOR_DAYS = 3
# Days by which what goes on for weeks is longer than its first meeting, and how many times as long it is.
WEEKS, _TIMES = 14, 4
# What lasts as many days is told by its months.
SEASON = 60
# What whoever holds a whole does meanwhile belongs to it; a town does other things, too.
ONE_BODY = f"((has_same_organiser OR has_mixed_party) AND NOT {IS_OF_TOWN})"
# In another language one source tells the same again.
OWN_LANGUAGE = "coalesce(lang_l = lang_r, TRUE)"
SHARED = "(shared_names + shared_meanings)"
ENDS = "['!opening', '!closing', '!ceremony']"
# Who opens a whole does so at a ceremony of its own.
OPENS = "['!opens', '!opening']"
OFFICES = "['!ministry', 'minister-head', 'president', 'mayor', 'king']"
# What may meet again and again for weeks.
MEETS = "['!assembly', '!conference', '!consultation', '!dialogue', '!forum', '!panel', '!parliament']"
# What has a day or a night of its own.
DAYS = "['!day', '!night']"


def kinds_told(side: str) -> str:
    """SQL: the kinds that one side's title and text speak of."""
    return f"list_concat(kinds_{side}, text_kinds_{side})"


def _whole(side: str) -> str:
    """SQL: one is of a kind that is made of others; so are days, and meetings that last for days."""
    for_days = f"(fineness_{side} >= 3 AND last_on_{side} > first_on_{side})"
    return (
        f"(list_has_any(kinds_{side}, {WHOLES})"
        f" OR ({for_days} AND list_has_any(kinds_{side}, ['!day', '!meeting'])))"
    )


def _lasting(part: str, whole: str) -> str:
    """SQL: one lasts days, and the other is some of them; neither begins before the whole does."""
    return (
        f"coalesce(fineness_{part} >= 3 AND fineness_{whole} >= 3 AND last_on_{whole} > first_on_{whole}"
        f" AND first_on_{whole} <= first_on_{part} AND last_on_{part} <= last_on_{whole}"
        f" AND NOT coalesce(start_minute_{part} < start_minute_{whole}, FALSE), FALSE)"
    )


def _short_of_long(part: str, whole: str) -> str:
    """SQL: one lasts few of the days of what goes on for weeks: the first of its meetings."""
    return (
        f"(has_end_{part} AND last_on_{whole} - first_on_{whole}"
        f" >= {WEEKS} + {_TIMES} * (last_on_{part} - first_on_{part}))"
    )


def nearly_as_long(part: str, whole: str) -> str:
    """SQL: one lasts some days, and the other hardly longer: another telling, with another first day."""
    lasted = f"(last_on_{part} - first_on_{part})"
    return (
        f"(fineness_{part} >= 3 AND {lasted} >= {_FOR_DAYS}"
        f" AND 2 * {lasted} >= last_on_{whole} - first_on_{whole})"
    )


def _inside(part: str, whole: str) -> str:
    """SQL: one lasts days, and the other only some of them or some hours of the first."""
    return (
        f"(is_lasting_{part}"
        # Of what lasts days from the same day on, another end is another telling's, but for one source's own.
        f" AND (first_on_{part} > first_on_{whole} OR (has_end_{part} AND is_one_day_{part})"
        f" OR (is_one_day_{part} AND coalesce(source_l = source_r AND {OWN_LANGUAGE}, FALSE))"
        f" OR (is_one_day_{part} AND coalesce(start_minute_{part} > start_minute_{whole} + 30, FALSE))"
        f" OR {_short_of_long(part, whole)})"
        # Another first day of what ends with it, too, unless it is of a kind that others hold within them.
        f" AND NOT (NOT is_one_day_{part} AND last_on_{part} = last_on_{whole}"
        f" AND ({ALIKE} OR {nearly_as_long(part, whole)} OR NOT list_has_any(kinds_{part}, {ITEMS}))))"
    )


def _hours(part: str) -> str:
    """SQL: one is some hours or a day of the other. An hour under another title is no telling of what begins
    that day, but where one of its bodies tells no more than where and when it begins.
    """
    begins = (
        f"(NOT has_end_{part} AND first_on_l = first_on_r AND is_same_venue AND {TOGETHER}"
        f" AND NOT list_has_any({kinds_told(part)}, {ITEMS}))"
    )
    is_other = f"(is_inside_{part} OR (fineness_{part} = 4 AND NOT {HALF_ALIKE} AND NOT {begins}))"
    return f"(is_lasting_{part} AND is_one_day_{part} AND {is_other})"


def _both_ways(name: str, left: str, right: str) -> dict[str, str]:
    return {f"{name}_l": left, f"{name}_r": right}


STAGES = (
    {
        **_both_ways("is_whole", _whole("l"), _whole("r")),
        **_both_ways(
            "is_one_day", "coalesce(first_on_l = last_on_l, FALSE)", "coalesce(first_on_r = last_on_r, FALSE)"
        ),
        **_both_ways("is_lasting", _lasting("l", "r"), _lasting("r", "l")),
    },
    _both_ways("is_inside", _inside("l", "r"), _inside("r", "l")),
    _both_ways("is_hours", _hours("l"), _hours("r")),
)
"""Columns of a pair that rules for parts speak of by name, of the side that is the part (``is_whole``: the
whole). Each stage speaks of those before it.
"""


def few_days_of(whole: str) -> str:
    """SQL: one lasts some days at most, and is not of a kind that goes on beside other things."""
    return (
        f"(last_on_{whole} - first_on_{whole} <= {FEW_DAYS}"
        f" AND NOT list_has_any(kinds_{whole}, list_concat({_LONG}, {ITEMS})))"
    )


def said_by(side: str) -> str:
    """SQL: all that one side's title says: its names, its meanings and its kinds."""
    return f"flatten([names_{side}, meanings_{side}, kinds_{side}])"


def is_held(part: str, whole: str) -> str:
    """SQL: one names the other and, with an hour of its own, one thing that is held within it."""
    said, told = said_by(part), said_by(whole)
    held = f"list_intersect({said}, {HELD})"
    return (
        f"(fineness_{part} = 4 AND last_on_{part} = first_on_{part} AND (last_on_{whole} > first_on_{whole}"
        f" OR (fineness_{whole} = 3 AND list_has_any({told}, list_concat({WHOLES}, {DAYS}))))"
        f" AND first_on_{part} BETWEEN first_on_{whole} AND last_on_{whole}"
        f" AND len(names_{whole}) + len(meanings_{whole}) > 0 AND list_has_all({said}, {told})"
        f" AND len({held}) > 0 AND len(list_distinct(list_concat({held}, ['!opening']))) <= 2"
        f" AND NOT list_has_any({held}, {told}))"
    )


def is_item(part: str, whole: str) -> str:
    """SQL: one is of a kind of which wholes are made, and the other is not."""
    return (
        f"((NOT {nearly_as_long(part, whole)}"
        f" AND list_has_any(kinds_{part}, {ITEMS}) AND NOT list_has_any(kinds_{part}, {WHOLES}))"
        f" OR (list_has_any(kinds_{part}, {_PLAIN_ITEMS}) AND NOT list_has_any(kinds_{whole}, {_PLAIN_ITEMS})"
        f" AND list_has_all(kinds_{part}, list_intersect(kinds_{whole}, {WHOLES})))"
        f" OR (len(list_intersect(kinds_{part}, {OPENINGS})) > 1"
        f" AND NOT list_has_any(kinds_{whole}, {OPENINGS})))"
    )


def is_at_house(part: str, whole: str) -> str:
    """SQL: of one night or week in a whole town, one tells what the house does that its title names."""
    said, told = said_by(part), said_by(whole)
    # Where the whole has a house, too, one name of the part's is enough.
    is_named = (
        f"(list_has_all({said}, venue_terms_{part})"
        f" OR (len(venue_terms_{whole}) > 0 AND list_has_any(names_{part}, venue_terms_{part})))"
    )
    return (
        f"(list_has_any({both('kinds')}, ['!night', '!week']) AND {OVERLAP} AND fineness_{part} >= 3"
        f" AND is_same_city AND shared_names + shared_meanings > 0"
        f" AND len(venue_terms_{part}) > 0 AND {is_named}"
        f" AND NOT list_has_any({told}, venue_terms_{part})"
        f" AND NOT list_has_any(venue_terms_{whole}, venue_terms_{part}))"
    )
