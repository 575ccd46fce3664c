"""Comparisons: each a ladder from null over exact and near to else, every step with a weight and its words.

Weights are natural log-odds: what the step adds to the odds that two announcements tell of one event. What
one side does not say weighs nothing: missing is not disagreement. ``COMPARISONS`` is the whole policy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz import fuzz

from store.fold import fold
from store.match.record import Record
from store.match.words import Title, meanings, shared_phrase, shared_roots, spells_out, title_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ladder: ``weight`` in log-odds and the reason in words ("" for nothing to say)."""

    weight: float
    reason: str


NULL = Step(0.0, "")
_DOORS_OPEN = timedelta(minutes=30)


def by_link(left: Record, right: Record) -> Step:
    """Do both name the same page elsewhere, or the one the other's own page?"""
    shared = sorted(left.links & right.links)
    if shared:
        return Step(7.0, f"both link to {shared[0]}")
    if left.page in right.links or right.page in left.links:
        return Step(7.0, f"one links to the other: {right.page if right.page in left.links else left.page}")
    return NULL


def by_time(left: Record, right: Record) -> Step:
    """Same minute, same days, same day, same month; other days are for the vetoes."""
    if left.stated is None or right.stated is None:
        # Undated words on a series are as likely to be about another year.
        return NULL if left.stated == right.stated else Step(-1.0, "")
    if left.start_on is None or right.start_on is None:
        shorter = min(left.stated, right.stated, key=len)
        return Step(1.2 if len(shorter) > len("2026") else 0.5, f"both in {shorter}")
    if left.start_on != right.start_on:
        return Step(-1.0, "other days")
    if left.days == right.days and left.days is not None and left.days > 1:
        return Step(4.0 if left.days == 2 else 5.0, f"both from {left.start_on} to {left.last_on}")
    if left.start_at is None or right.start_at is None:
        return Step(2.5, f"both on {left.start_on}")
    if left.start_at == right.start_at:
        return Step(3.8, f"both start {left.start_on} at the same minute")
    if left.days != 1 or right.days != 1 or abs(left.start_at - right.start_at) <= _DOORS_OPEN:
        return Step(1.5, f"both on {left.start_on}, hours near")
    return Step(-4.0, f"both on {left.start_on}, other hours")


def by_place(left: Record, right: Record) -> Step:
    """Same address or venue, same city, both online; other cities are for the vetoes."""
    if left.address and right.address and fuzz.token_set_ratio(left.address, right.address) >= 90:
        return Step(2.5, f"same address: {left.address}")
    same_city = left.city is not None and left.city == right.city
    if left.venue and right.venue:
        return _by_venue(left.venue, right.venue, same_city, left.language == right.language)
    if same_city:
        return Step(1.5, f"same city: {left.city}")
    return Step(0.5, "both online") if left.online and right.online else NULL


def _by_venue(left: str, right: str, same_city: bool, same_language: bool) -> Step:
    if max(fuzz.token_set_ratio(left, right), fuzz.partial_ratio(left, right)) >= 85:
        return Step(2.5, f"same venue: {left}")
    one, other = tuple(left.split()), tuple(right.split())
    is_short = spells_out(left, other) or spells_out(right, one)
    if same_city and (is_short or len(shared_roots(one, other)) >= 2):
        return Step(2.2, f"venues of like names: {left}, {right}")
    # One programme is given in many libraries at one hour; a venue's name in another language proves less.
    return Step(-4.0 if same_language else -0.5, f"other venues: {left}, {right}") if same_city else NULL


def by_title(left: Record, right: Record) -> Step:
    """The same words; shared names, roots, meanings; unlike titles of one language speak against."""
    one, other = title_of(left.title, left.city), title_of(right.title, right.city)
    if fuzz.token_sort_ratio(fold(left.title), fold(right.title)) >= 90:
        # "Open house" is said of many events, a name of two telling words of one.
        return Step((1.0, 3.5, 5.0)[min(2, len(one.telling))], f"titles alike: {left.title}")
    phrase = shared_phrase(one.words, other.words)
    if len(phrase) >= 4 and len(phrase) >= 0.9 * min(len(one.words), len(other.words)):
        return Step(4.5, f"one title holds the other: {' '.join(phrase)}")
    shared = _shared(one, other)
    is_translation = left.language != right.language
    if not shared.words:
        is_mute = is_translation or not one.telling or not other.telling
        return NULL if is_mute else Step(-2.5, "titles share nothing")
    weight = shared.weight + _phrase_weight(phrase, one, other)
    if not is_translation and shared.cover <= 0.5:
        weight -= 1.0
    if not is_translation and not shared.telling and one.telling and other.telling:
        # Two associations' annual meetings: what tells them apart is all that they do not share.
        weight -= 2.0
    return Step(min(5.0, weight), f"titles share {', '.join(shared.words)}")


