"""One sentence's givers, programmes, mechanism and sum, put together: one funding a giver."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.funded import FundingFound
from pipeline.extract.money import find_sums
from pipeline.extract.named import Name
from pipeline.model import Funding
from pipeline.sheet import Sheet

Span = tuple[int, int]

_COVERS = ("event", "project", "organisation")
_CLOSED = 2
"""A quotation mark and a blank part a name from the "and" behind it."""
_OF = 8
"""A programme's giver in the genitive stands so few characters behind it: "of the"."""


def combined(
    sheet: Sheet, givers: list[Name], programmes: list[Name], mechanism: Name | None, span: Span, score: float
) -> list[FundingFound]:
    """Return a sentence's fundings: one a giver, with the programme that is its."""
    givers, programmes = sorted(givers, key=_place), sorted(programmes, key=_place)
    covers = next((key for key in _COVERS if sheet.marks.has(*span, f"covers_{key}")), None)
    common = Funding(mechanism=mechanism.text if mechanism else None, covers=covers)
    out, left = list[FundingFound](), programmes
    for n, giver in enumerate(givers):
        programme = _programme_of(sheet, givers, n, programmes)
        if programme is not None:
            left = [one for one in left if one is not programme]
        told = replace(common, funder=giver.text, programme=programme.text if programme else None)
        out.append(FundingFound(told, giver.start, giver.end, "cue", score))
    for name in left if givers else programmes:
        if givers and not _is_apart(sheet, name, givers[0]):
            continue
        told = replace(common, programme=name.text)
        out.append(FundingFound(told, name.start, name.end, "cue", score - 0.05))
    sums = find_sums(sheet, *span)
    if sums and len(out) == 1:
        largest = max(sums, key=lambda one: one.amount)
        told = replace(out[0].funding, amount=largest.amount, currency=largest.currency)
        out = [replace(out[0], funding=told)]
    return out


def _is_apart(sheet: Sheet, programme: Name, giver: Name) -> bool:
    """Tell a programme that an "and" parts from the giver behind it: "from programme X and by Y"."""
    joints = sheet.marks.within(programme.end, giver.start, "name_join")
    return bool(joints) and joints[0].start <= programme.end + _CLOSED


def _programme_of(sheet: Sheet, givers: list[Name], n: int, programmes: list[Name]) -> Name | None:
    """Return the programme that the ``n``-th giver fills: the one right ahead, else the next one behind it.

    A programme ahead of all givers, "out of X by A and B", is theirs together.
    """
    giver, following = givers[n], givers[n + 1 : n + 2]
    ahead = [one for one in programmes if one.end <= giver.start and not _is_apart(sheet, one, giver)]
    if ahead and (giver.start - ahead[-1].end <= _OF or ahead[0].end <= givers[0].start):
        return ahead[-1] if giver.start - ahead[-1].end <= _OF else ahead[0]
    behind = (one for one in programmes if one.start >= giver.end)
    stop = following[0].start if following else None
    return next((one for one in behind if stop is None or one.end + _OF < stop), None)


def _place(name: Name) -> int:
    return name.start
