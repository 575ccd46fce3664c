"""Givers in compounds: "an ABC-funded project", "det ABC-finansierade projektet"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.funded import FundingFound
from pipeline.extract.funds_told import is_of_fund
from pipeline.extract.known_givers import KnownGiver
from pipeline.extract.names import NameReader
from pipeline.model import Funding
from pipeline.sheet import Sheet
from pipeline.words import Hit

_LONGEST = 4
"""A giver's name in a compound has at most so many words."""


def compound_givers(sheet: Sheet, reader: NameReader, known: Sequence[KnownGiver]) -> Iterator[FundingFound]:
    """Yield the givers that a hyphen ties to a participle of paying, where ``known`` has not told them."""
    for hit in sheet.marks.all("funded_adjective"):
        start, stop = sheet.sentence(hit.start)
        block = sheet.document.block_at(hit.start)
        if block is None or block.region == "nav":
            continue
        first = _first(sheet, reader, hit)
        if first is None or sheet.marks.has(start, stop, "not_event", "grant_offer"):
            continue
        begin, end = reader.words.starts[first], reader.words.ends[hit.first - 2]
        told = any(one.name.start < end and begin < one.name.end for one in known)
        if not told and not is_of_fund(sheet, known, start, stop):
            giver = Funding(funder=sheet.text[begin:end], covers="project")
            yield FundingFound(giver, begin, end, "project", 0.55)


def _first(sheet: Sheet, reader: NameReader, hit: Hit) -> int | None:
    """Return the first token of the giver's name ahead of a participle and its hyphen, None without one."""
    of, last = reader.words, hit.first - 2
    if last < 0 or of.words[last + 1] != "-" or of.gap(last + 1) or of.gap(hit.first):
        return None
    if of.shouted(last) and of.ends[last] - of.starts[last] > 1:
        return last
    first = last
    while first > 0 and last - first < _LONGEST - 1 and of.letter(first - 1) and of.gap(first) == " ":
        first -= 1
    first += of.words[first] in of.articles and first < last
    told = sheet.marks.has(of.starts[first], of.ends[last], "giver", "organisation")
    return first if of.letter(first) and told else None
