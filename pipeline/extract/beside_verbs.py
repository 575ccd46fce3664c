"""Who stands behind a small verb: those who work with the organiser, and where the money comes from.

"Na akci spolupracují A, B a C", "Als Partner dabei sind A und B"; "Geld für den Tag kommt vom Bund".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.extract.announced_rows import announced_row
from pipeline.extract.cue_checks import is_of_event
from pipeline.extract.funded import FundingFound
from pipeline.extract.funding_chain import is_programme
from pipeline.extract.name_words import NameWords
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.paid_names import paid_names
from pipeline.extract.party import PartyFound
from pipeline.extract.subjects_ahead import right_ahead
from pipeline.extract.subjects_framed import instanced
from pipeline.model import Funding, Role
from pipeline.sheet import Sheet
from pipeline.words import Hit, Words

_REACH = 90
"""The money's noun and its verb are at most so many characters apart."""
_LONGEST_ASIDE = 6
"""Commas and what they say of a verb are at most so many tokens."""
_LONGEST_ADVERB = 24
"""An adverb such as "also" has at most so many characters."""
_OPENING, _FARTHEST = 4, 20
"""What begins a sentence stands so few characters behind its start; its verb is so few tokens further on."""
_TOLD_BY = 24
"""An event, or a day's small words, begin so few characters behind the verb."""
_DATED = 6
"""A day stands so few characters behind what one helps with."""
_LONGEST_TIE = 5
"""A preposition, its article, an adjective and the event's noun are at most so many tokens."""


