"""One giver's fundings put together: told twice, in short and in full, with what each telling leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from pipeline.extract.funded import FundingFound
from pipeline.extract.known_givers import KnownGiver
from pipeline.extract.one_givers import is_fuller, is_one_giver, pays
from pipeline.extract.parties import MOST
from pipeline.extract.party import same_name
from pipeline.model import Funding
from pipeline.sheet import Sheet


def as_written(sheet: Sheet, one: FundingFound, known: Sequence[KnownGiver]) -> FundingFound:
    """Return a funding by a giver's short form alone, "funded by the EU", with the name that the page writes.

    Where the page writes the name in full as well, or names the giver's programme, the name is in full.
    """
    giver, written = one.funding.funder or "", sheet.text[one.start : one.end]
    short = written.isupper() and written != giver and is_one_giver(written, giver)
    named = (k.name for k in known if k.name.text == giver)
    full = any(not sheet.text[name.start : name.end].isupper() for name in named)
    if not short or full or one.funding.programme:
        return one
    return replace(one, funding=replace(one.funding, funder=written))


def called(one: Funding) -> str:
    """Return what a funding is known by: its giver, else its programme."""
    return one.funder or one.programme or ""


def once(found: list[FundingFound]) -> list[FundingFound]:
    """Keep each giver once; a later telling fills in what the first left out."""
    kept: list[FundingFound] = []
    for one in sorted(found, key=lambda funding: funding.start):
        i = next((i for i, other in enumerate(kept) if _is_same(one.funding, other.funding)), None)
        if i is None and len(kept) < MOST:
            kept.append(one)
        elif i is not None:
            first, second = kept[i], one
            if is_fuller(first.funding.funder or "", second.funding.funder or ""):
                first, second = second, first
            told = _filled(first.funding, second.funding)
            kept[i] = replace(first, funding=told, score=max(first.score, second.score))
    return _with_payers(kept)


def _with_payers(found: list[FundingFound]) -> list[FundingFound]:
    """Put a programme that is told alone to the giver that is told alone and known to pay it."""
    out = list(found)
    for one in found:
        name = one.funding.programme
        if one.funding.funder is not None or name is None:
            continue
        bare = (i for i, other in enumerate(out) if other.funding.funder and not other.funding.programme)
        i = next((i for i in bare if pays(out[i].funding.funder or "", name)), None)
        if i is not None:
            out[i] = replace(out[i], funding=_filled(out[i].funding, one.funding))
            out.remove(one)
    return out


def _is_same(one: Funding, other: Funding) -> bool:
    """Tell whether a funding's giver, else its programme, is the other's giver or programme.

    A programme that was told without its giver is the one that a giver is told with later.
    """
    if other.funder is None and other.programme and one.programme:
        return same_name(one.programme, other.programme)
    name = called(one)
    told = [known for known in (other.funder, other.programme) if known]
    return any(same_name(name, known) or is_one_giver(name, known) for known in told)


def _filled(first: Funding, second: Funding) -> Funding:
    """Return ``first`` with what it leaves out taken from ``second``."""
    left_out = [f.name for f in fields(Funding) if getattr(first, f.name) is None]
    return replace(first, **{name: getattr(second, name) for name in left_out})
