"""What no sum of weights can say of a pair: vetoes, and links around a veto (parts: ``store.match.parts``).

Conditions are SQL over both sides' features and the pair's ladder (``gamma_…``, see ``store.match.policy``).
The first rule of a group that holds counts; parts go before vetoes, links before both.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.match.comparison import gammas
from store.match.conditions import ALIKE, DATED, HALF_ALIKE, NEAR, OVERLAP, TOGETHER, words
from store.match.inside import FEW_DAYS
from store.match.measures import IS_OF_TOWN
from store.match.policy import LINK, PARTIES, PLACE, TIME, TITLE


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on a pair, its name, and its reason in words; ``{l}`` and ``{r}`` are what it compares."""

    name: str
    condition: str
    reason: str
    compared: str = "title"


_SAME_NAMES = "(names_l = names_r AND meanings_l = meanings_r AND len(names_l) > 0)"
_TRANSLATION = "coalesce(translation_key_l = translation_key_r, FALSE)"
_SAME_DAYS_OF_MONTH = (
    "(last_on_l > first_on_l AND day(first_on_l) = day(first_on_r) AND day(last_on_l) = day(last_on_r)"
    " AND last_on_l - first_on_l = last_on_r - first_on_r)"
)
# An organiser's own two pages tell of two events, whatever their days.
_TWO_SOURCES = "coalesce(source_l <> source_r, TRUE)"
_OWN_PAGES = (
    f"(source_l = source_r AND NOT {_TRANSLATION} AND NOT list_has_any(links_l, links_r)"
    " AND (page_l = page_r OR coalesce(lang_l = lang_r, TRUE)))"
)
# A suburb and its city.
_KM, _KM_A_DEGREE = 12, 111
_CLOSE = (
    "coalesce(pow(latitude_l - latitude_r, 2)"
    " + pow((longitude_l - longitude_r) * cos(radians(latitude_l)), 2)"
    f" < {(_KM / _KM_A_DEGREE) ** 2:.5f}, FALSE)"
)
# One's text or house names the other's city.
_IS_NAMED = " OR ".join(
    f"coalesce(list_contains({where}_{one}, city_term_{other}), FALSE)"
    for where in ("text_terms", "venue_terms")
    for one, other in (("l", "r"), ("r", "l"))
)
_ON_THE_SAME_DAYS = gammas(TIME, "days", "two days", "days but one")
_YEARS_APART = "(len(years_l) > 0 AND len(years_r) > 0 AND NOT list_has_any(years_l, years_r))"


def _ends(one: str, other: str) -> str:
    """SQL: one states an hour and an end on its first day, on which the other begins and lasts for days."""
    return (
        f"(fineness_{one} = 4 AND has_end_{one} AND last_on_{one} = first_on_{one}"
        f" AND fineness_{other} >= 3 AND last_on_{other} > first_on_{other} AND first_on_l = first_on_r)"
    )


def _day_of(one: str, other: str) -> str:
    """SQL: one tells a day without an hour, which is one of the other's few: who reports tells today's."""
    return (
        f"(fineness_{one} = 3 AND last_on_{one} = first_on_{one} AND last_on_{other} > first_on_{other}"
        f" AND last_on_{other} - first_on_{other} <= {FEW_DAYS}"
        f" AND first_on_{one} BETWEEN first_on_{other} AND last_on_{other})"
    )


def _opens(one: str, other: str) -> str:
    """SQL: one title tells of a beginning alone, the other of an end alone."""
    return (
        f"(list_contains(kinds_{one}, '!opening') AND list_contains(kinds_{other}, '!closing')"
        f" AND NOT list_contains(kinds_{one}, '!closing') AND NOT list_contains(kinds_{other}, '!opening'))"
    )


# How much two titles have in common that fill one form, less where they begin alike.
_TEMPLATE, _LED = 0.65, 0.5


LINKS = (
    Rule(
        "translation",
        f"{_TRANSLATION} AND (source_l = source_r OR site_l = site_r)"
        f" AND (NOT {DATED} OR first_on_l = first_on_r) AND coalesce(edition_l = edition_r, TRUE)",
        "the publisher's translations of each other: {l}",
        "translation_key",
    ),
    Rule(
        "slip of the month",
        # A series keeps its weekday, a mistaken month hardly does.
        f"{DATED} AND {_SAME_DAYS_OF_MONTH} AND (first_on_l - first_on_r) % 7 <> 0 AND {_TWO_SOURCES}"
        f" AND year(first_on_l) = year(first_on_r) AND is_same_city"
        f" AND ({ALIKE} OR ({HALF_ALIKE}"
        f" AND ({TOGETHER} OR (is_same_venue AND last_on_l - first_on_l > 1))))",
        "the same days of another month: {l}, {r}",
        "first_on",
    ),
    Rule(
        "slip of the year",
        # An edition keeps its weekdays, so the same few days of the month a year apart are a mistake in the
        # year; what lasts a week or more may have the same days every year.
        f"{DATED} AND {_SAME_DAYS_OF_MONTH} AND {_TWO_SOURCES}"
        " AND last_on_l - first_on_l BETWEEN 2 AND 5"
        " AND month(first_on_l) = month(first_on_r) AND abs(year(first_on_l) - year(first_on_r)) = 1"
        f" AND is_same_city AND {TOGETHER} AND {HALF_ALIKE} AND NOT {_YEARS_APART}"
        " AND (len(years_l) = 0 OR len(years_r) = 0)",
        "the same days of another year: {l}, {r}",
        "first_on",
    ),
    Rule(
        "moved",
        f"{DATED} AND NOT {OVERLAP} AND moved_l <> moved_r AND {NEAR} AND NOT {_YEARS_APART}"
        " AND abs(first_on_l - first_on_r) < 400"
        f" AND ((({ALIKE} OR {_SAME_NAMES}) AND NOT coalesce(source_l = source_r, FALSE))"
        f" OR ({HALF_ALIKE} AND {TOGETHER}))",
        "moved: {l}, {r}",
        "first_on",
    ),
)

