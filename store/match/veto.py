"""What can not be one event however alike, and what is a part of another: rules that outrank every score."""

from __future__ import annotations

from collections.abc import Callable

from rapidfuzz import fuzz

from store.fold import fold
from store.match.record import Record
from store.match.words import shared_roots, title_of


def other_days(left: Record, right: Record) -> str | None:
    """Occurrences match, series don't: other days are other events."""
    if left.stated is None or right.stated is None:
        return None
    if left.start_on is not None and right.start_on is not None:
        if left.start_on == right.start_on:
            return None
        return f"other days: {left.start_on}, {right.start_on}"
    shared = min(len(left.stated), len(right.stated))
    if left.stated[:shared] != right.stated[:shared]:
        return f"other times: {left.stated}, {right.stated}"
    return None


def other_cities(left: Record, right: Record) -> str | None:
    """Two cities on one day are two events, unless one of them is only where an online event is sent from."""
    if left.city is None or right.city is None or left.city == right.city or (left.online and right.online):
        return None
    if set(left.city.replace("/", " ").split()) & set(right.city.replace("/", " ").split()):
        return None
    return f"other cities: {left.city}, {right.city}"


def other_editions(left: Record, right: Record) -> str | None:
    """The fifth and the sixth conference are two."""
    one, other = title_of(left.title, left.city).edition, title_of(right.title, right.city).edition
    if one is None or other is None or one == other:
        return None
    return f"other editions: {one}, {other}"


def other_numbers(left: Record, right: Record) -> str | None:
    """Plan 5412 and plan 5413 are two, where their titles differ in nothing else."""
    one, other = title_of(left.title, left.city).words, title_of(right.title, right.city).words
    mine, theirs = ({word for word in words if word.isdigit()} for words in (one, other))
    if not mine or not theirs or mine & theirs or set(one) - mine != set(other) - theirs:
        return None
    return f"other numbers: {', '.join(sorted(mine))}, {', '.join(sorted(theirs))}"


def own_pages(left: Record, right: Record) -> str | None:
    """A publisher gives two events two pages; only a shared key or link makes translations of them."""
    if left.source != right.source or left.language != right.language or left.links & right.links:
        return None
    if left.translation_key is not None and left.translation_key == right.translation_key:
        return None
    return f"two announcements of one source: {left.source}"


def part_of(left: Record, right: Record) -> str | None:
    """Whether the one is a part of the other, in words; None where neither is."""
    for part, whole in ((left, right), (right, left)):
        title = fold(whole.title)
        if part.super_event and fuzz.token_sort_ratio(fold(part.super_event), title) >= 90:
            return f"“{part.title}” says that it is a part of “{whole.title}”"
        if fold(part.title) in whole.programme and not _same_title(part, whole):
            return f"“{part.title}” is in the programme of “{whole.title}”"
        if _is_inside(part, whole) and _names(part, whole):
            return f"“{part.title}” is inside the days of “{whole.title}” and names it"
    return None


def _is_inside(part: Record, whole: Record) -> bool:
    if whole.start_on is None or whole.last_on is None or whole.days == 1 or part.start_on is None:
        return False
    if part.last_on is None or not whole.start_on <= part.start_on <= part.last_on <= whole.last_on:
        return False
    # With the whole's first day and no end stated it may as well be the whole.
    return part.start_on > whole.start_on or (part.end_on is not None and part.end_on < whole.last_on)


def _names(part: Record, whole: Record) -> bool:
    named = title_of(whole.title, whole.city).telling
    own = title_of(part.title, part.city).telling
    roots = shared_roots(named, own)
    names_it = len(roots) >= 2 or (bool(roots) and len(roots) >= 0.6 * len(named))
    is_near = (
        part.city == whole.city or part.city is None or bool(set(part.organisers) & set(whole.organisers))
    )
    return names_it and is_near and len(own) > len(roots) and not _same_title(part, whole)


def _same_title(left: Record, right: Record) -> bool:
    return bool(fuzz.token_sort_ratio(fold(left.title), fold(right.title)) >= 90)


Veto = Callable[[Record, Record], str | None]
VETOES: tuple[Veto, ...] = (other_days, other_cities, other_editions, other_numbers, own_pages)
