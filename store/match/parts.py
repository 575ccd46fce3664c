"""Rules for what is a part of another: a conference's workshop, a festival's concert, a day's walk."""

from __future__ import annotations

from store.match.agreement import ITEMS, WHOLES
from store.match.comparison import gammas
from store.match.conditions import ALIKE, HALF_ALIKE, NEAR, OVERLAP, TOGETHER, words
from store.match.in_its_month import of_month
from store.match.inside import (
    DAYS,
    ENDS,
    OFFICES,
    ONE_BODY,
    OPENS,
    SEASON,
    SHARED,
    WEEKS,
    few_days_of,
    is_at_house,
    is_held,
    is_item,
    kinds_told,
    nearly_as_long,
)
from store.match.meanwhile import of_days, of_hours, of_source, of_weeks
from store.match.measures import IS_OF_TOWN, any_of, both, has_one
from store.match.policy import PARTIES, TIME, TITLE
from store.match.rules import Rule
from store.match.texts_of_parts import of_named_kind, of_said_within


def _part(part: str, whole: str) -> tuple[Rule, ...]:
    told = f"“{{{part}}}” is a part of “{{{whole}}}”"
    return (
        *_stated(part, whole, told),
        *_named(part, whole, told),
        *of_named_kind(part, whole, told),
        *of_said_within(part, whole, told),
        *_of_body(part, whole, told),
        *_of_kind(part, whole, told),
        *of_hours(part, whole, told),
        *of_days(part, whole, told),
        *of_source(part, whole, told),
        *of_weeks(part, whole, told),
        *of_month(part, whole, told),
    )


def _stated(part: str, whole: str, told: str) -> tuple[Rule, ...]:
    return (
        Rule("says so", f"super_key_{part} = title_key_{whole}", f"{told}: it says so"),
        Rule(
            "programme",
            f"list_contains(programme_{whole}, title_key_{part}) AND NOT is_same_title",
            f"{told}: it stands in its programme",
        ),
        Rule(
            "in its year",
            f"is_span_{whole} AND fineness_{part} >= 3 AND NOT is_span_{part} AND {OVERLAP} AND {NEAR}"
            f" AND {HALF_ALIKE} AND last_on_{part} - first_on_{part} < {SEASON}",
            f"{told}: a day in its months or its year",
        ),
        Rule("held", f"{is_held(part, whole)} AND {NEAR}", f"{told}: one thing within it"),
    )


