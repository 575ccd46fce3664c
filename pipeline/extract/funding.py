"""Who pays: funder, programme, mechanism, sum and what it covers, from labels, passive and active wording.

A chain such as "from a grant of the programme X funded by Y within Z" is one funding: names with programmes'
nouns are programmes, a fund behind a word such as "within" is the mechanism, a row of states is one giver.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from pipeline.extract.declension import nominative
from pipeline.extract.money import find_sums
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.parties import MOST
from pipeline.extract.party import same_name
from pipeline.extract.persons import is_person
from pipeline.model import Funding
from pipeline.sheet import Sheet

_COVERS = ("event", "project", "organisation")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FundingFound:
    """One funding and where the page says so."""

    funding: Funding
    start: int
    end: int
    method: str
    score: float


def find_funding(sheet: Sheet, reader: NameReader) -> list[FundingFound]:
    """Return the page's fundings in the text's order, each giver once; no person is a giver."""
    found: list[FundingFound] = []
    seen: set[int] = set()
    for hit in sheet.marks.all("funded_by", "behind_funder", "funds", "funder", "grant"):
        block = sheet.document.block_at(hit.start)
        start, stop = sheet.sentence(hit.start)
        if block is None or start in seen or block.region == "nav":
            continue
        seen.add(start)
        found.extend(_sentence(sheet, reader, max(start, block.start), min(stop, block.end)))
    for _, block in sheet.labelled("label_funder"):
        if block.start not in seen and len(block.text) < 400:
            names = reader.after(block.start, block.end, filler=0)
            found.extend(FundingFound(_filed(sheet, n), n.start, n.end, "label", 0.85) for n in names)
    return _once([one for one in found if not is_person(one.funding.funder or "", sheet.known)])


def _sentence(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[FundingFound]:
    """Read one sentence's chain of givers, programmes and mechanisms."""
    givers: list[Name] = []
    programmes: list[Name] = []
    score = 0.75
    passive = sheet.marks.within(start, stop, "funded_by")
    for hit in sheet.marks.within(start, stop, "funded_by", "funder"):
        if any(hit.start < n.end for n in (*givers, *programmes)) and hit.key == "funder":
            continue
        for name in reader.after(hit.end, stop):
            if any(name.start == other.start for other in (*givers, *programmes)):
                continue
            if _is_programme(sheet, name):
                programme, giver = _apart(sheet, name)
                programmes.append(programme)
                givers.extend(giver)
            else:
                givers.append(name)
    for hit in sheet.marks.within(start, stop, "behind_funder"):
        givers.extend(reader.ending_at(hit.start, start))
    for hit in sheet.marks.within(start, stop, "funds"):
        if any(by.start <= hit.start and hit.end <= by.end for by in passive):
            continue
        givers.extend(reader.before(hit.start, start))
        score = 0.7
    if not givers and not programmes:
        givers.extend(_granted(sheet, reader, start, stop))
    taken = [*givers, *programmes]
    mechanism = _mechanism(sheet, reader, start, stop, taken)
    if mechanism is not None and (not programmes and _is_programme(sheet, mechanism) and givers):
        programmes, mechanism = [mechanism], None
    return _combined(sheet, givers, programmes, mechanism, (start, stop), score)


def _apart(sheet: Sheet, name: Name) -> tuple[Name, list[Name]]:
    """Part a programme from the giver behind it in the genitive: "program Rzeka Fundacji Nad Wodą"."""
    words = name.text.split(" ")
    for i in range(1, len(words)):
        base = sheet.known.own.lemma.get(words[i].lower())
        at = sheet.text.find(words[i], name.start, name.end)
        bent = base is not None and base != words[i].lower() and words[i][0].isupper()
        if bent and at > name.start and sheet.marks.has(at, at + len(words[i]), "organisation"):
            giver = nominative(" ".join(words[i:]), sheet.known.own, sheet.country)
            return Name(" ".join(words[:i]), name.start, at), [Name(giver, at, name.end)]
    return name, []


