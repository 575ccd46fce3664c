"""All that a page might call its event: its headings, what it quotes, labels and invites to, its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.blocks import Block
from pipeline.extract.drafts import Draft
from pipeline.extract.title_address import address_title
from pipeline.extract.title_faults import spoils
from pipeline.extract.title_headings import head_title, scored_headings, stripped_heading
from pipeline.extract.title_named import told_name
from pipeline.extract.title_phrases import EDGE, Title, dated_heading, first_noun, invited
from pipeline.extract.title_quotes import entitled, labelled, quoted, quoted_anywhere
from pipeline.extract.title_sentences import sentence_title, theme, told_event
from pipeline.sheet import Sheet

_ONE_WORD = 6
"""An event's noun of more letters names it where nothing else does: "Bürgertag"."""
_SURE = 0.5
_HOUSE = 2
"""A house is told by so many words: "Town Hall"."""
_FEW = 40
"""Of a page's headings so many at most contend, the best told."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be the title, and all the ways that find it, in the words of ``Title.method``.

    ``block`` and ``points``: the heading that it is, and what speaks for that.
    """

    title: Title
    ways: frozenset[str]
    block: Block | None = None
    points: float = 0.0


def candidates(sheet: Sheet, lead: Draft | None) -> list[Candidate]:
    """Return what may be the page's title, headings first; ``lead``: its likeliest event, None where none is.

    One title is one candidate, however many ways find it. What only tells when is none.
    """
    found: dict[str, Candidate] = {}
    for title, block, points in (
        *_headings(sheet, lead),
        *((one, None, 0.0) for one in _phrases(sheet, lead)),
    ):
        known = found.get(title.text)
        if known is not None:
            found[title.text] = replace(known, ways=known.ways | {title.method})
        elif (
            title.text
            and timed_share(sheet, title.text) < 1
            and not (block is None and _is_none(sheet, title))
        ):
            found[title.text] = Candidate(title, frozenset({title.method}), block, points)
    return list(found.values())


def _headings(sheet: Sheet, lead: Draft | None) -> list[tuple[Title, Block, float]]:
    told = scored_headings(sheet, lead.first if lead is not None else len(sheet.text))
    best = sorted(told, key=lambda one: -one[1])[:_FEW]
    kept = sorted(best, key=lambda one: one[0].start)
    return [(stripped_heading(sheet, block, _SURE), block, points) for block, points in kept]


def _phrases(sheet: Sheet, lead: Draft | None) -> Iterator[Title]:
    told = [address_title(sheet, lead)]
    if lead is not None:
        told += [told_name(sheet, lead), told_event(sheet, lead), sentence_title(sheet, lead)]
        told += [quoted(sheet, lead), theme(sheet, lead)]
    told += [invited(sheet), labelled(sheet), head_title(sheet), entitled(sheet), dated_heading(sheet)]
    told += [quoted_anywhere(sheet), quoted_anywhere(sheet, alone=True)]
    nouns = [first_noun(sheet), first_noun(sheet, _ONE_WORD)]
    told += [one for one in nouns if one is not None and not (lead is not None and _in_row(sheet, lead, one))]
    yield from (title for title in told if title is not None)


def _in_row(sheet: Sheet, lead: Draft, title: Title) -> bool:
    """Tell words of one row of a list of days, which name that row's event and not the page's."""
    block = sheet.document.block_at(title.start or 0)
    if not lead.record or block is None or block.text[-1:] == ".":
        return False
    dates = sheet.dates_within(block.start, block.end)
    return len(dates) == 1 and dates[0].start <= block.start + 1


def _is_none(sheet: Sheet, title: Title) -> bool:
    """Tell words that name no event: of a sentence, "The council invites"; "Events"; a house: "Town Hall"."""
    start, end = title.start, title.end
    if start is None or end is None:
        return False
    if title.text.lower() in sheet.known.own.phrases["common_event"]:
        return True
    if title.method == "sentence" and spoils(sheet, start, min(end, start + len(title.text))):
        return True
    hits = sheet.marks.within(start, end, "venue", "room")
    return len(title.text.split()) == _HOUSE and bool(hits) and hits[-1].end == end


def timed_share(sheet: Sheet, text: str) -> float:
    """Return the share of a title's words that are weekdays, months or figures."""
    words = [word.strip(EDGE).lower() for word in text.split()]
    known = sheet.known
    timed = (w in known.weekdays or w in known.months or not any(map(str.isalpha, w)) for w in words)
    return sum(timed) / max(1, len(words))
