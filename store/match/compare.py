"""Comparisons: each a ladder from null over exact and near to else, every step with a weight and its words.

Weights are natural log-odds: what the step adds to the odds that two announcements tell of one event. What
one side does not say weighs nothing: missing is not disagreement. ``COMPARISONS`` is the whole policy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz

from store.fold import fold
from store.match.record import Record
from store.match.words import shared_roots, title_words


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ladder: ``weight`` in log-odds and the reason in words ("" for nothing to say)."""

    weight: float
    reason: str


NULL = Step(0.0, "")


def by_link(left: Record, right: Record) -> Step:
    """Do both name the same page elsewhere, or the one the other's own page?"""
    shared = sorted(left.links & right.links)
    if shared:
        return Step(7.0, f"both link to {shared[0]}")
    return NULL


def by_time(left: Record, right: Record) -> Step:
    """Same minute, same days, same day, same month; other days are for the vetoes."""
    if left.stated is None or right.stated is None:
        return Step(-0.5, "")
    if left.start_at is not None and right.start_at is not None:
        if left.start_at == right.start_at:
            return Step(4.0, f"both start {left.start_on} at the same minute")
        return Step(-2.0 if left.days == 1 and right.days == 1 else 1.5, "other hours")
    if left.start_on is None or right.start_on is None:
        shorter = min(left.stated, right.stated, key=len)
        return Step(1.0 if len(shorter) > len("2026") else 0.0, f"both in {shorter}")
    if left.start_on != right.start_on:
        return Step(0.0, "days overlap")
    if left.days == right.days and left.days is not None and left.days > 1:
        return Step(4.0, f"both from {left.start_on} to {left.last_on}")
    return Step(2.5, f"both on {left.start_on}")


def by_place(left: Record, right: Record) -> Step:
    """Same address or venue, same city, both online; other cities are for the vetoes."""
    if left.address and right.address and fuzz.token_set_ratio(left.address, right.address) >= 90:
        return Step(2.5, "same address")
    same_city = left.city is not None and left.city == right.city
    if left.venue and right.venue:
        venue = max(
            fuzz.token_set_ratio(left.venue, right.venue), fuzz.partial_ratio(left.venue, right.venue)
        )
        if venue >= 85:
            return Step(2.5, f"same venue: {left.venue}")
        roots = shared_roots(tuple(left.venue.split()), tuple(right.venue.split()))
        if len(roots) >= 2 and same_city:
            return Step(2.0, f"venues of like names: {left.venue}, {right.venue}")
        return Step(-0.5, "other venues") if same_city else NULL
    if same_city:
        return Step(1.5, f"same city: {left.city}")
    if left.online and right.online:
        return Step(0.5, "both online")
    return NULL


def by_title(left: Record, right: Record) -> Step:
    """The same words, like words, shared names and roots; unlike titles of one language speak against."""
    ratio = fuzz.token_sort_ratio(fold(left.title), fold(right.title))
    if ratio >= 90:
        return Step(5.0, f"titles alike: {left.title}")
    one, other = title_words(left.title, left.city), title_words(right.title, right.city)
    roots = shared_roots(one.telling, other.telling)
    if not roots:
        is_translation = left.language != right.language
        return Step(
            -0.5 if is_translation else -2.5, "" if is_translation else "titles share no telling word"
        )
    acronyms = {word for word, same in roots if word == same} & (one.acronyms | other.acronyms)
    exact = sum(word == same for word, same in roots)
    cover = len(roots) / min(len(one.telling), len(other.telling))
    weight = 1.0 * len(acronyms) + 1.0 * exact + 0.8 * (len(roots) - exact) + 2.0 * (cover - 0.5)
    words = ", ".join(word if word == same else f"{word}/{same}" for word, same in roots)
    return Step(max(-0.5, min(5.0, weight)), f"titles share {words}")


def by_parties(left: Record, right: Record) -> Step:
    """Shared organisers, an organiser that is the other's partner, shared partners or funders."""
    both = _shared_name(left.organisers, right.organisers)
    if both:
        return Step(1.8, f"same organiser: {both}")
    mixed = _shared_name(left.organisers, right.others) or _shared_name(left.others, right.organisers)
    if mixed:
        return Step(1.4, f"organiser of one takes part in the other: {mixed}")
    partner = _shared_name(left.others, right.others)
    if partner:
        return Step(1.0, f"same partner: {partner}")
    funder = _shared_name(left.funders, right.funders)
    if funder:
        return Step(0.7, f"same funder: {funder}")
    if left.organisers and right.organisers:
        return Step(-0.5, "other organisers")
    return NULL


def _shared_name(left: tuple[str, ...], right: tuple[str, ...]) -> str | None:
    for name in left:
        for other in right:
            if name == other or _same_organisation(name, other):
                return name
    return None


def _same_organisation(left: str, right: str) -> bool:
    if fuzz.token_sort_ratio(left, right) >= 90:
        return True
    one, other = tuple(left.split()), tuple(right.split())
    if min(len(one), len(other)) < 2:
        # A short name begins the long one, as an acronym that is spelled out after it.
        return len(one[0]) >= 4 and one[0] == other[0]
    roots = shared_roots(one, other)
    return len(roots) >= 2 and len(roots) / min(len(one), len(other)) >= 0.6


Comparison = Callable[[Record, Record], Step]
COMPARISONS: tuple[Comparison, ...] = (by_link, by_time, by_place, by_title, by_parties)
PRIOR = -5.0
