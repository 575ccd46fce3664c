"""Names of what is held, a meeting, a festival or a day, which tell of no organisation."""

from __future__ import annotations

from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.sheet import Sheet

_ROMAN = frozenset("ivxlc")


def is_event(reader: NameReader, name: Name) -> bool:
    """Tell an event's own name, "Ordinary Session of the Council", from that of an organisation.

    Its noun begins it, or ends what stands ahead of its first link: "Community *Meeting* on Floods".
    """
    of = reader.words
    first, end = of.tokens.at(name.start), of.tokens.at(name.end)
    link = next((k for k in range(first + 1, end) if of.is_loose_link(k)), first + 1)
    return any(k in of.events and k not in of.nouns for k in (first, link - 1))


def is_occasion(reader: NameReader, name: Name) -> bool:
    """Tell an event's own name, maybe with its number ahead: "II Coloquio de …", "33. Ausgabe der …"."""
    of = reader.words
    first, behind = of.tokens.at(name.start), of.tokens.at(name.end)
    if of.word(behind, len(of.text)) == "-" and of.gap(behind) == " " and behind + 1 in of.events:
        return True  # "Turvallinen kylä -seminaari"
    if of.words[first].isdigit():
        return of.words[first + 1] == "." and first + 2 not in of.nouns
    first += of.shouted(first) and set(of.words[first]) <= _ROMAN
    return first in of.events and first not in of.nouns and " " in name.text


def is_feast(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    """Tell a day, week, night or festival by its head, "Noche Europea de los Museos", from who holds it."""
    of, first = reader.words, reader.words.tokens.at(name.start)
    owning = tuple(of.owning)
    for hit in sheet.marks.within(name.start, name.end, "name_feast"):
        bodies = [k for k in range(first, hit.first) if k in of.nouns]
        owned = bool(owning) and not sheet.known.own.capital_nouns
        if hit.first not in of.nouns and all(owned and of.words[k].endswith(owning) for k in bodies):
            return True
    return False
