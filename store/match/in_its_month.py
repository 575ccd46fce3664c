"""Rules for parts where one of the two, or both, tell their month or their year alone."""

from __future__ import annotations

from store.match.conditions import NEAR, OVERLAP
from store.match.inside import ONE_BODY, OPENINGS, SHARED
from store.match.rules import Rule

# What is held within a whole, and is hardly said of one; a panel is, and a session.
_HELD = "['!workshop', '!walk', '!visit', '!seminar', '!lecture', '!course']"
_MET = "['!panel', '!session', '!exhibition', '!evening', '!item', '!meeting', '!dialogue']"
_BEGUN = "['!opens', '!closing']"


def of_month(part: str, whole: str, told: str) -> tuple[Rule, ...]:
    """Rules on an item or a ceremony that its title names, where the other's title names none."""
    in_month = (
        f"({OVERLAP} AND fineness_l > 0 AND fineness_r > 0 AND (fineness_l < 3 OR fineness_r < 3)"
        f" AND {NEAR} AND ({SHARED} > 0 OR {ONE_BODY}))"
    )
    # "A declaration was signed", "the mayor opened" are said of wholes; one word more is a ceremony's name.
    is_ceremony = (
        f"(len(list_intersect(kinds_{part}, {OPENINGS})) > 1"
        f" OR (list_contains(kinds_{part}, '!ceremony') AND NOT is_whole_{part}))"
        # Awards that last for days are another competition's.
        f" AND (fineness_{part} < 3 OR is_one_day_{part})"
    )
    return (
        Rule(
            "item of its month",
            f"{in_month} AND NOT is_whole_{part} AND list_has_any(kinds_{part}, {_HELD})"
            f" AND NOT list_has_any(kinds_{whole}, list_concat({_HELD}, list_concat({_MET}, {OPENINGS})))",
            f"{told}: in its month, and an item beside the whole",
        ),
        Rule(
            "ceremony of its month",
            f"{in_month} AND {is_ceremony}"
            f" AND NOT list_has_any(kinds_{whole}, list_concat({_HELD}, list_concat({_BEGUN}, {OPENINGS})))",
            f"{told}: in its month, and a ceremony beside the whole",
        ),
    )
