"""Who pays: funder, programme, mechanism, sum and what it covers, from labels, passive and active wording.

A chain such as "from a grant of the programme X funded by Y within Z" is one funding: names with a programme's
noun are programmes, a fund behind a word such as "within" is the mechanism, states in a row are one giver.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.extract.money import Sum, find_sums
from pipeline.extract.names import Name, NameReader
from pipeline.extract.parties import same_name
from pipeline.extract.persons import is_person
from pipeline.model import Funding
from pipeline.sheet import Sheet


@dataclass(frozen=True, slots=True)
class FundingFound:
    """One funding and where the page says so."""

    funding: Funding
    start: int
    end: int
    method: str
    score: float


def find_funding(sheet: Sheet, reader: NameReader) -> list[FundingFound]:
    """Return the page's fundings in the text's order, each giver once."""
    found: list[FundingFound] = []
    seen: set[int] = set()
    for hit in sheet.marks.all("funded_by", "funds", "funder", "grant"):
        block = sheet.document.block_at(hit.start)
        start, stop = sheet.sentence(hit.start)
        if block is None or start in seen or block.region == "nav":
            continue
        seen.add(start)
        found.extend(_sentence(sheet, reader, max(start, block.start), min(stop, block.end)))
    for i, block in enumerate(sheet.blocks):
        if block.kind not in ("label", "heading") and block.start not in seen and "label_funder" in sheet.labels_over(i) and len(block.text) < 400:
            for name in reader.after(block.start, block.end, filler=0):
                found.append(FundingFound(_filed(sheet, name), name.start, name.end, "label", 0.85))
    return _once([f for f in found if not is_person(f.funding.funder or "", sheet.known)])


def _sentence(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[FundingFound]:
    """Read one sentence's chain of givers, programmes and mechanisms."""
    givers: list[Name] = []
    programmes: list[Name] = []
    score = 0.75
    for hit in sheet.marks.within(start, stop, "funded_by", "funder"):
        if any(hit.start < n.end for n in (*givers, *programmes)) and hit.key == "funder":
            continue
        for name in reader.after(hit.end, stop):
            if any(name.start == other.start for other in (*givers, *programmes)):
                continue
            (programmes if _is_programme(sheet, name) else givers).append(name)
    for hit in sheet.marks.within(start, stop, "funds"):
        givers.extend(reader.before(hit.start, start))
        score = 0.7
    if not givers and not programmes:
        givers.extend(_granted(sheet, reader, start, stop))
    taken = [*givers, *programmes]
    mechanism = _mechanism(sheet, reader, start, stop, taken)
    if mechanism is not None and (not programmes and _is_programme(sheet, mechanism) and givers):
        programmes, mechanism = [mechanism], None
    return _combined(sheet, givers, programmes, mechanism, find_sums(sheet, start, stop), (start, stop), score)


def _granted(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[Name]:
    """Return the giver behind a granted sum: "has received 20,000 kr in grants from the Fund"."""
    sums = find_sums(sheet, start, stop)
    grants = sheet.marks.within(start, stop, "grant")
    if not sums or not grants or min(abs(g.start - sums[0].start) for g in grants) > 45:
        return []
    return reader.after(max(sums[0].end, grants[0].end if grants[0].start > sums[0].start else 0), stop, filler=6)


def _mechanism(sheet: Sheet, reader: NameReader, start: int, stop: int, taken: list[Name]) -> Name | None:
    if not taken:
        return None
    after = max(n.end for n in taken)
    for hit in sheet.marks.within(min(n.end for n in taken), stop, "mechanism"):
        names = reader.after(hit.end, stop, filler=4)
        if names and names[0].start >= after and _fund_like(sheet, names):
            text = " i ".join(n.text for n in names) if len(names) > 1 else names[0].text
            return Name(sheet.text[names[0].start: names[-1].end] if len(names) > 2 else _joined(sheet, names, text), names[0].start, names[-1].end)
    return None


def _joined(sheet: Sheet, names: list[Name], text: str) -> str:
    if len(names) == 1:
        return text
    between = sheet.text[names[0].end: names[1].start]
    return names[0].text + between + names[1].text


def _fund_like(sheet: Sheet, names: list[Name]) -> bool:
    return any(sheet.marks.has(n.start, n.end, "programme", "organisation") or any(c.isupper() for c in n.text[1:]) for n in names)


def _is_programme(sheet: Sheet, name: Name) -> bool:
    """Tell a programme from a giver: its own nouns, or the word "programme" right before the name."""
    if sheet.marks.has(name.start, name.end, "programme"):
        return not sheet.marks.has(name.start, name.end, "organisation") or _first_is(sheet, name, "programme")
    hit = sheet.before(name.start, "programme", 3)
    return hit is not None


def _first_is(sheet: Sheet, name: Name, key: str) -> bool:
    hits = sheet.marks.within(name.start, name.end, key)
    return bool(hits) and hits[0].start <= name.start + 2


def _combined(sheet: Sheet, givers: list[Name], programmes: list[Name], mechanism: Name | None,
              sums: list[Sum], span: tuple[int, int], score: float) -> list[FundingFound]:
    givers, programmes = sorted(givers, key=lambda n: n.start), sorted(programmes, key=lambda n: n.start)
    covers = next((key.removeprefix("covers_") for key in ("covers_event", "covers_project", "covers_organisation")
                   if sheet.marks.has(*span, key)), None)
    common = Funding(mechanism=mechanism.text if mechanism else None, covers=covers)
    out = []
    for i, giver in enumerate(givers):
        programme = programmes[0].text if programmes and (i == len(givers) - 1 or programmes[0].end < giver.start) else None
        out.append(FundingFound(replace(common, funder=giver.text, programme=programme), giver.start, giver.end, "cue", score))
    if not givers:
        out = [FundingFound(replace(common, programme=p.text), p.start, p.end, "cue", score - 0.05) for p in programmes]
    if sums and len(out) == 1:
        money = max(sums, key=lambda s: s.amount)
        out = [replace(out[0], funding=replace(out[0].funding, amount=money.amount, currency=money.currency))]
    return out


def _filed(sheet: Sheet, name: Name) -> Funding:
    return Funding(programme=name.text) if _is_programme(sheet, name) else Funding(funder=name.text)


def _once(found: list[FundingFound]) -> list[FundingFound]:
    """Keep each giver once; a later telling fills in what the first left out."""
    kept: list[FundingFound] = []
    for one in sorted(found, key=lambda f: f.start):
        name = one.funding.funder or one.funding.programme or ""
        i = next((i for i, k in enumerate(kept) if any(same_name(name, other) for other in (k.funding.funder, k.funding.programme) if other)), None)
        if i is None:
            kept.append(one)
            continue
        old, new = kept[i].funding, one.funding
        merged = Funding(**{f: getattr(old, f) if getattr(old, f) is not None else getattr(new, f) for f in Funding.__dataclass_fields__})
        kept[i] = replace(kept[i], funding=merged, score=max(kept[i].score, one.score))
    return kept
