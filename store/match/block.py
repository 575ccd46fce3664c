"""Blocking: which pairs are worth a comparison. Each rule gives a record keys; who shares one is compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from store.match.record import Record
from store.match.words import sound, title_words

LARGEST_BLOCK = 400


def by_translation(record: Record) -> Iterator[str]:
    """The publisher's own key for its translations."""
    if record.translation_key:
        yield record.translation_key


def by_link(record: Record) -> Iterator[str]:
    """Pages that both name."""
    yield from record.links


def by_day(record: Record) -> Iterator[str]:
    """The first day."""
    if record.start_on is not None:
        yield record.start_on.isoformat()


def by_city_and_word(record: Record) -> Iterator[str]:
    """A telling word in a city: for times that are known to the month or the year only, or not at all."""
    for word in title_words(record.title, record.city).telling:
        yield f"{record.city} {sound(word)[:5]}"


def by_organiser_and_month(record: Record) -> Iterator[str]:
    """An organiser's month in a city: for titles that share no word."""
    if record.stated:
        for name in (*record.organisers, *record.others):
            yield f"{record.city} {record.stated[:7]} {name.split()[0]}"


BlockingRule = Callable[[Record], Iterable[str]]
BLOCKING_RULES: tuple[BlockingRule, ...] = (
    by_translation,
    by_link,
    by_day,
    by_city_and_word,
    by_organiser_and_month,
)


def candidate_pairs(records: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Pairs that share a block, each once, in the order of their ids.

    A block of more than ``LARGEST_BLOCK`` records tells nothing (a footer's link) and is left out.
    """
    by_id = {record.id: record for record in records}
    pairs: set[tuple[str, str]] = set()
    for rule in BLOCKING_RULES:
        blocks: dict[str, list[str]] = defaultdict(list)
        for record in records:
            for key in set(rule(record)):
                blocks[key].append(record.id)
        for ids in blocks.values():
            if len(ids) <= LARGEST_BLOCK:
                pairs.update(combinations(sorted(set(ids)), 2))
    return [(by_id[left], by_id[right]) for left, right in sorted(pairs)]
