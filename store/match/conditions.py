"""SQL that several rules speak: conditions on a pair's features, measures and ladders."""

from __future__ import annotations

from store.match.comparison import gammas
from store.match.policy import PARTIES, TITLE

DATED = "(fineness_l >= 3 AND fineness_r >= 3)"
OVERLAP = "(first_on_l <= last_on_r AND first_on_r <= last_on_l)"
NEAR = "(is_same_city OR ((city_l IS NULL OR city_r IS NULL) AND NOT is_other_country))"
TOGETHER = gammas(PARTIES, "organisers", "mixed", "town")
ALIKE = gammas(TITLE, "same", "same, short", "long", "whole", "most")
HALF_ALIKE = gammas(
    TITLE,
    *("same", "same, short", "same, plain", "long", "whole", "most", "much", "some", "short"),
    *("all kinds", "kinds"),
)


def words(side: str) -> str:
    """SQL: the words of a title."""
    return f"string_split(title_key_{side}, ' ')"
