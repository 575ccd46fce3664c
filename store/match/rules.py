"""What no sum of weights can say of a pair: vetoes, parts of a whole, and links around a veto.

Conditions are SQL over both sides' features and the pair's ladder (``gamma_…``, see ``store.match.policy``).
The first rule of a group that holds counts; parts go before vetoes, links before both.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.match.measures import both
from store.match.policy import LINK, PARTIES, PLACE, TIME, TITLE, gammas


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on a pair, its name, and its reason in words; ``{l}`` and ``{r}`` are what it compares."""

    name: str
    condition: str
    reason: str
    compared: str = "title"


_DATED = "(fineness_l >= 3 AND fineness_r >= 3)"
_OVERLAP = "(first_on_l <= last_on_r AND first_on_r <= last_on_l)"
_NEAR = "(is_same_city OR city_l IS NULL OR city_r IS NULL)"
_TOGETHER = gammas(PARTIES, "organisers", "mixed")
_ALIKE = gammas(TITLE, "same", "same, short", "long", "whole", "most")
_HALF_ALIKE = gammas(
    TITLE,
    *("same", "same, short", "same, plain", "long", "whole", "most", "much", "some", "short"),
    *("all kinds", "kinds"),
)
_SAME_NAMES = "(names_l = names_r AND meanings_l = meanings_r AND len(names_l) > 0)"
_TRANSLATION = "coalesce(translation_key_l = translation_key_r, FALSE)"
_SAME_DAYS_OF_MONTH = (
    "(last_on_l > first_on_l AND day(first_on_l) = day(first_on_r) AND day(last_on_l) = day(last_on_r)"
    " AND last_on_l - first_on_l = last_on_r - first_on_r)"
)
# An organiser's own two pages tell of two events, whatever their days.
_TWO_SOURCES = "coalesce(source_l <> source_r, TRUE)"
_YEARS_APART = "(len(years_l) > 0 AND len(years_r) > 0 AND NOT list_has_any(years_l, years_r))"

# How much two titles have in common that fill one form, less where they begin alike.
_TEMPLATE, _LED = 0.6, 0.5


def _words(side: str) -> str:
    """SQL: the words of a title."""
    return f"string_split(title_key_{side}, ' ')"


LINKS = (
    Rule(
        "translation",
        f"{_TRANSLATION} AND (source_l = source_r OR site_l = site_r)"
        f" AND (NOT {_DATED} OR first_on_l = first_on_r) AND coalesce(edition_l = edition_r, TRUE)",
        "the publisher's translations of each other: {l}",
        "translation_key",
    ),
    Rule(
        "slip of the month",
        # A series keeps its weekday, a mistaken month hardly does.
        f"{_DATED} AND {_SAME_DAYS_OF_MONTH} AND (first_on_l - first_on_r) % 7 <> 0 AND {_TWO_SOURCES}"
        f" AND year(first_on_l) = year(first_on_r) AND is_same_city"
        f" AND ({_ALIKE} OR ({_HALF_ALIKE} AND {_TOGETHER}))",
        "the same days of another month: {l}, {r}",
        "first_on",
    ),
    Rule(
        "slip of the year",
        # An edition keeps its weekdays, so the same few days of the month a year apart are a mistake in the
        # year; what lasts a week or more may have the same days every year.
        f"{_DATED} AND {_SAME_DAYS_OF_MONTH} AND {_TWO_SOURCES}"
        " AND last_on_l - first_on_l BETWEEN 2 AND 5"
        " AND month(first_on_l) = month(first_on_r) AND abs(year(first_on_l) - year(first_on_r)) = 1"
        f" AND is_same_city AND {_TOGETHER} AND {_HALF_ALIKE} AND NOT {_YEARS_APART}"
        " AND (len(years_l) = 0 OR len(years_r) = 0)",
        "the same days of another year: {l}, {r}",
        "first_on",
    ),
    Rule(
        "moved",
        f"{_DATED} AND NOT {_OVERLAP} AND moved_l <> moved_r AND {_NEAR} AND NOT {_YEARS_APART}"
        " AND abs(first_on_l - first_on_r) < 400"
        f" AND ((({_ALIKE} OR {_SAME_NAMES}) AND NOT coalesce(source_l = source_r, FALSE))"
        f" OR ({_HALF_ALIKE} AND {_TOGETHER}))",
        "moved: {l}, {r}",
        "first_on",
    ),
)