def _granted(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[Name]:
    """Return the giver behind a granted sum: "has received 20,000 kr in grants from the Fund"."""
    sums = find_sums(sheet, start, stop)
    grants = sheet.marks.within(start, stop, "grant")
    if not sums or not grants or min(abs(g.start - sums[0].start) for g in grants) > 45:
        return []
    return reader.after(
        max(sums[0].end, grants[0].end if grants[0].start > sums[0].start else 0), stop, filler=6
    )


def _mechanism(sheet: Sheet, reader: NameReader, start: int, stop: int, taken: list[Name]) -> Name | None:
    """Return the fund behind a word such as "within", where it stands behind all names ``taken``."""
    if not taken:
        return None
    after = max(name.end for name in taken)
    for hit in sheet.marks.within(min(name.end for name in taken), stop, "mechanism"):
        names = reader.after(hit.end, stop, filler=4)
        if names and names[0].start >= after and any(_fund_like(sheet, name) for name in names):
            return _joined(sheet, names)
    return None


def _joined(sheet: Sheet, names: list[Name]) -> Name:
    """Return names in a row as one, with what stands between them."""
    start, end = names[0].start, names[-1].end
    if len(names) == 2:
        between = sheet.text[names[0].end : names[1].start]
        return Name(names[0].text + between + names[1].text, start, end)
    return Name(sheet.text[start:end] if len(names) > 2 else names[0].text, start, end)


def _fund_like(sheet: Sheet, name: Name) -> bool:
    """Tell whether a name may be a fund's: a noun of organisations in it, or a further capital."""
    nouns = sheet.marks.has(name.start, name.end, "programme", "organisation")
    return nouns or any(c.isupper() for c in name.text[1:])


def _is_programme(sheet: Sheet, name: Name) -> bool:
    """Tell a programme from a giver: its own nouns, or the word "programme" right before the name."""
    nouns = sheet.marks.within(name.start, name.end, "programme")
    if not nouns:
        return sheet.before(name.start, "programme", 3) is not None
    begins = nouns[0].start <= name.start + 2
    return begins or not sheet.marks.has(name.start, name.end, "organisation")


def _combined(
    sheet: Sheet, givers: list[Name], programmes: list[Name], mechanism: Name | None, span: Span, score: float
) -> list[FundingFound]:
    """Return a sentence's fundings: one a giver; the programme is the last giver's."""
    givers, programmes = sorted(givers, key=_place), sorted(programmes, key=_place)
    covers = next((key for key in _COVERS if sheet.marks.has(*span, f"covers_{key}")), None)
    common = Funding(mechanism=mechanism.text if mechanism else None, covers=covers)
    out = []
    for giver in givers:
        first = programmes[0] if programmes else None
        its = first is not None and (giver is givers[-1] or first.end < giver.start)
        told = replace(common, funder=giver.text, programme=first.text if first and its else None)
        out.append(FundingFound(told, giver.start, giver.end, "cue", score))
    if not givers:
        for name in programmes:
            told = replace(common, programme=name.text)
            out.append(FundingFound(told, name.start, name.end, "cue", score - 0.05))
    sums = find_sums(sheet, *span)
    if sums and len(out) == 1:
        largest = max(sums, key=lambda one: one.amount)
        told = replace(out[0].funding, amount=largest.amount, currency=largest.currency)
        out = [replace(out[0], funding=told)]
    return out


def _place(name: Name) -> int:
    return name.start


def _filed(sheet: Sheet, name: Name) -> Funding:
    """Return a name under a funder's label as what it is: a programme or a giver."""
    return Funding(programme=name.text) if _is_programme(sheet, name) else Funding(funder=name.text)


def _once(found: list[FundingFound]) -> list[FundingFound]:
    """Keep each giver once; a later telling fills in what the first left out."""
    kept: list[FundingFound] = []
    for one in sorted(found, key=lambda funding: funding.start):
        i = next((i for i, other in enumerate(kept) if _is_same(one.funding, other.funding)), None)
        if i is None and len(kept) < MOST:
            kept.append(one)
        elif i is not None:
            told = _filled(kept[i].funding, one.funding)
            kept[i] = replace(kept[i], funding=told, score=max(kept[i].score, one.score))
    return kept


def _is_same(one: Funding, other: Funding) -> bool:
    """Tell whether a funding's giver, else its programme, is the other's giver or programme."""
    name = one.funder or one.programme or ""
    return any(same_name(name, known) for known in (other.funder, other.programme) if known)


def _filled(first: Funding, second: Funding) -> Funding:
    """Return ``first`` with what it leaves out taken from ``second``."""
    left_out = [f.name for f in fields(Funding) if getattr(first, f.name) is None]
    return replace(first, **{name: getattr(second, name) for name in left_out})