def helping_parties(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the partners that a verb of working together has behind it."""
    of = reader.words
    for hit in sheet.marks.all("collaborates"):
        start, stop = sheet.sentence(hit.start)
        block = sheet.document.block_at(hit.start)
        if block is None or block.region == "nav":
            continue
        ours = _with_us(sheet, hit)
        long = hit.last > hit.first + 1  # "gehören zu den Partnern", "are on board as partners"
        of_ours = is_of_event(sheet, start, stop) or (long and sheet.marks.has(start, stop, "we"))
        if ours is None and not of_ours:
            continue
        hit = ours or hit
        tied = _past_event(reader, hit)
        behind = tied if tied > hit.end else _past_also(sheet, hit.end)
        ahead = _helping(sheet, reader, hit, start) if ours or long or tied > hit.end else []
        yield from (PartyFound(name, Role.PARTNER, "cue", 0.6) for name in ahead)
        if ahead:
            continue
        if behind == hit.end and _is_governed(of, hit.last + 1):
            continue  # "works with", "works on"
        begin = _past_also(sheet, _past_aside(reader, of.tokens.at(behind), behind))
        names = announced_row(sheet, reader, begin, min(stop, block.end))
        names = names or reader.after(begin, min(stop, block.end), filler=2)
        if not names and (tied > hit.end or hit.last > hit.first):
            # "La Biblioteca y el Ateneo colaboran en la jornada"
            floor = max(start, block.start)
            names = reader.before(hit.start, floor) or instanced(sheet, reader, hit.start, floor)
        known = (reader.is_organisation(name) or reader.likely(name) for name in names)
        for name in names if all(known) else ():
            yield PartyFound(name, Role.PARTNER, "cue", 0.6)


def _helping(sheet: Sheet, reader: NameReader, hit: Hit, floor: int) -> list[Name]:
    """Return who stands ahead of a verb of working together: "*Ook de Kring* werkt mee aan het feest"."""
    of, begin = reader.words, _past_also(sheet, floor)
    first = of.tokens.at(begin)
    begin = of.ends[first] if begin > floor and of.words[first] in of.articles else begin
    row = reader.ending_at(hit.start, floor)  # "…, dass der Ring und die Werkstatt als Partner dabei sind"
    names = row if len(row) > 1 else reader.before(hit.start, begin) or right_ahead(reader, hit, floor)
    return names if all(reader.is_organisation(name) for name in names) else []


def parties_on_board(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the partners of a sentence that begins so: "Mit im Boot sind beim Fest am 8. Mai auch A und B".

    The event and its day stand ahead of the verb or behind it.
    """
    of = reader.words
    for hit in sheet.marks.all("on_board"):
        start, stop = sheet.sentence(hit.start)
        block = sheet.document.block_at(hit.start)
        if block is None or block.region == "nav" or hit.start - start > _OPENING:
            continue
        stop = min(stop, block.end)
        near = range(hit.last + 1, min(hit.last + _FARTHEST, len(of)))
        verb = next((k for k in near if k in of.copulas or of.words[k] in _verbs(sheet.known.own)), None)
        if verb is None or of.ends[verb] > stop:
            continue
        told = verb == hit.last + 1 or _is_told(sheet, hit.end, of.starts[verb])
        begin = _past_also(sheet, _past_day(sheet, _past_also(sheet, of.ends[verb])))
        names = announced_row(sheet, reader, begin, stop) or reader.after(begin, stop, filler=2)
        known = (reader.is_organisation(name) or reader.likely(name) for name in names)
        for name in names if told and all(known) else ():
            yield PartyFound(name, Role.PARTNER, "cue", 0.62)


@cache
def _verbs(words: Words) -> frozenset[str]:
    """Return the verbs that close what is said of partners ahead of their names: "als Partner *konnten*"."""
    return frozenset(phrase.split()[-1] for phrase in words.phrases["collaborates"] if " " in phrase)


def _is_told(sheet: Sheet, begin: int, end: int) -> bool:
    """Tell an event or a day in ``text[begin:end]``."""
    return sheet.marks.has(begin, end, "event", "project") or bool(sheet.dates_within(begin, end))


def _past_day(sheet: Sheet, begin: int) -> int:
    """Return the offset behind an event and its day behind a verb: "sind *beim Fest am 8. Mai* A"."""
    days = sheet.dates_within(begin, begin + _REACH)[:1]
    events = sheet.marks.within(begin, days[0].start if days else begin + _TOLD_BY, "event")[:1]
    if days and (events or days[0].start - begin <= _TOLD_BY):
        return days[0].end
    return events[0].end if events else begin


def _with_us(sheet: Sheet, hit: Hit) -> Hit | None:
    """Return the verb with whom it says is helped, the page's "we": "spolupracujú *s nami*", None without."""
    beside = sheet.marks.within(
        sheet.marks.tokens.starts[max(0, hit.first - 1)], hit.end + _LONGEST_ADVERB, "us"
    )
    last = max((us.last for us in beside if us.first <= hit.last + 1), default=None)
    if last is None:
        return None
    last = max(last, hit.last)
    return hit._replace(last=last, end=sheet.marks.tokens.ends[last])


def _past_also(sheet: Sheet, begin: int) -> int:
    """Return the offset behind adverbs at ``begin``: "Collaborano all'evento *anche quest'anno* A e B"."""
    for also in sheet.marks.within(begin, begin + _LONGEST_ADVERB, "jointly", "this_year"):
        if not sheet.text[begin : also.start].strip():
            begin = also.end
    return begin


def _is_governed(of: NameWords, k: int) -> bool:
    """Tell a preposition, or another word that ties a noun to a verb, from an article."""
    return (k in of.places or k in of.links) and of.words[k] not in of.articles


def _past_event(reader: NameReader, hit: Hit) -> int:
    """Return the offset behind what a verb says it is that one helps with: "colaboran *en la jornada* A y B".

    The verb's own end where no event or project stands there.
    """
    of, own = reader.words, reader.words.sheet.known.own
    k = of.tokens.at(_past_also(of.sheet, hit.end))
    if k >= len(of) or not _is_governed(of, k) or (own.lemma and not own.capital_nouns):
        return hit.end
    for noun in range(k + 1, min(k + _LONGEST_TIE, len(of))):
        end = of.ends[noun]
        if of.words[noun] not in of.articles and of.sheet.dates_within(end, end + _DATED):
            return end  # "werkt mee aan de fietstocht op 3 mei"
        common = of.sheet.marks.has(of.starts[noun], of.ends[noun], "common_event")
        if common or noun in of.events or noun in of.projects or noun in of.programmes:
            return hit.end if noun in of.projects and of.letter(noun + 1) else of.ends[noun]
        if of.capital(noun) or not (of.words[noun].isalpha() or of.words[noun] == "'"):
            break
    return hit.end


def _past_aside(reader: NameReader, comma: int, begin: int) -> int:
    """Return the offset behind what two commas say of a verb: "pomaga, jak zawsze, Fundacja Most".

    ``comma``: the token that may open it, ``begin``: the offset ahead of that, returned where none does.
    """
    of = reader.words
    if comma < len(of) and of.words[comma] == ",":
        for k in range(comma + 1, min(comma + _LONGEST_ASIDE, len(of))):
            if of.words[k] == ",":
                return of.ends[k]
            if of.capital(k) or not of.words[k].isalpha():
                break
    return begin


def flowing_funds(sheet: Sheet, reader: NameReader) -> Iterator[FundingFound]:
    """Yield the givers that a noun of money and its verb tell: "Pieniądze na projekt pochodzą z …"."""
    for hit in sheet.marks.all("money_noun"):
        start, stop = sheet.sentence(hit.start)
        block = sheet.document.block_at(hit.start)
        if block is None or block.region == "nav" or not is_of_event(sheet, start, stop):
            continue
        if sheet.marks.has(start, stop, "grant_offer", "question"):
            continue
        stop = min(stop, block.end)
        for verb in sheet.marks.within(hit.end, min(stop, hit.end + _REACH), "flows")[:1]:
            for name in paid_names(sheet, reader, verb.end, stop, filler=3):
                programme = is_programme(sheet, name)
                told = Funding(programme=name.text) if programme else Funding(funder=name.text)
                yield FundingFound(told, name.start, name.end, "cue", 0.7)
