"""Blocking: which pairs are worth a comparison. Each rule gives a record keys; who shares one is compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta

from store.match.record import Record
from store.match.words import sound, title_of

LARGEST_BLOCK = 400
_LONGEST = 10


def by_translation(record: Record) -> Iterator[str]:
    """The publisher's own key for its translations."""
    if record.translation_key:
        yield record.translation_key


def by_link(record: Record) -> Iterator[str]:
    """Pages that both name, and the one's own page that the other names."""
    yield from record.links
    if record.page is not None:
        yield record.page


def by_day_and_city(record: Record) -> Iterator[str]:
    """Every day that it lasts in every word of its city, which may be two: "ostroda / ilawa"."""
    if record.city is not None:
        yield from (f"{day} {word}" for day in by_day(record) for word in record.city.split())


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


def lacks_city(record: Record) -> bool:
    """Whether no city is known, as online."""
    return record.city is None or record.online


def lacks_day(record: Record) -> bool:
    """Whether its day is not known."""
    return record.start_on is None


BlockingRule = Callable[[Record], Iterable[str]]
BLOCKING_RULES: tuple[BlockingRule, ...] = (by_translation, by_link, by_day_and_city)
# Only for pairs of which one lacks what the rules above go by.
LOOSE_RULES: tuple[tuple[BlockingRule, Callable[[Record], bool]], ...] = (
    (by_day, lacks_city),
    (by_city_and_word, lacks_day),
    (by_two_words, lacks_day),
    (by_organiser, lacks_day),
)


def candidate_pairs(
    records: Sequence[Record], about: Collection[str] | None = None
) -> list[tuple[Record, Record]]:
    """Pairs that share a block, each once, in the order of their ids; with ``about`` those with one of it.

    A block of more than ``LARGEST_BLOCK`` records tells nothing (a footer's link) and is left out.
    """
    by_id = {record.id: record for record in records}
    wanted = by_id.keys() if about is None else by_id.keys() & set(about)
    pairs: set[tuple[str, str]] = set()
    for rule in BLOCKING_RULES:
        for ids in _blocks(records, rule):
            pairs |= _pairs([key for key in ids if key in wanted], ids)
    for loose, lacks in LOOSE_RULES:
        for ids in _blocks(records, loose):
            lacking = [key for key in ids if lacks(by_id[key])]
            pairs |= _pairs([key for key in lacking if key in wanted], ids)
            pairs |= _pairs(lacking, [key for key in ids if key in wanted])
    return [(by_id[left], by_id[right]) for left, right in sorted(pairs)]


def _pairs(some: Sequence[str], others: Sequence[str]) -> set[tuple[str, str]]:
    return {(min(one, other), max(one, other)) for one in some for other in others if one != other}


def _blocks(records: Sequence[Record], rule: BlockingRule) -> Iterator[list[str]]:
    blocks: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for key in rule(record):
            blocks[key].add(record.id)
    return (sorted(ids) for ids in blocks.values() if len(ids) <= LARGEST_BLOCK)
