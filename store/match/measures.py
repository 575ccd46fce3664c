"""What is counted of a pair, once, before its ladders are climbed: columns that conditions speak of by name.

SQL (DuckDB's) over the columns of :mod:`store.match.features`, ``_l`` and ``_r``; NULL is unknown.
"""

from __future__ import annotations


def both(column: str) -> str:
    """SQL: what both sides have in a column of lists."""
    return f"list_intersect({column}_l, {column}_r)"


_HEAD = 3
_FEW_TIMES_FEW = 400


def count_both(column: str) -> str:
    """SQL: how many both sides have in a column of short lists, a quarter of the time of ``len(both(…))``."""
    return f"len(list_filter({column}_l, lambda said: list_contains({column}_r, said)))"


def _count_both_of_long(column: str) -> str:
    """As :func:`count_both`, where lists may be long: those are hashed."""
    is_short = f"len({column}_l) * len({column}_r) <= {_FEW_TIMES_FEW}"
    return f"CASE WHEN {is_short} THEN {count_both(column)} ELSE len({both(column)}) END"


def has_one(column: str, values: str) -> str:
    """SQL: whether a short list has one of these ``values``, a quarter of the time of ``list_has_any``."""
    return f"(len(list_filter({column}, lambda said: list_contains({values}, said))) > 0)"


def any_of(left: str, right: str) -> str:
    """SQL: whether a list of the left side and one of the right have something in common."""
    return f"list_has_any({left}_l, {right}_r)"


def _spelled(acronyms: str, initials: str) -> str:
    """SQL: the abbreviations of one title that the other spells out."""
    is_spelled = f"len(said) BETWEEN 3 AND 5 AND contains({initials}, said)"
    return f"list_filter({acronyms}, lambda said: {is_spelled})"


def _count_spelled(acronyms: str, initials: str) -> str:
    return f"CASE WHEN len({acronyms}) = 0 THEN 0 ELSE len({_spelled(acronyms, initials)}) END"


def _own(side: str, other: str, columns: tuple[str, ...], least: int) -> str:
    """SQL: whether a title has at least so many words of which nothing says that the other side tells them,
    nor the name of the venue.
    """
    words = ", ".join(f"{column}_{side}" for column in columns)
    unknown = " AND ".join(
        f"NOT list_contains({told}, said)"
        for told in (f"text_terms_{other}", "venue_terms_l", "venue_terms_r")
    )
    return f"(len(list_filter(flatten([{words}]), lambda said: {unknown})) >= {least})"


def _contrast(*columns: str, least: int = 1) -> str:
    """SQL: whether each of two titles names something that the other side does not know."""
    return f"({_own('l', 'r', columns, least)} AND {_own('r', 'l', columns, least)})"


def _unknown_names(side: str, other: str) -> str:
    """SQL: whether a title has a name of which nothing on the other side has the beginning: languages bend
    names, and a short one to its second syllable.
    """
    elsewhere = f"flatten([text_terms_{other}, venue_terms_l, venue_terms_r])"
    begins = f"list_transform({elsewhere}, lambda said: said[:{_HEAD}])"
    return f"NOT list_has_all({begins}, list_transform(proper_{side}, lambda said: said[:{_HEAD}]))"


def _told(side: str, other: str) -> str:
    """SQL: how many words of one title the other's text has."""
    return f"len(list_intersect(list_concat(names_{side}, meanings_{side}), text_terms_{other}))"


_PARTIES = "list_intersect(list_concat(organisers_l, others_l), list_concat(organisers_r, others_r))"
_IS_TOWN = "regexp_matches(said, '^(~town|!(city|municipality)[+])')"
_VENUE_TERMS = count_both("venue_terms")
# What is longer is a name.
_SHORT = "list_filter(list_intersect(acronyms_l, acronyms_r), lambda said: len(said) = 2)"
_BOTH = f"CASE WHEN len(acronyms_l) = 0 OR len(acronyms_r) = 0 THEN 0 ELSE len({_SHORT}) END"
SPELLED = (
    f"({_count_spelled('acronyms_l', 'initials_r')} + {_count_spelled('acronyms_r', 'initials_l')} + {_BOTH})"
)
SPELLED_OUT = f"list_concat({_spelled('acronyms_l', 'initials_r')}, {_spelled('acronyms_r', 'initials_l')})"

