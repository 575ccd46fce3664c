"""Which of a page's announcements is which of those stored for it, where the page gives them no identity.

A page's n-th further event has the key ``URL#n``: a place in a list, not an identity. An item put in
before it must not take its id, so such announcements are aligned by time and title before ids are given.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from pipeline.model import Announcement, announcement_id
from store.fold import fold

_POSITION = re.compile(r"^(?P<base>.+)#(?P<position>\d{1,4})$")
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What alignment needs of a stored announcement."""

    key: str
    title: str
    start_text: str | None
    until_on: date | None


def base_of(key: str) -> str | None:
    """The page's part of a positional key; None for a key that is an identity."""
    match = _POSITION.match(key)
    return match["base"] if match else None


def aligned(found: Sequence[Announcement], stored: Sequence[Stored], today: date) -> list[Announcement]:
    """``found`` in its order with the keys (and ids) that their likes among ``stored`` have.

    Keys that are identities stay as they are. Where a page tells one main event, that keeps the page's own
    key; on a list of equals the first is aligned like the rest. New items get positions never used before.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    bases = {base for item in found if (base := base_of(item.key))} | {
        b for s in stored if (b := base_of(s.key))
    }
    for index, item in enumerate(found):
        base = base_of(item.key) or item.key
        if base in bases:
            groups[base].append(index)
    result = list(found)
    for base, indexes in groups.items():
        is_list = sum(found[index].primary for index in indexes) > 1
        loose = [index for index in indexes if is_list or found[index].key != base]
        known = [item for item in stored if base_of(item.key) == base or (is_list and item.key == base)]
        taken = {item.key for item in stored} | {base} if not is_list or stored else set()
        keys = _keys([found[index] for index in loose], known, today, base, taken)
        for index, key in zip(loose, keys, strict=True):
            item = found[index]
            result[index] = replace(item, key=key, id=announcement_id(item.source_id, key))
    return result


def _keys(
    items: Sequence[Announcement], known: Sequence[Stored], today: date, base: str, taken: set[str]
) -> list[str]:
    repeated = {title for title, count in Counter(fold(item.title) for item in items).items() if count > 1}
    repeated |= {title for title, count in Counter(fold(item.title) for item in known).items() if count > 1}
    pairs = [
        (_likeness(item, old, today, fold(item.title) in repeated), -position, old.key, position)
        for position, item in enumerate(items)
        for old in known
    ]
    keys: dict[int, str] = {}
    for score, _, key, position in sorted(pairs, reverse=True):
        if score >= _ENOUGH and position not in keys and key not in keys.values():
            keys[position] = key
    used = taken | set(keys.values())
    for position, item in enumerate(items):
        if position not in keys:
            keys[position] = item.key if item.key not in used else _fresh(base, used)
            used.add(keys[position])
    return [keys[position] for position in range(len(items))]


def _likeness(item: Announcement, old: Stored, today: date, repeated: bool) -> float:
    """0..1. Another day is another event where the old one is past or the title is a series' title."""
    stated = item.when or item.yearless
    start = stated.start_text if stated else None
    same_day = start is not None and old.start_text is not None and start[:10] == old.start_text[:10]
    is_past = old.until_on is not None and old.until_on < today
    if start and old.start_text and not same_day and (is_past or repeated):
        return 0.0
    title = fuzz.token_sort_ratio(fold(item.title), fold(old.title)) / 100
    time = 1.0 if start == old.start_text else 0.75 if same_day else 0.0
    return 0.6 * title + 0.4 * time


def _fresh(base: str, used: set[str]) -> str:
    positions = (
        int(match["position"]) for key in used if (match := _POSITION.match(key)) and match["base"] == base
    )
    return f"{base}#{max(positions, default=1) + 1}"
