"""Names behind words of support, without what stands beside them: another's role, thanks, short forms."""

from __future__ import annotations

from pipeline.extract.money import find_sums
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.sheet import Sheet
from pipeline.words import Hit

_OTHER_ROLES = (
    *("organised_by", "organises", "organiser", "co_organiser", "with_partner", "partner"),
    *("media_partner", "hosted_by", "host", "patron"),
)
"""A row of givers ends where one of these stands between two names."""
_CALLED = 9
"""A short form stands so few characters behind its name: " (so-called"."""
_OWN = 16
"""A giver's money stands so few characters behind its name, a word such as "own" between."""
_JOINED = 2
"""An "and" stands so few characters ahead of the preposition that it joins."""
_ARTICLED = 10
"""A preposition and an article at most part an "and" from the grant that it joins."""
_SUM = 40
"""A grant's sum ends so few characters behind it."""


def paid_names(sheet: Sheet, reader: NameReader, offset: int, stop: int, filler: int = 5) -> list[Name]:
    """Return the names that begin at ``offset``, as :meth:`NameReader.after` does: givers only."""
    kept: list[Name] = []
    for name in reader.after(offset, stop, filler):
        if kept and not _goes_on(sheet, reader, kept[-1].end, name.start):
            break
        told = _without_money(sheet, _without_thanks(sheet, name))
        if told is None:
            break
        kept.append(told)
    return kept


def further_agents(sheet: Sheet, reader: NameReader, cue: Hit, offset: int, stop: int) -> list[Name]:
    """Return the organisation behind a preposition that an "and" joins to a payer's: "by A …, and by B".

    A cue's own preposition that comes again does so too: "a grant *from* A and *from* B".
    """
    for hit in sheet.marks.within(offset, stop, "agent"):
        if sheet.before(hit.start, "name_join", _JOINED, offset) is not None:
            names = reader.after(hit.end, stop, filler=1)
            return [name for name in names if reader.is_organisation(name)]
    of, joint = reader.words, reader.words.tokens.at(offset)
    k = of.joins[joint] + 1 if joint in of.joins else len(of)
    if cue.first == cue.last or of.word(k, stop) != of.words[cue.last]:
        return []
    return [name for name in reader.after(of.ends[k], stop, filler=1) if reader.is_organisation(name)]


def further_grants(sheet: Sheet, reader: NameReader, offset: int, stop: int) -> list[Name]:
    """Return whose grant an "and" joins to a payer: "by Erasmus+ and *a grant of € 500 from the Region*"."""
    for hit in sheet.marks.within(offset, stop, "grant"):
        if sheet.before(hit.start, "name_join", _ARTICLED, offset) is None:
            continue
        sums = find_sums(sheet, hit.end, min(stop, hit.end + _SUM))
        begin = sums[0].end if sums else hit.end
        begin += sheet.text.startswith(".", begin)
        names = reader.after(begin, stop, filler=2)
        return [name for name in names if reader.is_organisation(name)]
    return []


def _goes_on(sheet: Sheet, reader: NameReader, start: int, end: int) -> bool:
    """Tell whether what stands between two names parts them and no more: "A, and the launch of B"."""
    if sheet.marks.has(start, end, *_OTHER_ROLES):
        return False
    of = reader.words
    first, last = of.past_parenthesis(of.tokens.at(start)), of.tokens.at(end)
    words = (i for i in range(first, last) if of.words[i].isalpha() and not of.capital(i))
    return all(
        i in of.links
        or i in of.joined
        or i in of.joins
        or i in of.nouns
        or i in of.inner
        or of.words[i] in of.articles
        or of.words[i] in of.fillers
        for i in words
    )


def is_short_form(sheet: Sheet, name: Name, others: list[Name]) -> bool:
    """Tell a name in brackets right behind one of the others: "Lantern Trust (LT)"."""
    behind = (sheet.text[other.end : name.start] for other in others if 0 < name.start - other.end < _CALLED)
    return any(between.lstrip()[:1] == "(" and ")" not in between for between in behind)


def _without_money(sheet: Sheet, name: Name) -> Name | None:
    """Return the giver whose money stands behind its name: "Region Nords *medel*" is Region Nord's.

    None where it is its own: "foreningens egne midler".
    """
    money = sheet.marks.within(name.end, name.end + _OWN, "grant", "money_noun")
    endings = sheet.known.own.phrases["possessive"] if money and not sheet.known.own.lemma else ()
    ending = max((one for one in endings if name.text.endswith(one)), key=len, default="")
    if not ending:
        return name
    between = sheet.text[name.end : money[0].start].split()
    return None if between else Name(name.text.removesuffix(ending), name.start, name.end)


def _without_thanks(sheet: Sheet, name: Name) -> Name:
    """Return a name without what is thanked for behind it: "Fund X for its support"."""
    start, _ = sheet.sentence(name.start)
    if not sheet.marks.has(start, name.start, "thanks"):
        return name
    grants = [hit for hit in sheet.marks.within(name.start, name.end, "grant") if hit.end == name.end]
    links = sheet.marks.within(name.start, name.end, "name_link") if grants else []
    for link in links:
        tail = sheet.text[link.start : name.end]
        small = sheet.text[link.start : grants[0].start].islower()
        if small and name.text.endswith(tail):
            return Name(name.text.removesuffix(tail).rstrip(), name.start, link.start)
    return name