VETOES = (
    Rule(
        "other cities",
        f"NOT is_same_city AND NOT (online_l AND online_r)"
        f" AND NOT ({_ON_THE_SAME_DAYS} AND {HALF_ALIKE} AND (({ALIKE} AND {_CLOSE}) OR {_IS_NAMED}))",
        "other cities: {l}, {r}",
        "city",
    ),
    Rule(
        "other countries",
        "is_other_country AND NOT coalesce(is_same_city, FALSE) AND NOT (online_l AND online_r)",
        "other countries: {l}, {r}",
        "country",
    ),
    Rule(
        "other editions",
        # On the same days one body has no two of one series in one house: those number two series.
        f"edition_l <> edition_r AND NOT ({_ON_THE_SAME_DAYS} AND is_same_venue AND has_same_organiser)",
        "other editions: {l}, {r}",
        "edition",
    ),
    Rule(
        "other years",
        f"{_YEARS_APART} AND NOT ({DATED} AND first_on_l = first_on_r)"
        " OR (fineness_l = 0 AND fineness_r > 0 AND len(years_l) > 0"
        " AND NOT list_contains(years_l, CAST(year(first_on_r) AS VARCHAR)))"
        " OR (fineness_r = 0 AND fineness_l > 0 AND len(years_r) > 0"
        " AND NOT list_contains(years_r, CAST(year(first_on_l) AS VARCHAR)))",
        "titles name other years: {l}, {r}",
        "years",
    ),
    Rule(
        "other numbers",
        "len(numbers_l) > 0 AND len(numbers_r) > 0 AND NOT list_has_any(numbers_l, numbers_r)"
        " AND names_l = names_r AND meanings_l = meanings_r",
        "other numbers: {l}, {r}",
        "numbers",
    ),
    Rule("beginning and end", f"{_opens('l', 'r')} OR {_opens('r', 'l')}", "one opens, one closes: {l}, {r}"),
    # One title as the other, but for what it is about: another district, plan, course or speaker.
    Rule(
        "other items",
        f"is_contrast AND lang_l = lang_r AND NOT is_same_title AND {gammas(LINK, 'none')}"
        f" AND len(list_intersect({words('l')}, {words('r')}))"
        f" >= CASE WHEN lead_l = lead_r THEN {_LED} ELSE {_TEMPLATE} END"
        f" * greatest(len({words('l')}), len({words('r')}))",
        "titles differ in what they are about: {l}, {r}",
    ),
    # A day that many keep is told apart by who keeps it.
    Rule(
        "other organisers",
        f"list_contains(kinds_l, '!day') AND list_contains(kinds_r, '!day') AND {gammas(PARTIES, 'unlike')}"
        f" AND {gammas(TIME, 'minute', 'hours', 'near', 'day')}"
        f" AND NOT {gammas(TITLE, 'same', 'same, short', 'long', 'whole')}"
        f" AND NOT {gammas(PLACE, 'address', 'venue')}"
        # Whole days are no one day that many keep.
        " AND (first_on_l = last_on_l OR first_on_r = last_on_r)",
        "other organisers of what many hold: {l}, {r}",
        "organisers",
    ),
    # What one body holds on some days is announced and reported: other tellings can say so, these two cannot.
    Rule(
        "own pages on the same days",
        f"{_OWN_PAGES} AND page_l <> page_r AND {DATED} AND has_same_organiser AND NOT {IS_OF_TOWN}"
        " AND first_on_l = first_on_r AND last_on_l = last_on_r"
        f" AND last_on_l - first_on_l BETWEEN 1 AND {FEW_DAYS}",
        "two announcements of one source: {l}",
        "source",
    ),
    Rule("own pages", _OWN_PAGES, "two announcements of one source: {l}", "source"),
    # Last: where other tellings explain the days, no other rule may hold.
    Rule(
        "other days",
        f"({DATED} AND first_on_l <> first_on_r"
        f" AND NOT ({ALIKE} AND ({_day_of('l', 'r')} OR {_day_of('r', 'l')}))"
        f" AND NOT ({OVERLAP} AND last_on_l > first_on_l AND last_on_r > first_on_r"
        f" AND ({ALIKE} OR {gammas(TIME, 'days but one')}"
        f" OR (last_on_l = last_on_r AND ({HALF_ALIKE} OR {TOGETHER}))"
        f" OR ({HALF_ALIKE} AND ({TOGETHER} OR (is_small_l AND shared_names > 0))))))"
        f" OR (NOT {DATED} AND NOT {OVERLAP})",
        "other days: {l}, {r}",
        "first_on",
    ),
)