# Not of every pair, so no columns: whether it is the town that takes part in both, and whether each of two
# titles tells of matters that the other side does not know: of so many words the meaning is known that two
# titles of one event mostly have one each.
IS_OF_TOWN = f"(len(list_filter({_PARTIES}, lambda said: {_IS_TOWN})) > 0)"
IS_OTHER_MATTER = _contrast("meanings", least=2)

# By name; a pair has each as a column.
MEASURES = {
    "shared_names": count_both("names"),
    "shared_meanings": count_both("meanings"),
    "shared_kinds": count_both("kinds"),
    "spelled": SPELLED,
    # Words of the texts that are in neither title.
    "shared_text": (
        f"{_count_both_of_long('text_terms')} - {count_both('names')} - {count_both('meanings')}"
    ),
    # Words of one title that the other's text has, where the titles do not share them: of that there is
    # nothing unless the texts share more than the titles do.
    "shared_told": (
        f"CASE WHEN shared_text <= 0 THEN 0 ELSE {_told('l', 'r')} + {_told('r', 'l')}"
        " - 2 * shared_names - 2 * shared_meanings END"
    ),
    # In one language two matters are as telling as two names; across languages only names can be held apart.
    "is_contrast": (
        f"CASE WHEN lang_l = lang_r THEN {_contrast('proper', 'meanings')}"
        f" WHEN len(proper_l) = 0 OR len(proper_r) = 0 THEN FALSE"
        f" ELSE {_unknown_names('l', 'r')} AND {_unknown_names('r', 'l')} END"
    ),
    "is_same_title": "title_key_l = title_key_r",
    "is_same_city": "(city_l = city_r OR list_has_any(city_words_l, city_words_r))",
    "is_other_country": "coalesce(country_l <> country_r, FALSE)",
    "is_same_address": any_of("address_keys", "address_keys"),
    "is_same_venue": (
        f"({any_of('venue_keys', 'venue_keys')} OR ({_VENUE_TERMS} >= 2"
        f" AND {_VENUE_TERMS} >= 0.5 * least(len(venue_terms_l), len(venue_terms_r))))"
    ),
    # "Culture house Elm", "Elm": a word that is no kind of house.
    "has_like_venue": (
        "len(list_filter(venue_terms_l,"
        " lambda said: list_contains(venue_terms_r, said) AND NOT starts_with(said, '!'))) > 0"
    ),
    "has_same_organiser": any_of("organisers", "organisers"),
    "has_mixed_party": f"({any_of('organisers', 'others')} OR {any_of('others', 'organisers')})",
}

_LASTS = "coalesce(fineness >= 3 AND last_on > first_on, FALSE)"
MANY = 50
"""How many events a whole counts that fills a town."""
# What fills a town for some days: whatever goes on there meanwhile may be a part of it.
FILLS = f"({_LASTS} AND (is_small OR parts_told >= {MANY}))"

# What an announcement can share with another, by what it is shared as. Two that have none of these signs in
# common, and of which neither spells out an abbreviation of the other, have nothing that says that they are
# one; so have most that share a day and a city.
_SIGNS = (
    ("term", "flatten([text_terms, kinds, text_kinds, hosts])"),
    ("title", "list_concat([title_key, super_key], programme)"),
    ("translation", "[translation_key]"),
    ("link", "named"),
    ("page", "[page]"),
    ("whole", "list_concat(spans, named_wholes)"),
    ("party", "list_concat(organisers, list_concat(others, funders))"),
    # Two events of a town hardly last the same three days.
    ("days", f"[CASE WHEN {_LASTS} AND last_on > first_on + 1 THEN first_on || ' ' || last_on END]"),
)


def signs() -> str:
    """SQL: the signs of one announcement, as numbers."""
    said = (
        f"list_transform(list_filter({values}, lambda one: one IS NOT NULL), lambda one: '{kind} ' || one)"
        for kind, values in _SIGNS
    )
    return f"list_transform(flatten([{', '.join(said)}]), lambda one: hash(one))"


# Few signs are found sooner by going through them, many by hashing them.
_SHARE = (
    f"CASE WHEN len(signs_l) * len(signs_r) <= {_FEW_TIMES_FEW} THEN {has_one('signs_l', 'signs_r')}"
    " ELSE list_has_any(signs_l, signs_r) END"
)
# Whether two announcements share anything that says what they are, or one may be within the other. As a case
# it is no condition of the join, which would be slower.
TELLING = f"CASE WHEN {_SHARE} OR fills_l OR fills_r OR {SPELLED} > 0 THEN TRUE ELSE FALSE END"
