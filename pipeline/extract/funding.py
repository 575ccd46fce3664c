"""Who pays: funder, programme, mechanism, sum and what it covers, from labels, passive and active wording.

A chain such as "from a grant of the programme X funded by Y within Z" is one funding: names with programmes'
nouns are programmes, a fund behind a word such as "within" is the mechanism, a row of states is one giver.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.announced_rows import listed_below
from pipeline.extract.beside_verbs import flowing_funds
from pipeline.extract.funded import FundingFound
from pipeline.extract.funded_compounds import compound_givers
from pipeline.extract.funding_chain import is_programme, read_chain
from pipeline.extract.funds_told import is_of_fund
from pipeline.extract.giver_checks import counts
from pipeline.extract.known_givers import KnownGiver, find_known_givers
from pipeline.extract.labelled_parties import inline_labels
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.one_fundings import as_written, called, once
from pipeline.extract.paid_names import is_short_form, paid_names
from pipeline.model import Funding
from pipeline.sheet import Sheet
from pipeline.words import Hit

_MOST_CHAINS = 100
"""Sentences of a page that are read for givers."""
_LONGEST_LABELLED = 400
_CLOSE = 3
"""What a short form in brackets is short for is one of so many names ahead of it."""
_LOGO_SEPARATOR = 3
"""So many characters part two logos' names in a line."""
_NEAR_PROJECT = 40
"""The word for a project stands so few characters behind its giver's name, its own name between."""
_MOST_OFFERS = 1
"""A page that speaks more often of grants to be had is about those."""
_BESIDE = 14
"""A known giver stands so few characters from the word for what it pays."""
_LED = 12
"""A call stands so few characters behind words such as "within", an article between."""
_TIED = 6
"""A project's word stands so few characters ahead of its programme: "projet du"."""
_LED_BY = 4
"""The word "programme" stands so few characters ahead of its name, a quotation mark between."""
_NEAR_PROGRAMME = 60
"""A programme that a participle belongs to stands so many characters ahead of it."""

_TOLD_BY = (
    *("funded_by", "behind_funder", "funds", "funder", "grant", "funded_end", "received"),
    *("backs", "gives", "funded_adjective"),
)


def find_funding(sheet: Sheet, reader: NameReader) -> list[FundingFound]:
    """Return the page's fundings in the text's order, each giver once; no person is a giver."""
    known = find_known_givers(sheet)
    found: list[FundingFound] = []
    seen: set[int] = set()
    done = 0
    for hit in sheet.marks.all(*_TOLD_BY, "thanks"):
        block = sheet.document.block_at(hit.start)
        start, stop = sheet.sentence(hit.start)
        if block is None or hit.start < done or block.region == "nav":
            continue
        if len(seen) == _MOST_CHAINS:
            break
        seen.add(start)
        done = stop
        if _is_offer(sheet, hit, start, stop) or is_of_fund(sheet, known, start, stop):
            continue
        found.extend(read_chain(sheet, reader, known, max(start, block.start), min(stop, block.end)))
    found.extend(_listed(sheet, reader))
    for _, block in sheet.labelled("label_funder"):
        if block.start not in seen and len(block.text) < _LONGEST_LABELLED:
            names = paid_names(sheet, reader, block.start, block.end, filler=0)
            found.extend(FundingFound(_filed(sheet, n), n.start, n.end, "label", 0.85) for n in names)
    found.extend(_labelled_inline(sheet, reader))
    beside = (flowing_funds(sheet, reader), compound_givers(sheet, reader, known))
    for further in (_by_themselves(sheet, known), *beside):
        told = {sheet.sentence(one.start)[0] for one in found}
        found.extend(one for one in further if sheet.sentence(one.start)[0] not in told)
    famous = {one.name.text for one in known}
    kept = once([one for one in found if called(one.funding) in famous or counts(sheet, reader, one)])
    return [as_written(sheet, one, known) for one in kept]


def _listed(sheet: Sheet, reader: NameReader) -> Iterator[FundingFound]:
    """Yield the givers in the line, or lines, that a cue at a line's end leads in: "… and our sponsors:"."""
    for hit in sheet.marks.all("funded_by", "funder", "behind_funder")[:_MOST_CHAINS]:
        block = sheet.document.block_at(hit.start)
        if block is not None and block.region != "nav":
            for name in listed_below(sheet, reader, hit, block):
                yield FundingFound(_filed(sheet, name), name.start, name.end, "label", 0.8)


def _labelled_inline(sheet: Sheet, reader: NameReader) -> Iterator[FundingFound]:
    """Yield the givers behind a label and its colon at a sentence's start: "Organiser: X. Funding: Y."."""
    for hit, behind in inline_labels(sheet, "label_funder"):
        block = sheet.document.block_at(hit.start)
        if block is not None:
            stop = min(sheet.sentence(hit.start)[1], block.end)
            for name in paid_names(sheet, reader, behind, stop, filler=0):
                yield FundingFound(_filed(sheet, name), name.start, name.end, "label", 0.85)


def _is_offer(sheet: Sheet, hit: Hit, start: int, stop: int) -> bool:
    """Tell a sentence about grants to be had, or on a page of such about what a programme is made of.

    A call that frames what is paid, "funded by the Foundation within the call X", offers nothing.
    """
    if not sheet.marks.all("grant_offer"):
        return False
    offers = sheet.marks.within(start, stop, "grant_offer")
    framing = sheet.marks.within(start, stop, "mechanism")
    framed = (any(m.start < o.start <= m.end + _LED for m in framing) for o in offers)
    if not all(framed):
        return not sheet.marks.has(start, stop, "covers_project", "covers_event") or hit.key != "funded_by"
    programme = sheet.before(hit.start, "programme", _NEAR_PROGRAMME, start)
    return programme is not None and not sheet.marks.has(
        start, programme.start, "mechanism", "funded_by", "covers_project", "covers_event"
    )


