"""What is read as a giver and is none: a person, a common noun, a cue, the very thing that is paid for."""

from __future__ import annotations

from pipeline.extract.funded import FundingFound
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.persons import is_person
from pipeline.sheet import Sheet

_PAID_FOR = ("project", "covers_project", "covers_event")
_CUES = ("funded_by", "funder")
_CUE = 20
"""A cue that begins where a name does goes on for so many characters: "Funded by the"."""


def counts(sheet: Sheet, reader: NameReader, one: FundingFound) -> bool:
    """Tell a giver or a programme from a person, an event's noun, a common noun and another cue."""
    giver = one.funding.funder
    if giver is None:
        return not _is_bare_programme(sheet, one)
    first = reader.words.tokens.at(one.start)
    if " " not in giver and first in reader.words.events and first not in reader.words.nouns:
        return False
    small = sheet.text[one.start].isupper() and first not in reader.words.nouns
    if " " not in giver and ((small and _is_small(sheet, giver.lower())) or _is_bare_programme(sheet, one)):
        return False
    if any(hit.start == one.start for hit in sheet.marks.within(one.start, one.end + _CUE, *_CUES)):
        return False
    return not is_person(_without_verb(giver), sheet.known) and not reader.words.is_bare_noun(giver)


def _is_small(sheet: Sheet, word: str) -> bool:
    """Tell a word that the page writes in lower case too, and one that stands for what was told before."""
    own = sheet.known.own.phrases
    return word in sheet.small_words or any(word in own[key] for key in ("relative", "article", "we"))


def paying(sheet: Sheet, reader: NameReader, givers: list[Name], framed: bool) -> list[Name]:
    """Return a sentence's givers without the thing that they pay for: "Project X is paid by Y".

    ``framed``: the sentence tells a programme, so that it needs no giver.
    """
    others = [one for one in givers if not _is_paid_for(sheet, reader, one)]
    return others if others or framed else givers


def _is_paid_for(sheet: Sheet, reader: NameReader, name: Name) -> bool:
    if " " not in name.text and reader.words.tokens.at(name.start) in reader.words.events:
        return True
    return any(hit.start == name.start for hit in sheet.marks.within(name.start, name.end, *_PAID_FOR))


def _is_bare_programme(sheet: Sheet, one: FundingFound) -> bool:
    """Tell a word such as "Programme" with no name of its own."""
    told = sheet.marks.within(one.start, one.end, "programme")
    return any((hit.start, hit.end) == (one.start, one.end) for hit in told)


def _without_verb(name: str) -> str:
    """Return a name without a small word at its end: "N. N. moderiert"."""
    words = name.split(" ")
    return " ".join(words[:-1]) if len(words) > 2 and words[-1].islower() else name
