"""What a chosen phrase by a day says of a house: nothing, for one, where it is a town's: "Köln statt"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.candidate import BELOW, PHRASE, TIMED, Candidate
from pipeline.extract.towns import known_place
from pipeline.sheet import Sheet

_LED = 14
"""No preposition with its article is longer: "alle ore", "presso l’"."""
_TOWN = 30
"""What stands ahead of a town's last word, "Frankfurt am", is no longer."""


def told_house(one: Candidate, sheet: Sheet) -> Candidate | None:
    """Return a phrase without the preposition that it begins with; None where no house is named.

    Small words need a house's noun, and a town with what a sentence goes on with is none.
    """
    if one.way not in (PHRASE, TIMED, BELOW):
        return one
    start = one.start if one.way == PHRASE else _past_lead(one, sheet)
    words = sheet.text[start : one.end]
    small = one.way != PHRASE and not words[:1].isupper() and not words[:1].isdigit()
    if small and not sheet.marks.has(start, one.end, "venue", "room"):
        return None
    last = next(reversed(words.split()), None)
    verb = last is None or (sheet.known.own.capital_nouns and last.islower())
    if verb and not sheet.marks.has(start, one.end, "venue", "room"):
        return None  # "an der Sommerakademie teilnehmen"
    if _begins_with_town(sheet, start, words) or (start > one.start and known_place(words, sheet)):
        return None
    if start == one.start:
        return one
    return replace(one, name=" ".join(words.split()).strip(' ”»"'), start=start)


def _past_lead(one: Candidate, sheet: Sheet) -> int:
    """Return where a phrase goes on behind its preposition and an article: "presso l’*Hotel X*"."""
    leads = sheet.marks.within(one.start, min(one.end, one.start + _LED), "at")
    if not leads or leads[0].start != one.start:
        return one.start
    tokens, k = sheet.marks.tokens, leads[0].last + 1
    while k < len(tokens) and tokens.ends[k] < one.end:
        if tokens.words[k] not in sheet.known.own.phrases["article"] and tokens.words[k] not in "'’":
            break
        k += 1
    return tokens.starts[k] if k < len(tokens) and tokens.starts[k] < one.end else one.end


def _begins_with_town(sheet: Sheet, first: int, words: str) -> bool:
    """Tell a town that small words part from a house: "Köln statt", "Viseu trechos do seu livro"."""
    taken = words.split()
    capitals = next((i for i, word in enumerate(taken) if not word[0].isupper()), len(taken))
    town = " ".join(taken[:capitals])
    if "/" in town:
        return any(known_place(one, sheet) is not None for one in town.split("/"))
    ahead = sheet.text[max(0, first - _TOWN) : first].split()[-2:]
    if len(ahead) > 1 and ahead[0][0].isupper() and known_place(" ".join([*ahead, town]), sheet) is not None:
        return True  # "Frankfurt am Main"
    return 0 < capitals < len(taken) and known_place(town, sheet) is not None
