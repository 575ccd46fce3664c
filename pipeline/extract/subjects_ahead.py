"""Subjects right ahead of their verb, wherever their sentence begins: "…, som Dansk Byforum afholder"."""

from __future__ import annotations

from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.subjects_behind import bends
from pipeline.words import Hit

_ADVERBS = 3
"""At most so many small words stand between a subject and its verb: "cordially"."""
_LONGEST_SMALL = 5
"""A word of so few letters may be an adverb, a day's or a pronoun."""


def right_ahead(reader: NameReader, hit: Hit, floor: int) -> list[Name]:
    """Return the organisations right ahead of a verb in its sentence: "…, som Dansk Byforum afholder".

    An auxiliary or a relative stands ahead of them, at most two adverbs behind: "vil A og B nemlig afholde".
    """
    of, k = reader.words, hit.first - 1
    while (
        k > 0
        and hit.first - k < _ADVERBS
        and of.words[k].isalpha()
        and not of.capital(k)
        and k not in of.nouns
        and k not in of.joined
    ):
        k -= 1
    if k < 0 or not (of.capital(k) or k in of.nouns) or of.ends[k] <= floor:
        return []
    whole = reader.around(k)
    row = reader.ending_at(of.ends[k], floor)
    for names in ([whole] if whole is not None else [], row if len(row) > 1 else []):
        if names and names[0].start >= floor and names[-1].end == of.ends[k]:
            ahead = of.tokens.at(names[0].start) - 1
            relative = ahead in of.stops or of.words[ahead] in of.articles or _is_nominative(reader, names)
            ahead -= of.words[ahead] in of.articles
            relative = relative and not is_of_thing(reader, ahead)
            placed = ahead in of.places and hit.first in of.organising  # "at the City Hall it is hosting"
            placed = placed or of.words[ahead] in of.adding  # "Avec la Ligue, la Ville organise"
            if relative and not placed and _are_bodies(reader, names):
                return names
    return []


def is_of_thing(reader: NameReader, k: int) -> bool:
    """Tell a relative at token ``k`` that stands for what is no event: "recursos *que* la Junta ofrece"."""
    of, noun = reader.words, k - 1
    if noun < 0 or of.words[k] not in of.sheet.known.own.phrases["relative"]:
        return False
    small = of.words[noun].isalpha() and not of.capital(noun) and len(of.words[noun]) > _LONGEST_SMALL
    eventful = any(noun in kind for kind in (of.events, of.projects, of.programmes, of.topics))
    return small and not eventful


def _are_bodies(reader: NameReader, names: list[Name]) -> bool:
    """Tell organisations: in a row a first that surely is one vouches for a noun that may be an event's too.

    "Comune di Valdora e Forum del Terzo Settore": a forum is either.
    """
    of = reader.words
    if not reader.is_organisation(names[0]):
        return False
    spans = (range(of.tokens.at(name.start), of.tokens.at(name.end)) for name in names)
    return all(
        reader.is_organisation(name) or not of.nouns.isdisjoint(span)
        for name, span in zip(names, spans, strict=True)
    )


def _is_nominative(reader: NameReader, names: list[Name]) -> bool:
    """Tell names that nothing governs: none bends, and no preposition, link or office stands ahead."""
    of, own = reader.words, reader.words.sheet.known.own
    ahead = of.tokens.at(names[0].start) - 1
    governed = ahead in of.places or ahead in of.links or ahead in of.titles or ahead in of.nouns
    cased = bool(own.lemma) and not own.capital_nouns and own.head != "last"
    free = cased and len(names) > 1 and not governed and of.words[ahead].isalpha()
    return free and not of.capital(ahead) and not any(bends(of.sheet, name) for name in names)
