"""Ladders on single signs, beside those of ``store.match.policy``: counts of what two titles share, the kinds
of thing that they name, editions, and what the text of one says of the other's title.
"""

from __future__ import annotations

from store.match.comparison import ELSE, Comparison, Step
from store.match.measures import has_one
from store.match.wholes import CONTAINERS

WHOLES = f"[{', '.join(map(repr, CONTAINERS))}]"
ITEMS = (
    "['!workshop', '!walk', '!visit', '!panel', '!session', '!lecture', '!seminar', '!exhibition', '!course',"
    " '!opening', '!ceremony', '!reception', '!evening', '!item']"
)


def _counted(name: str, count: str) -> Comparison:
    """How many there are, as far as three."""
    return Comparison(
        name,
        (
            Step("three", f"{count} >= 3"),
            Step("two", f"{count} = 2"),
            Step("one", f"{count} = 1"),
            Step("none", ELSE),
        ),
    )


def _is_item(side: str) -> str:
    return f"({has_one(f'kinds_{side}', ITEMS)} AND NOT {_is_whole(side)})"


def _is_whole(side: str) -> str:
    return has_one(f"kinds_{side}", WHOLES)


def _item_of(part: str, whole: str) -> str:
    return f"({_is_item(part)} AND {_is_whole(whole)})"


def _host_named(side: str, other: str, where: str) -> str:
    """SQL: a name of one's organisers stands in a list of the other's, and the titles do not share it."""
    named = f"list_intersect(hosts_{side}, {where}_{other})"
    return (
        f"CASE WHEN {has_one(f'hosts_{side}', f'{where}_{other}')}"
        f" THEN len({named}) > len(list_intersect({named}, names_{side})) ELSE FALSE END"
    )


NAMES = _counted("names", "shared_names")
MEANINGS = _counted("meanings", "shared_meanings")
KINDS = Comparison(
    "kinds",
    (
        Step(
            "item of a whole",
            f"({_item_of('l', 'r')} OR {_item_of('r', 'l')})",
            "one is of a kind that is held within such as the other",
        ),
        Step("item", f"{_is_item('l')} <> {_is_item('r')}"),
        Step("none", ELSE),
    ),
)
SAID = Comparison(
    "said",
    (
        Step("kind", "list_has_any(kinds_l, text_kinds_r) OR list_has_any(kinds_r, text_kinds_l)"),
        Step("none", ELSE),
    ),
)
CONTRAST = Comparison(
    "contrast", (Step("contrast", "is_contrast", "each title names something of its own"), Step("none", ELSE))
)
EDITION = Comparison(
    "edition",
    (
        Step(
            "same",
            "coalesce(edition_l = edition_r, FALSE) OR list_has_any(years_l, years_r)",
            "titles name the same edition or year",
        ),
        Step("none", ELSE),
    ),
)
TOLD = _counted("told", "shared_told")
# "Alternatiba" holds one, and the other is called "Alternatiba …".
HOST = Comparison(
    "host",
    (
        Step(
            "title",
            f"({_host_named('l', 'r', 'names')} OR {_host_named('r', 'l', 'names')})",
            "who organises one is named by the other's title",
        ),
        Step("text", f"({_host_named('l', 'r', 'text_terms')} OR {_host_named('r', 'l', 'text_terms')})"),
        Step("none", ELSE),
    ),
)
WITHIN = Comparison("within", (Step("within", "is_within_l OR is_within_r"), Step("none", ELSE)))