def _named(part: str, whole: str, told: str) -> tuple[Rule, ...]:
    """Rules on what a part's title names of its whole."""
    kinds = f"(shared_kinds - len(list_intersect({both('kinds')}, {WHOLES})))"
    # What tells neither an hour nor such a kind may be another telling of the whole, a day late.
    held = f"list_concat({ITEMS}, ['!dialogue', '!closing'])"
    said = kinds_told(part)
    own = f"(len(names_{part}) + len(meanings_{part}) + len(kinds_{part}))"
    # An article or the town's name makes no other title, but of what goes on for weeks the first meeting.
    is_other = f"({own} > {SHARED} + shared_kinds OR last_on_{whole} - first_on_{whole} >= {WEEKS})"
    names_of_whole = f"(len(names_{whole}) + len(meanings_{whole}))"
    return (
        Rule(
            "title",
            f"is_inside_{part} AND {NEAR} AND NOT is_same_title AND len({words(whole)}) > 1"
            f" AND {is_other}"
            f" AND list_has_all({words(part)}, {words(whole)})",
            f"{told}: inside its days and under its title",
        ),
        Rule(
            "inside",
            f"is_inside_{part} AND ({NEAR} OR {TOGETHER}) AND NOT is_same_title AND {own} > {SHARED}"
            f" AND (NOT {nearly_as_long(part, whole)} OR list_has_any(kinds_{part}, {ITEMS}))"
            f" AND (fineness_{part} = 4 OR list_has_any({said}, {held}))"
            f" AND ({SHARED} >= 2 OR (shared_names > 0 AND {SHARED} >= 0.6 * {names_of_whole})"
            f" OR (is_whole_{whole} AND shared_names + 0.5 * {kinds} >= 1)"
            # "Gala dinner of the youth conference"
            f" OR ({SHARED} > 0 AND list_has_any({both('kinds')}, {WHOLES}) AND is_one_day_{part}"
            f" AND list_has_any(kinds_{part}, {ITEMS}) AND NOT list_has_any(kinds_{whole}, {ITEMS}))"
            f" OR (shared_names > 0 AND is_one_day_{part} AND {few_days_of(whole)}"
            f" AND list_has_any(kinds_{part}, {ITEMS}) AND NOT list_has_any(kinds_{whole}, {ITEMS})))",
            f"{told}: inside its days and naming it",
        ),
        Rule(
            "named in text",
            f"is_inside_{part} AND {NEAR} AND NOT is_same_title AND {names_of_whole} > 0"
            f" AND {is_other} AND NOT ({ALIKE} AND fineness_{part} = 3 AND NOT list_has_any({said}, {held}))"
            f" AND list_has_all(text_terms_{part}, list_concat(names_{whole}, meanings_{whole}))"
            f" AND ({names_of_whole} > 1 OR is_whole_{whole} OR list_contains(kinds_{whole}, '!day')"
            f" OR {TOGETHER})",
            f"{told}: its text names it",
        ),
        Rule(
            "names in text",
            f"is_inside_{part} AND {NEAR} AND is_one_day_{part} AND NOT {HALF_ALIKE}"
            f" AND ((len(list_intersect(text_terms_{part}, list_concat(names_{whole}, meanings_{whole}))) > 1"
            f" AND list_has_any(text_terms_{part}, names_{whole}))"
            f" OR (list_has_any(text_terms_{part}, names_{whole}) AND is_same_venue AND is_whole_{whole}))",
            f"{told}: its text names it",
        ),
        Rule(
            "texts",
            f"is_inside_{part} AND {NEAR} AND is_one_day_{part} AND is_whole_{whole}"
            f" AND NOT is_whole_{part} AND NOT {HALF_ALIKE} AND shared_text > 1",
            f"{told}: its text names it",
        ),
        Rule("at a house", is_at_house(part, whole), f"{told}: what one house does of it"),
    )


def _of_body(part: str, whole: str, told: str) -> tuple[Rule, ...]:
    """Rules on who holds both."""
    few_days = few_days_of(whole)
    # A day at a house of its own, of what lasts days and has none.
    of_day = (
        f"(is_lasting_{part} AND is_whole_{whole} AND len(venue_terms_{part}) > 0"
        f" AND len(venue_terms_{whole}) = 0 AND {gammas(TITLE, 'unlike', 'other meanings', 'none')})"
    )
    one_partner = f"({any_of('others', 'others')} AND NOT {IS_OF_TOWN})"
    who = f"list_concat(hosts_{part}, organisers_{part})"
    elsewhere = f"list_concat(names_{whole}, hosts_{whole})"
    return (
        Rule(
            "takes part",
            # Days from the same day on may be another telling's, with another end.
            f"is_lasting_{part} AND (first_on_{part} > first_on_{whole}"
            f" OR (last_on_{part} < last_on_{whole} AND (is_whole_{whole} OR is_one_day_{part})))"
            f" AND {NEAR} AND {gammas(PARTIES, 'unlike', 'unlike names')} AND shared_names > 0"
            f" AND list_has_any({who}, list_filter(names_{part}, lambda said:"
            f" NOT list_contains({elsewhere}, said)))",
            f"{told}: what one body does of it",
        ),
        Rule(
            "its own house",
            f"is_hours_{part} AND {NEAR} AND NOT is_same_title"
            f" AND (list_has_any(named_wholes_{part}, spans_{whole})"
            f" OR {any_of('named_wholes', 'named_wholes')})",
            f"{told}: who tells of it is called after it",
        ),
        Rule(
            "one body",
            f"(is_inside_{part} OR {of_day}) AND is_one_day_{part} AND {NEAR} AND NOT {ALIKE}"
            f" AND (({ONE_BODY} AND (is_whole_{whole} OR {few_days}))"
            f" OR ({one_partner} AND is_whole_{whole} AND {few_days}))",
            f"{told}: inside its days, and one body takes part in both",
        ),
    )


