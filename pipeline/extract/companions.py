"""Who is with the organiser by a bare preposition: "organizzato dal Comune di X, con la Fondazione Y"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.extract.party_checks import says_what
from pipeline.model import Role
from pipeline.sheet import Sheet
from pipeline.words import Hit

_FARTHEST = 60
"""A preposition stands at most so many tokens behind the cue of organising, the organisers between."""
_NEAR = 3
"""A companion's name begins at most so many tokens behind its preposition, an article between."""
_TIES = ("with_partner", "support", "funded_by", "patron", "mechanism", "organised_by")
"""Phrases that a preposition is part of."""


def companions(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the organisations that a preposition adds to the agents of a verb of organising."""
    for hit in sheet.marks.all("organised_by"):
        block = sheet.document.block_at(hit.start)
        if block is not None and block.region != "nav":
            stop = min(sheet.sentence(hit.start)[1], block.end)
            for name in _told(sheet, reader, hit, stop)[1]:
                yield PartyFound(name, Role.PARTNER, "cue", 0.7)
    for hit in sheet.marks.all("organises"):
        for name in _opening(sheet, reader, hit):
            yield PartyFound(name, Role.PARTNER, "cue", 0.7)


def _opening(sheet: Sheet, reader: NameReader, hit: Hit) -> list[Name]:
    """Return whom a sentence begins with ahead of its subject: "Avec la Ligue, la Ville organise"."""
    of, first = reader.words, reader.words.tokens.at(sheet.sentence(hit.start)[0])
    if of.words[first] not in of.adding:
        return []
    names = reader.after(of.ends[first], hit.end, filler=1)
    behind = of.past_parenthesis(of.tokens.at(names[-1].end)) if names else first
    near = bool(names) and of.tokens.at(names[0].start) - first <= _NEAR
    return (
        names
        if near and of.word(behind, hit.start) == "," and all(_is_body(reader, name) for name in names)
        else []
    )


def _is_body(reader: NameReader, name: Name) -> bool:
    """Tell an organisation's name by its own noun, or an acronym, from what but speaks of one."""
    return reader.is_organisation(name) and (says_what(reader, name) or " " not in name.text)


def ahead_of_companions(sheet: Sheet, reader: NameReader, hit: Hit, stop: int) -> int:
    """Return where the agents end that stand behind ``hit``: at the preposition, else at ``stop``."""
    return _told(sheet, reader, hit, stop)[0]


def _told(sheet: Sheet, reader: NameReader, hit: Hit, stop: int) -> tuple[int, list[Name]]:
    """Return the offset of the preposition and the names behind it; ``stop`` and none without."""
    of, adding = reader.words, reader.words.adding
    for k in range(hit.last + 2, min(hit.last + _FARTHEST, len(of)) if adding else 0):
        if of.starts[k] >= stop or (k in of.stops and of.words[k] not in adding):
            break
        if of.words[k] not in adding or of.capital(k):
            continue
        if not _ends_name(reader, k) or sheet.marks.has(hit.end, of.starts[k], *_TIES):
            break
        if any(one.first <= k <= one.last for one in sheet.marks.within(of.starts[k], stop, *_TIES)[:1]):
            break
        names = reader.after(of.ends[k], stop, filler=1)
        near = bool(names) and of.tokens.at(names[0].start) - k <= _NEAR
        if near and _is_body(reader, names[0]) and all(map(reader.likely, names)):
            return of.starts[k], names
        break
    return stop, []


def _ends_name(reader: NameReader, k: int) -> bool:
    """Tell a capital, or a comma or bracket behind a name, ahead of token ``k``."""
    of, ahead = reader.words, k - 1
    ahead -= of.words[ahead] == ","
    return of.capital(ahead) or ahead in of.inner or ahead in of.nouns or of.words[ahead] in (")", *'"”»')
