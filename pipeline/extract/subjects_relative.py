"""Subjects and antecedents of relative clauses: "the talks that A and B hold", "A, who held the talks"."""

from __future__ import annotations

from pipeline.extract.name_asides import before_aside, is_beside
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.sheet import Sheet

_LONGEST = 160
"""A relative pronoun stands so many characters ahead of its clause's verb."""
_MOST_PARTING = 14
"""Days, hours and places part a subject from its verb by at most so many tokens."""
_ADVERBS = 3


def in_relative(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return the subject behind a pronoun that stands for the event: "het congres dat de VUB in mei hield".

    Words of time and place part it from the verb, which ends the clause.
    """
    of = reader.words
    pronouns = {*sheet.known.own.phrases["relative"]}
    if sheet.known.own.capital_nouns:
        pronouns |= {*sheet.known.own.phrases["article"]}
    for event in reversed(sheet.marks.within(max(floor, verb - _LONGEST), verb, "event")):
        k = event.last + 1
        k += of.word(k, verb) == ","
        if of.word(k, verb) not in pronouns:
            continue
        names = reader.after(of.ends[k], verb, filler=1)
        if not names or names[0].start - of.ends[k] > _ADVERBS * 2 or not all(map(reader.likely, names)):
            continue
        between = range(of.tokens.at(names[-1].end), _past_partners(sheet, reader, names[-1].end, verb))
        if len(between) <= _MOST_PARTING and _is_timed(sheet, reader, between):
            return names
    return []


def _past_partners(sheet: Sheet, reader: NameReader, start: int, verb: int) -> int:
    """Return the token of the cue whose partners reach to the verb at ``verb``, the verb's where none do."""
    of = reader.words
    for cue in sheet.marks.within(start, verb, "with_partner")[:1]:
        partners = reader.after(cue.end, verb)
        if partners and of.tokens.at(partners[-1].end) == of.tokens.at(verb):
            return cue.first
    return of.tokens.at(verb)


def _is_timed(sheet: Sheet, reader: NameReader, between: range) -> bool:
    """Tell words of time and place, none of which is a verb, a comma or another name's."""
    of = reader.words
    if any(of.words[k] in ",;:" or k in of.verbs for k in between):
        return False
    first = between.start
    dated = not between or bool(sheet.dates_within(of.ends[first - 1], of.starts[between.stop - 1]))
    return dated or first in of.places


def antecedent(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return who "who" stands for ahead of a verb of organising: "thanks go to Lumina, who held it"."""
    of, k = reader.words, reader.words.tokens.at(verb) - 1
    pronouns = {*sheet.known.own.phrases["relative"]}
    least = k - _ADVERBS
    while k > least and of.starts[k] > floor and of.words[k] not in pronouns:
        if not of.words[k].isalpha() or of.capital(k) or (k in of.nouns and k not in of.events):
            return []
        k -= 1
    if k <= 0 or of.words[k] not in pronouns or of.word(k - 1, verb) != ",":
        return []
    whole = reader.around(before_aside(of, k - 2)) if k > 1 else None
    if whole is None or whole.start < floor or not is_beside(of, whole, k - 1):
        return []
    thanked = [
        hit for hit in sheet.marks.within(whole.start, whole.end, "thanks") if hit.start == whole.start
    ]
    if thanked:  # "Dziękujemy Fundacji Most, która zorganizowała"
        whole = next(iter(reader.after(thanked[-1].end, of.starts[k - 1], filler=1)), whole)
    ahead = of.tokens.at(whole.start) - 1
    ahead -= of.words[ahead] in of.articles
    alone = ahead < 0 or not (of.words[ahead] == "," or ahead in of.joined)  # one of a row may be anyone's
    return [whole] if alone and reader.is_organisation(whole) else []