def _phrase_weight(phrase: tuple[str, ...], one: Title, other: Title) -> float:
    if not set(phrase) & set(one.telling) & set(other.telling):
        return 0.0
    return {0: 0.0, 1: 0.0, 2: 0.8}.get(len(phrase), 1.5)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What two titles share, in words, and how much of the shorter one that is (0..1)."""

    weight: float
    cover: float
    words: tuple[str, ...]
    telling: bool


def _shared(one: Title, other: Title) -> _Shared:
    roots = shared_roots(one.telling, other.telling)
    same = [word for word, twin in roots if word == twin]
    acronyms = (one.acronyms | other.acronyms) & set(same)
    spelled = [name for name in one.acronyms if spells_out(name, other.words)]
    spelled += [name for name in other.acronyms if spells_out(name, one.words)]
    in_roots = {word for pair in roots for word in pair}
    common = [word for word in one.words if word in other.words and word not in in_roots and len(word) > 3]
    # What is shared by the letter is not counted again by its meaning.
    counted = in_roots | set(common)
    left, right = (meanings(word for word in title.words if word not in counted) for title in (one, other))
    kinds = sorted(meaning for meaning in left & right if meaning.startswith("!"))
    others = sorted(meaning for meaning in left & right if not meaning.startswith("!"))
    # Youth and democracy is not youth and housing.
    apart = min(sum(not meaning.startswith("!") for meaning in side) for side in (left - right, right - left))
    content = min(sum(len(word) > 3 for word in title.words) for title in (one, other))
    cover = min(1.0, (len(roots) + len(common) + len(others) + len(kinds)) / max(1, content))
    weight = 1.0 * len(same) + 0.8 * (len(roots) - len(same)) + 1.0 * len(acronyms) + 2.0 * len(spelled)
    weight += min(1.5, 0.4 * len(common)) + 0.7 * len(others) + 0.4 * len(kinds) - 1.0 * apart
    if (roots or others) and not apart:
        weight += 2.5 * max(0.0, cover - 0.4)
    named = [f"the meaning of {kind.removeprefix('!')}" for kind in [*others, *kinds]]
    words = [word if word == twin else f"{word}/{twin}" for word, twin in roots]
    telling = bool(roots or spelled)
    return _Shared(weight, cover, (*words, *spelled, *common, *named), telling)


def by_parties(left: Record, right: Record) -> Step:
    """Shared organisers, an organiser that is the other's partner, shared partners or funders."""
    if left.source == right.source:
        # One publisher's events have one organiser: that tells nothing of which they are.
        return NULL
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
    if left.organisers and right.organisers and left.language == right.language:
        return Step(-0.5, "other organisers")
    return NULL


def _shared_name(left: tuple[str, ...], right: tuple[str, ...]) -> str | None:
    return next((name for name in left for other in right if _same_organisation(name, other)), None)


def _same_organisation(left: str, right: str) -> bool:
    if left == right or fuzz.token_sort_ratio(left, right) >= 90:
        return True
    one, other = tuple(left.split()), tuple(right.split())
    if min(len(one), len(other)) < 2:
        # A short name begins the long one or is its acronym.
        short, long = sorted((one, other), key=len)
        return (len(short[0]) >= 4 and short[0] == long[0]) or spells_out(short[0], long)
    roots = shared_roots(one, other)
    return len(roots) >= 2 and len(roots) / min(len(one), len(other)) >= 0.6


Comparison = Callable[[Record, Record], Step]
COMPARISONS: tuple[Comparison, ...] = (by_link, by_time, by_place, by_title, by_parties)
PRIOR = -5.0
TELLS_WHAT: tuple[Comparison, ...] = (by_link, by_title, by_parties)