def _of_kind(part: str, whole: str, told: str) -> tuple[Rule, ...]:
    """Rules on what kind of thing a part is."""
    begins_or_ends = f"is_lasting_{part} AND is_one_day_{part} AND is_same_city"
    few_days = few_days_of(whole)
    starts_before = f"start_minute_{part} < start_minute_{whole}"
    return (
        Rule(
            "begins or ends it",
            f"{begins_or_ends} AND list_has_any(kinds_{part}, {ENDS})"
            f" AND (list_has_any({both('kinds')}, {WHOLES}) OR {SHARED} > 0"
            f" OR list_has_any(list_intersect(text_kinds_l, text_kinds_r), {WHOLES}))"
            f" AND NOT list_has_any(kinds_{whole}, {ENDS})"
            f" AND (is_inside_{part} OR fineness_{part} = 4"
            f" OR first_on_{part} IN (first_on_{whole}, last_on_{whole}))",
            f"{told}: it begins or ends it",
        ),
        Rule(
            "begins or ends it in text",
            f"is_lasting_{part} AND is_one_day_{part} AND {NEAR} AND NOT is_same_title AND is_whole_{whole}"
            f" AND NOT list_has_any({both('kinds')}, {WHOLES})"
            f" AND first_on_{part} IN (first_on_{whole}, last_on_{whole})"
            f" AND list_has_any(text_kinds_{part}, ['!opening', '!closing'])"
            f" AND list_has_any(text_kinds_{part}, ['!day', '!evening', '!ceremony'])"
            f" AND ({SHARED} > 0 OR {ONE_BODY})",
            f"{told}: it begins or ends it",
        ),
        Rule(
            "opened by whom",
            f"fineness_{part} >= 2 AND fineness_{whole} >= 3 AND last_on_{whole} > first_on_{whole}"
            f" AND {OVERLAP} AND (fineness_{part} = 2 OR first_on_l = first_on_r) AND {NEAR} AND {SHARED} > 0"
            f" AND list_has_any(kinds_{part}, {OPENS}) AND NOT list_has_any(kinds_{whole}, {OPENS})"
            f" AND list_has_any(list_concat(kinds_{part}, meanings_{part}), {OFFICES})",
            f"{told}: it begins or ends it",
        ),
        Rule(
            "its reception",
            f"is_hours_{part} AND is_same_city AND is_whole_{whole} AND NOT is_whole_{part} AND {few_days}"
            f" AND len(names_{part}) + len(meanings_{part}) = 0"
            f" AND list_has_any(kinds_{part}, list_append({ENDS}, '!reception'))"
            f" AND NOT {gammas(PARTIES, 'unlike', 'unlike names')}",
            f"{told}: it begins or ends it",
        ),
        Rule(
            "item",
            f"{OVERLAP} AND fineness_l >= 2 AND fineness_r >= 2 AND is_same_city"
            f" AND is_whole_{whole} AND {is_item(part, whole)}"
            f" AND (is_inside_{part} OR fineness_{part} = 2 OR (last_on_{whole} = first_on_{whole}"
            f" AND NOT {gammas(TIME, 'minute')}"
            # Of what has an hour, what tells none is a part only where it names it.
            f" AND NOT coalesce({starts_before}, fineness_{whole} = 4 AND {SHARED} < 2)))"
            f" AND (NOT {ALIKE} OR coalesce(source_l = source_r, FALSE))"
            f" AND ({HALF_ALIKE} OR {SHARED} > 0 OR {TOGETHER} OR shared_kinds > 1 OR is_same_venue)",
            f"{told}: an item beside the whole",
        ),
    )


def _may_be_whole(side: str) -> str:
    return (
        f"(coalesce(last_on_{side} > first_on_{side}, FALSE) OR is_span_{side}"
        f" OR end_minute_{side} IS NOT NULL OR super_key_{side} IS NOT NULL OR len(programme_{side}) > 0"
        f" OR {has_one(f'kinds_{side}', f'list_concat({WHOLES}, {DAYS})')})"
    )


PARTS = (*_part("l", "r"), *_part("r", "l"))
MAY_BE_PART = f"({_may_be_whole('l')} OR {_may_be_whole('r')} OR source_l = source_r)"
"""SQL: whether any of these rules can hold, asked first: most events are neither wholes nor parts."""