VETOES = (
    Rule(
        "other days",
        f"({_DATED} AND first_on_l <> first_on_r"
        f" AND NOT ({_OVERLAP} AND last_on_l > first_on_l AND last_on_r > first_on_r AND {_ALIKE}))"
        f" OR (NOT {_DATED} AND NOT {_OVERLAP})",
        "other days: {l}, {r}",
        "first_on",
    ),
    Rule(
        "other cities", "NOT is_same_city AND NOT (online_l AND online_r)", "other cities: {l}, {r}", "city"
    ),
    Rule("other editions", "edition_l <> edition_r", "other editions: {l}, {r}", "edition"),
    Rule(
        "other years",
        f"{_YEARS_APART} AND NOT ({_DATED} AND first_on_l = first_on_r)"
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
    # One title as the other, but for what it is about: another district, plan, course or speaker.
    Rule(
        "other items",
        f"is_contrast AND lang_l = lang_r AND NOT is_same_title AND {gammas(LINK, 'none')}"
        f" AND len(list_intersect({_words('l')}, {_words('r')}))"
        f" >= CASE WHEN lead_l = lead_r THEN {_LED} ELSE {_TEMPLATE} END"
        f" * greatest(len({_words('l')}), len({_words('r')}))",
        "titles differ in what they are about: {l}, {r}",
    ),
    # What every association holds, or does on a day that many keep, is told apart by who does it.
    Rule(
        "other organisers",
        f"({gammas(TITLE, 'same, plain', 'all kinds', 'kinds', 'kinds, unlike', 'kind')}"
        f" OR (list_contains(kinds_l, '!day') AND list_contains(kinds_r, '!day') AND NOT {_ALIKE}))"
        f" AND {gammas(PARTIES, 'unlike')} AND NOT {gammas(PLACE, 'address', 'venue')}",
        "other organisers of what many hold: {l}, {r}",
        "organisers",
    ),
    Rule(
        "own pages",
        f"source_l = source_r AND NOT {_TRANSLATION} AND NOT list_has_any(links_l, links_r)"
        " AND (page_l = page_r OR coalesce(lang_l = lang_r, TRUE))",
        "two announcements of one source: {l}",
        "source",
    ),
)

_CONTAINERS = "['!conference', '!festival', '!forum', '!week', '!parliament', '!fair', '!assembly']"
_ITEMS = (
    "['!workshop', '!walk', '!visit', '!panel', '!session', '!lecture', '!seminar', '!exhibition', '!course',"
    " '!opening', '!ceremony', '!reception', '!evening']"
)
# News of a whole do not call it so; "a declaration was signed", "the mayor opened" are said of wholes.
# What is held within a whole, said in one word beside its name.
_HELD = f"list_concat({_ITEMS}, ['concert', 'film'])"
# What has a day or a night of its own.
_DAYS = "['!day', 'night']"
_PLAIN_ITEMS = "['!workshop', '!walk', '!visit', '!panel', '!session', '!lecture', '!seminar', '!course']"


def _inside(part: str, whole: str) -> str:
    """SQL: one lasts days, and the other only some of them or some hours of the first."""
    return (
        f"(fineness_{part} >= 3 AND fineness_{whole} >= 3 AND last_on_{whole} > first_on_{whole}"
        f" AND first_on_{whole} <= first_on_{part} AND last_on_{part} <= last_on_{whole}"
        f" AND (first_on_{part} > first_on_{whole} OR (has_end_{part} AND last_on_{part} < last_on_{whole})"
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
        f" AND list_has_all(kinds_{part}, list_intersect(kinds_{whole}, {_CONTAINERS}))))"
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
        Rule("held", f"{_is_held(part, whole)} AND {_NEAR}", f"{told}: one thing within it"),
        Rule(
            "title",
            f"{inside} AND {_NEAR} AND NOT is_same_title AND len({_words(whole)}) > 1"
            f" AND list_has_all({_words(part)}, {_words(whole)})",
            f"{told}: inside its days and under its title",
        ),
        Rule(
            "inside",
            f"{inside} AND ({_NEAR} OR {_TOGETHER}) AND NOT is_same_title AND {own} > {shared}"
            f" AND ({shared} >= 2"
            f" OR ({shared} > 0 AND {shared} >= 0.6 * (len(names_{whole}) + len(meanings_{whole})))"
            f" OR ({is_whole} AND {shared} + 0.5 * {kinds} >= 1))",
            f"{told}: inside its days and naming it",
        ),
        Rule(
            "named in text",
            f"{inside} AND {_NEAR} AND NOT is_same_title AND {names_of_whole} > 0"
            f" AND list_has_all(text_terms_{part}, list_concat(names_{whole}, meanings_{whole}))"
            f" AND ({names_of_whole} > 1 OR {is_whole} OR list_contains(kinds_{whole}, '!day')"
            f" OR {_TOGETHER})",
            f"{told}: its text names it",
        ),
        Rule(
            "item",
            f"{_OVERLAP} AND fineness_l >= 2 AND fineness_r >= 2 AND is_same_city"
            f" AND {is_whole} AND {is_item}"
            f" AND ({inside} OR fineness_{part} = 2 OR (last_on_{whole} = first_on_{whole}"
            f" AND NOT {gammas(TIME, 'minute')}))"
            f" AND (NOT {_ALIKE} OR coalesce(source_l = source_r, FALSE))"
            f" AND ({_HALF_ALIKE} OR {shared} > 0 OR {_TOGETHER})",
            f"{told}: an item beside the whole",
        ),
    )


PARTS = (*_part("l", "r"), *_part("r", "l"))