def _by_themselves(sheet: Sheet, known: list[KnownGiver]) -> Iterator[FundingFound]:
    """Yield known givers whose place says that they pay: a logo, "an Erasmus+ project", "within CERV"."""
    if len(sheet.marks.all("grant_offer")) > _MOST_OFFERS:
        return
    yield from _logos(sheet, known)
    for one in known:
        start, end = one.name.start, one.name.end
        block = sheet.document.block_at(start)
        sentence = sheet.sentence(start)
        if block is None or sheet.marks.has(*sentence, "not_event", "grant_offer"):
            continue
        if is_of_fund(sheet, known, *sentence):
            continue
        if block.kind == "alt":
            yield FundingFound(_funding_of(one), start, end, "logo", 0.6)
        elif block.kind != "item" and _is_of_project(sheet, one):
            yield FundingFound(_funding_of(one, "project"), start, end, "project", 0.55)
        elif one.programme and (
            _is_framing(sheet, start, max(block.start, sentence[0])) or _is_aside(sheet, one)
        ):
            yield FundingFound(_funding_of(one, "project"), start, end, "project", 0.6)


def _is_framing(sheet: Sheet, start: int, floor: int) -> bool:
    """Tell whether a programme frames a project: "within X", "a project within part 3 of it".

    "A project that is carried out within part 3 of the programme X" does where that word leads its name.
    """
    floor = max(floor, sheet.sentence(start)[0])
    led = sheet.before(start, "programme", _LED_BY, floor)
    begin = led.start if led is not None else start
    if any(sheet.before(at, "mechanism", _BESIDE, floor) is not None for at in (start, begin)):
        return True
    within = sheet.before(begin, "mechanism", _NEAR_PROGRAMME, floor)
    if within is None or within.start < floor:
        return False
    tied = sheet.before(within.start, "project", 1, floor) is not None
    return tied or (led is not None and sheet.marks.has(floor, within.start, "project"))


def _is_aside(sheet: Sheet, one: KnownGiver) -> bool:
    """Tell a programme in a project's number, "101054252-CERV-2021", or in the brackets behind its name."""
    start, end = one.name.start, one.name.end
    ahead, behind = sheet.text[max(0, start - 2) : start], sheet.text[end : end + 2]
    if (ahead[:1].isdigit() and ahead[1:] == "-") or (behind[:1] == "-" and behind[1:].isdigit()):
        return True
    floor = sheet.sentence(start)[0]
    bracket = sheet.text.rfind("(", max(floor, start - _NEAR_PROJECT), start)
    open_still = bracket >= 0 and ")" not in sheet.text[bracket:start]
    its = sheet.before(bracket, "project", _NEAR_PROGRAMME, floor) if open_still else None
    return its is not None and not sheet.marks.has(its.start, its.end, "projects")


def _is_of_project(sheet: Sheet, one: KnownGiver) -> bool:
    """Tell the name of a project's giver: "an Erasmus+ project", "un projet Erasmus+", "EU-funded".

    Words in capitals may stand between: "an Interreg Delta project".
    """
    start, end = one.name.start, one.name.end
    stop = min(end + _NEAR_PROJECT, sheet.sentence(start)[1])
    for noun in sheet.marks.within(end, stop, "project")[:1]:
        if sheet.marks.has(noun.start, noun.end, "projects"):
            return False
        between = sheet.text[end : noun.start].split()
        near = noun.start - end < _BESIDE and (one.programme or not "".join(between).strip("-–"))
        if near or (between and all(word[0].isupper() for word in between)):
            return True
    if any(hit.start <= end + 1 for hit in sheet.marks.within(end, end + _BESIDE, "funded_adjective")):
        return True
    led = sheet.before(start, "programme", 3)
    starts = (start, led.start) if led else (start,)
    tied = (sheet.before(at, "project", _TIED) for at in starts)
    return one.programme and any(hit and not sheet.marks.has(hit.start, hit.end, "projects") for hit in tied)


def _logos(sheet: Sheet, known: list[KnownGiver]) -> Iterator[FundingFound]:
    """Yield givers and programmes that fill a line by themselves, two or more: a row of logos' captions."""
    lines: dict[int, list[KnownGiver]] = {}
    for one in known:
        block = sheet.document.block_at(one.name.start)
        if block is not None and block.region != "nav":
            lines.setdefault(block.start, []).append(one)
    for start, row in lines.items():
        block = sheet.document.block_at(start)
        told = sum(one.name.end - one.name.start for one in row)
        row = [
            one
            for i, one in enumerate(row)
            if not is_short_form(sheet, one.name, [o.name for o in row[max(0, i - _CLOSE) : i]])
        ]
        if (
            block is not None
            and not block.label
            and len(row) > 1
            and told + _LOGO_SEPARATOR * len(row) >= len(block.text)
        ):
            yield from (FundingFound(_funding_of(o), o.name.start, o.name.end, "logo", 0.6) for o in row)


def _funding_of(one: KnownGiver, covers: str | None = None) -> Funding:
    name = one.name.text
    return Funding(programme=name, covers=covers) if one.programme else Funding(funder=name, covers=covers)


def _filed(sheet: Sheet, name: Name) -> Funding:
    """Return a name under a funder's label as what it is: a programme or a giver."""
    return Funding(programme=name.text) if is_programme(sheet, name) else Funding(funder=name.text)
