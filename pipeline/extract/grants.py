"""Who gives: the subject of a verb of paying, and the name behind what was received."""

from __future__ import annotations

from pipeline.extract.money import find_sums
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.paid_names import paid_names
from pipeline.extract.subjects_ahead import right_ahead
from pipeline.sheet import Sheet
from pipeline.words import Hit

Span = tuple[int, int]

_MOST_GRANTS = 8
"""Grants of one sentence that are looked at: a list without full stops stays bounded."""
_THANKED_FOR = ("grant", "funded_by", "money_noun", "possible", "funded_end", "funded_adjective")
_THANKED_WHO = ("pays", "funds", "possible")
_NEAR_GRANT = 60
"""Receiving and what is received stand so few characters apart."""
_MOST_SMALL = 4
"""So many small words part a grant's event from its giver: "ontvangen we van"."""
_RELATIVE = 2
"""A relative and a comma at most part whom one thanks from what they do."""
_GLUED = 2
"""A verb's auxiliary stands so few characters ahead of its participle."""


def granting(sheet: Sheet, reader: NameReader, hit: Hit, span: Span) -> list[Name]:
    """Return the subject of a verb of paying: ahead of it, a sum between them, or behind it."""
    start, stop = span
    thanked = _thanked(sheet, reader, hit, start)
    if thanked:
        return thanked
    names = reader.before(hit.start, start) or right_ahead(reader, hit, start)
    if not names and (find_sums(sheet, start, hit.start) or find_sums(sheet, hit.end, stop)):
        names = reader.subject(start, hit.start)
    if sheet.before(hit.start, "copula", _GLUED, start) is not None:
        return []  # "was awarded £45,000"
    if not names and not sheet.known.own.subject_first:
        names = reader.after(hit.end, stop, filler=1)
        names = names if all(reader.is_organisation(name) for name in names) else []
    return names


def _thanked(sheet: Sheet, reader: NameReader, hit: Hit, floor: int) -> list[Name]:
    """Return who is thanked for what a verb of paying says: "Thanks to A and B, who fund the day"."""
    thanks = sheet.marks.within(floor, hit.start, "thanks")
    names = paid_names(sheet, reader, thanks[-1].end, hit.start) if thanks else []
    near = bool(names) and len(sheet.text[names[-1].end : hit.start].split()) <= _RELATIVE
    return names if near else []


def granted(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[Name]:
    """Return the giver behind a granted sum or what was received: "20,000 kr in grants from the Fund"."""
    sums = find_sums(sheet, start, stop)
    grants = sheet.marks.within(start, stop, "grant")
    received = sheet.marks.within(start, stop, "received")
    given = [*(one.end for one in sums[:1]), *(one.end for one in grants[: _MOST_GRANTS if received else 1])]
    if not given or not (received or (sums and grants)):
        return []
    first = received[0] if received else grants[0]
    if min(abs(first.start - end) for end in given) > _NEAR_GRANT:
        return []
    begin = max(given)
    begin += sheet.text.startswith(".", begin)  # "500 kr. from"
    behind = _past_event(reader, begin, stop)
    told, begin = behind > begin, behind
    names = paid_names(sheet, reader, begin, stop, filler=6)
    keys = ("giver", "programme", "organisation") if sums else ("giver", "programme")
    sure = told or (sums and grants) or any(sheet.marks.has(name.start, name.end, *keys) for name in names)
    return names if sure else []


def _past_event(reader: NameReader, begin: int, stop: int) -> int:
    """Return the offset ahead of the giver where a grant's event and small words stand between.

    "Subsidie *voor het debat op 3 mei ontvangen we van* A", "funding *for the fair on 3 May from* A".
    """
    of = reader.words
    days = of.sheet.dates_within(begin, min(stop, begin + _NEAR_GRANT))[:1]
    if not days:
        return begin
    end, k = days[0].end, of.tokens.at(days[0].end)
    for small in range(k, min(k + _MOST_SMALL, len(of))):
        plain = of.words[small].isalpha() and small not in of.joins and of.ends[small] < stop
        if small in of.places:
            return begin  # "granted on 8 May at the Society"
        if not plain or of.capital(small) or of.words[small] in of.articles:
            break
        end = of.ends[small]
    return end


def thanked(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[Name]:
    """Return who is thanked for money, or as one who pays: "Dank an A, die den Tag bezahlt"."""
    thanks = sheet.marks.within(start, stop, "thanks")
    if not thanks:
        return []
    names = [name for hit in thanks for name in paid_names(sheet, reader, hit.end, stop)]
    if sheet.marks.has(start, stop, *_THANKED_FOR):
        return names
    of = reader.words
    for n, name in enumerate(names, 1):
        k = of.tokens.at(name.end)
        if k + 1 < len(of) and of.words[k] == "," and of.ends[k] < stop and _is_relative(reader, k + 1):
            return names[:n] if sheet.marks.has(of.ends[k], stop, *_THANKED_WHO) else []
    return []


def _is_relative(reader: NameReader, k: int) -> bool:
    """Tell a relative pronoun at token ``k``, which is an article where all nouns have capitals."""
    of, own = reader.words, reader.words.sheet.known.own
    pronouns = own.phrases["relative"]
    return of.words[k] in pronouns or (own.capital_nouns and of.words[k] in of.articles)
