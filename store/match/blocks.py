"""Blocking: the keys of an announcement, as SQL over its features. Who shares one is compared.

A key is a text and means the same in every run: the store keeps it (see ``store.match.load``).
"""

from __future__ import annotations

from dataclasses import dataclass

from store.match.inside import MEETS

_LONGEST, _A_YEAR = 10, 12
_MANY_DAYS = 200
_FEW = 4


@dataclass(frozen=True, slots=True)
class BlockingRule:
    """Pairs that share a key are compared; ``keys`` is a query for (id, key) of the table ``announcement``.

    What ``is_wide`` is enough only where one of a pair lacks its day or its city, or was moved.
    """

    name: str
    keys: str
    is_wide: bool = False


# Where the city is unknown, what else is in a wide key stands alone.
_CITIES = "CASE WHEN len(city_words) = 0 THEN [''] ELSE city_words END"
_TERMS = "list_concat(names, meanings)"
# Every day that it lasts, as far as the tenth: parts of a whole begin on any of them. A citizens' panel meets
# for months.
_KEPT = f"CASE WHEN list_has_any(kinds, {MEETS}) THEN {_MANY_DAYS} ELSE {_LONGEST} END"
_DAYS = f"""
    SELECT id, city_words, CAST(unnest(generate_series(
        first_on, least(last_on, first_on + {_KEPT} - 1), INTERVAL 1 DAY)) AS DATE) AS day
    FROM announcement WHERE fineness >= 3
"""
# Of what tells its year alone, all of it.
_MONTHS = f"""
    SELECT id, city_words, unnest(generate_series(date_trunc('month', first_on),
        least(CAST(last_on AS TIMESTAMP), date_trunc('month', first_on) + INTERVAL {_A_YEAR - 1} MONTH),
        INTERVAL 1 MONTH)) AS month
    FROM announcement WHERE fineness >= 1
"""
_NAMED_DAYS = f"""
    SELECT id, city_words, unnest({_TERMS}) || ' ' || day(first_on) || '-' || day(last_on) AS said
    FROM announcement WHERE fineness >= 3 AND last_on > first_on
"""
# The same few terms of a title, whatever else it says.
_FEW_TERMS = f"""
    SELECT id, list_transform(list_sort(list_transform(list_distinct({_TERMS}),
        lambda term: md5(term) || term))[:{_FEW}], lambda said: said[33:]) AS few
    FROM announcement
"""


def _in_city(terms: str) -> str:
    each = f"SELECT id, city_words, unnest({terms}) AS term FROM announcement"
    return f"SELECT id, term || ' ' || city FROM (SELECT id, term, unnest({_CITIES}) AS city FROM ({each}))"


BLOCKING_RULES = (
    BlockingRule(
        "translation",
        "SELECT id, 'translation ' || translation_key FROM announcement WHERE translation_key IS NOT NULL",
    ),
    BlockingRule("day in a city", f"SELECT id, day || ' ' || unnest(city_words) FROM ({_DAYS})"),
    # What lasts days is found by its name and days of the month, though its month or year be mistaken.
    BlockingRule("days of the month", f"SELECT id, said || ' ' || unnest(city_words) FROM ({_NAMED_DAYS})"),
    # The days themselves say it without the city, which a suburb's may be.
    BlockingRule(
        "named days",
        "SELECT id, unnest(names) || ' ' || first_on || ' ' || last_on FROM announcement"
        " WHERE fineness >= 3 AND last_on > first_on",
    ),
    # What it links to, itself included, as far as that names one event (see ``store.match.engine``).
    BlockingRule("link", "SELECT id, unnest(named) FROM announcement"),
    BlockingRule("day", f"SELECT id, CAST(day AS VARCHAR) FROM ({_DAYS})", is_wide=True),
    BlockingRule(
        "month in a city",
        f"SELECT id, strftime(month, '%Y-%m') || ' ' || unnest({_CITIES}) FROM ({_MONTHS})",
        is_wide=True,
    ),
    BlockingRule("term in a city", _in_city(_TERMS), is_wide=True),
    # Who tells neither the day nor the city.
    BlockingRule(
        "term in a month",
        f"SELECT id, term || strftime(month, ' %Y-%m')"
        f" FROM (SELECT id, month FROM ({_MONTHS})) JOIN (SELECT id, unnest({_TERMS}) AS term"
        " FROM announcement) USING (id)",
        is_wide=True,
    ),
    BlockingRule("organiser in a city", _in_city("organisers"), is_wide=True),
    BlockingRule(
        "two terms",
        f"""
        SELECT id, one || ' ' || other
        FROM (SELECT id, few, unnest(few) AS one FROM ({_FEW_TERMS})) AS said, unnest(said.few) AS o(other)
        WHERE one < other
        """,
        is_wide=True,
    ),
)


def keys_of(rules: tuple[BlockingRule, ...], *, is_wide: bool) -> str:
    """SQL: (id, key) by all rules that are wide, or by all that are not."""
    return " UNION ALL ".join(
        f"SELECT said.* FROM ({rule.keys}) AS said(id, key)" for rule in rules if rule.is_wide is is_wide
    )
