"""Rules for what is a part of another: a conference's workshop, a festival's concert, a day's walk."""

from __future__ import annotations

from store.match.conditions import ALIKE, HALF_ALIKE, NEAR, OVERLAP, TOGETHER, words
from store.match.measures import both
from store.match.policy import TIME, gammas
from store.match.rules import Rule

_CONTAINERS = "['!conference', '!festival', '!forum', '!week', '!parliament', '!fair', '!assembly']"
_ITEMS = (
    "['!workshop', '!walk', '!visit', '!panel', '!session', '!lecture', '!seminar', '!exhibition', '!course',"
    " '!opening', '!ceremony', '!reception', '!evening']"
)
# News of a whole do not call it so; "a declaration was signed", "the mayor opened" are said of wholes.
# What is held within a whole, said in one word beside its name.
_HELD = f"list_concat({_ITEMS}, ['concert', 'film'])"
# What has a day or a night of its own.
_DAYS = "['!day', '!night']"
# One of these is said of wholes, too; an opening ceremony is none.
_OPENINGS = "['!opening', '!ceremony', '!reception']"
_PLAIN_ITEMS = "['!workshop', '!walk', '!visit', '!panel', '!session', '!lecture', '!seminar', '!course']"


def _inside(part: str, whole: str) -> str:
    """SQL: one lasts days, and the other only some of them or some hours of the first."""
    return (
        f"(fineness_{part} >= 3 AND fineness_{whole} >= 3 AND last_on_{whole} > first_on_{whole}"
        f" AND first_on_{whole} <= first_on_{part} AND last_on_{part} <= last_on_{whole}"
        # Of what lasts days from the same day on, another end is another telling's.
        f" AND (first_on_{part} > first_on_{whole} OR (has_end_{part} AND last_on_{part} = first_on_{part})"
        f" OR (start_minute_{part} > start_minute_{whole} + 30)))"
    )


def _is_held(part: str, whole: str) -> str:
    """SQL: one names the other and, with an hour of its own, one thing that is held within it."""
    said, told = (f"flatten([names_{side}, meanings_{side}, kinds_{side}])" for side in (part, whole))
    held = f"list_intersect({said}, {_HELD})"
    return (
        f"(fineness_{part} = 4 AND last_on_{part} = first_on_{part} AND (last_on_{whole} > first_on_{whole}"
        f" OR (fineness_{whole} = 3 AND list_has_any({told}, list_concat({_CONTAINERS}, {_DAYS}))))"
        f" AND first_on_{part} BETWEEN first_on_{whole} AND last_on_{whole}"
        f" AND len(names_{whole}) + len(meanings_{whole}) > 0 AND list_has_all({said}, {told})"
        f" AND len({held}) > 0 AND len(list_distinct(list_concat({held}, ['!opening']))) <= 2"
        f" AND NOT list_has_any({held}, {told}))"
    )


def _is_item(part: str, whole: str) -> str:
    """SQL: one is of a kind of which wholes are made, and the other is not."""
    return (
        f"((list_has_any(kinds_{part}, {_ITEMS}) AND NOT list_has_any(kinds_{part}, {_CONTAINERS}))"
        f" OR (list_has_any(kinds_{part}, {_PLAIN_ITEMS}) AND NOT list_has_any(kinds_{whole}, {_PLAIN_ITEMS})"
        f" AND list_has_all(kinds_{part}, list_intersect(kinds_{whole}, {_CONTAINERS})))"
        f" OR (len(list_intersect(kinds_{part}, {_OPENINGS})) > 1"
        f" AND NOT list_has_any(kinds_{whole}, {_OPENINGS})))"
    )


def _part(part: str, whole: str) -> tuple[Rule, ...]:
    shared = "(shared_names + shared_meanings)"
    kinds = f"(shared_kinds - len(list_intersect({both('kinds')}, {_CONTAINERS})))"
    own = f"(len(names_{part}) + len(meanings_{part}) + len(kinds_{part}))"
    inside = _inside(part, whole)
    told = f"“{{{part}}}” is a part of “{{{whole}}}”"
    names_of_whole = f"(len(names_{whole}) + len(meanings_{whole}))"
    is_whole = f"list_has_any(kinds_{whole}, {_CONTAINERS})"
    is_item = _is_item(part, whole)
    return (
        Rule("says so", f"super_key_{part} = title_key_{whole}", f"{told}: it says so"),
        Rule(
            "programme",
            f"list_contains(programme_{whole}, title_key_{part}) AND NOT is_same_title",
            f"{told}: it stands in its programme",
        ),
        Rule("held", f"{_is_held(part, whole)} AND {NEAR}", f"{told}: one thing within it"),
        Rule(
            "title",
            f"{inside} AND {NEAR} AND NOT is_same_title AND len({words(whole)}) > 1"
            f" AND list_has_all({words(part)}, {words(whole)})",
            f"{told}: inside its days and under its title",
        ),
        Rule(
            "inside",
            f"{inside} AND ({NEAR} OR {TOGETHER}) AND NOT is_same_title AND {own} > {shared}"
            f" AND ({shared} >= 2"
            f" OR ({shared} > 0 AND {shared} >= 0.6 * (len(names_{whole}) + len(meanings_{whole})))"
            f" OR ({is_whole} AND {shared} + 0.5 * {kinds} >= 1))",
            f"{told}: inside its days and naming it",
        ),
        Rule(
            "named in text",
            f"{inside} AND {NEAR} AND NOT is_same_title AND {names_of_whole} > 0"
            f" AND list_has_all(text_terms_{part}, list_concat(names_{whole}, meanings_{whole}))"
            f" AND ({names_of_whole} > 1 OR {is_whole} OR list_contains(kinds_{whole}, '!day')"
            f" OR {TOGETHER})",
            f"{told}: its text names it",
        ),
        Rule(
            "kind named in text",
            f"{inside} AND is_same_city AND {is_whole} AND fineness_{part} = 4"
            f" AND first_on_{part} = last_on_{part} AND NOT list_has_any(kinds_{part}, {_CONTAINERS})"
            f" AND list_has_any(text_kinds_{part}, list_intersect(kinds_{whole}, {_CONTAINERS}))",
            f"{told}: inside its days, and its text speaks of such a whole",
        ),
        Rule(
            "item",
            f"{OVERLAP} AND fineness_l >= 2 AND fineness_r >= 2 AND is_same_city"
            f" AND {is_whole} AND {is_item}"
            f" AND ({inside} OR fineness_{part} = 2 OR (last_on_{whole} = first_on_{whole}"
            f" AND NOT {gammas(TIME, 'minute')}))"
            f" AND (NOT {ALIKE} OR coalesce(source_l = source_r, FALSE))"
            f" AND ({HALF_ALIKE} OR {shared} > 0 OR {TOGETHER} OR shared_kinds > 1)",
            f"{told}: an item beside the whole",
        ),
    )


PARTS = (*_part("l", "r"), *_part("r", "l"))
