"""Towns told by who is of them: "Obec Prysk", "Luster kommune", "v brněnském kině"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.town_mentions import Mention
from pipeline.extract.town_told import name_behind, unknown_town
from pipeline.extract.towns import genitive_town
from pipeline.sheet import Sheet
from pipeline.words import Hit

_LEAST, _MOST_WORDS = 4, 3
_TITLE = 20
"""What a mayor is called stands so close before "of the town", and behind it a person's name may."""
_READ = 30_000
"""In so many characters a town is looked for again: a page's length must not count twice."""
_MOST = 80
"""So many houses and events of a page tell its town."""


def unknown_owner(sheet: Sheet, noun: Hit) -> Mention | None:
    """Return the town that no gazetteer knows whose municipality is named: behind its noun, or before it.

    Where every noun has a capital, or a heading's every word, nothing tells such a name.
    """
    own = sheet.known.own
    if own.capital_nouns or own.subject_first:
        return None
    block = sheet.document.block_at(noun.start)
    stop = block.end if block is not None else noun.end
    before = bool(own.phrases["possessive"]) or own.head == "last"
    span = _name_before(sheet, noun) if before else name_behind(sheet, noun, stop)
    if span is None or not unknown_town(sheet, *span) or span[1] - span[0] < _LEAST:
        return None
    name = sheet.text[slice(*span)]
    common = any(word in sheet.small_words or word in sheet.known.months for word in name.lower().split())
    titled = sheet.marks.has(max(0, noun.start - _TITLE), noun.start, "person_title", "role")
    return None if common or titled or name.isupper() else Mention(name, *span, False)


def _name_before(sheet: Sheet, noun: Hit) -> tuple[int, int] | None:
    """Return the span of the capitals right before a noun, which a sentence does not begin with."""
    tokens, text = sheet.marks.tokens, sheet.text
    first = noun.first
    while first > 0 and noun.first - first < _MOST_WORDS * 2:
        gap = text[tokens.ends[first - 1] : tokens.starts[first]]
        hyphen = tokens.words[first - 1] == "-" and not gap
        if not hyphen and (gap not in ("", " ") or not text[tokens.starts[first - 1]].isupper()):
            break
        first -= 1
    if first == noun.first:
        return None
    start, end = tokens.starts[first], tokens.ends[noun.first - 1]
    begins = sheet.sentence(start)[0] == start
    again = text.count(text[start:end], 0, _READ) > 1 or "-" in text[start:end]
    return (start, end) if again or not begins else None


def named_by_adjective(sheet: Sheet, stop: int) -> Iterator[Mention]:
    """Yield the towns whose adjectives stand before houses and events: "v brněnském kině"."""
    own, tokens = sheet.known.own, sheet.marks.tokens
    if not own.town_endings or not own.city_endings:
        return
    for hit in sheet.marks.all("venue", "event")[:_MOST]:
        k = hit.first - 1
        if hit.start > stop or k < 0 or hit.start - tokens.ends[k] != 1 or len(tokens.words[k]) <= _LEAST:
            continue
        start, end = tokens.starts[k], tokens.ends[k]
        word = sheet.text[start:end]
        ended = any(word.lower().endswith(ending) for ending, _ in own.town_endings)
        town = genitive_town(word[0].upper() + word[1:], sheet) if ended else None
        if town is not None and town.lower() != word.lower():
            yield Mention(town, start, end, False, owned=True)
