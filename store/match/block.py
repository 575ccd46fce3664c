"""Blocking: which pairs are worth a comparison. Each rule gives a record keys; who shares one is compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from store.match.record import Record
from store.match.words import sound, title_of

LARGEST_BLOCK = 400
_LONGEST = 10


def by_translation(record: Record) -> Iterator[str]:
    """The publisher's own key for its translations."""
    if record.translation_key:
        yield record.translation_key


def by_link(record: Record) -> Iterator[str]:
    """Pages that both name."""
    yield from record.links


def by_day(record: Record) -> Iterator[str]:
    """Every day that it lasts, as far as the tenth: parts of a whole begin on any of them."""
    if record.start_on is not None:
        for number in range(min(record.days or 1, _LONGEST)):
            yield (record.start_on + timedelta(days=number)).isoformat()


def by_city_and_word(record: Record) -> Iterator[str]:
    """A telling word in a city."""
    for word in title_of(record.title, record.city).telling:
        yield f"{record.city} {sound(word)[:5]}"


def by_two_words(record: Record) -> Iterator[str]:
    """The two longest telling words: for tellings that name no city."""
    longest = sorted(title_of(record.title, record.city).telling, key=lambda word: (-len(word), word))[:2]
    if len(longest) == 2:
        yield " ".join(sorted(sound(word)[:5] for word in longest))


def by_organiser(record: Record) -> Iterator[str]:
    """An organiser in a city: for titles that share no word."""
    for name in (*record.organisers, *record.others):
        yield f"{record.city} {sound(name.split()[0])}"


BlockingRule = Callable[[Record], Iterable[str]]
BLOCKING_RULES: tuple[BlockingRule, ...] = (by_translation, by_link, by_day)
# Only where one of the two has no day: two known days are compared by by_day or not at all.
DAYLESS_RULES: tuple[BlockingRule, ...] = (by_city_and_word, by_two_words, by_organiser)


def candidate_pairs(records: Sequence[Record]) -> list[tuple[Record, Record]]:
    """Pairs that share a block, each once, in the order of their ids.

    A block of more than ``LARGEST_BLOCK`` records tells nothing (a footer's link) and is left out.
    """
    by_id = {record.id: record for record in records}
    pairs: set[tuple[str, str]] = set()
    for rule in BLOCKING_RULES:
        for ids in _blocks(records, rule):
            pairs.update(combinations(ids, 2))
    dayless = {record.id for record in records if record.start_on is None}
    for rule in DAYLESS_RULES:
        for ids in _blocks(records, rule):
            without = [key for key in ids if key in dayless]
            pairs.update((min(one, two), max(one, two)) for one in without for two in ids if one != two)
    return [(by_id[left], by_id[right]) for left, right in sorted(pairs)]


def _blocks(records: Sequence[Record], rule: BlockingRule) -> Iterator[list[str]]:
    blocks: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for key in rule(record):
            blocks[key].add(record.id)
    return (sorted(ids) for ids in blocks.values() if len(ids) <= LARGEST_BLOCK)
