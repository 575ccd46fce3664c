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
_OF = 8
"""A programme's giver in the genitive stands so few characters behind it: "of the"."""


def combined(
    sheet: Sheet, givers: list[Name], programmes: list[Name], mechanism: Name | None, span: Span, score: float
) -> list[FundingFound]:
    """Return a sentence's fundings: one a giver, with the programme that is its."""
    givers, programmes = sorted(givers, key=_place), sorted(programmes, key=_place)
    covers = next((key for key in _COVERS if sheet.marks.has(*span, f"covers_{key}")), None)
    common = Funding(mechanism=mechanism.text if mechanism else None, covers=covers)
    out = []
    for n, giver in enumerate(givers):
        programme = _programme_of(givers, n, programmes)
        told = replace(common, funder=giver.text, programme=programme.text if programme else None)
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


def _programme_of(givers: list[Name], n: int, programmes: list[Name]) -> Name | None:
    """Return the programme that the ``n``-th giver fills: the one right ahead, else the next one behind it.

    A programme ahead of all givers, "out of X by A and B", is theirs together.
    """
    giver, following = givers[n], givers[n + 1 : n + 2]
    ahead = [one for one in programmes if one.end <= giver.start]
    if ahead and (giver.start - ahead[-1].end <= _OF or ahead[0].end <= givers[0].start):
        return ahead[-1] if giver.start - ahead[-1].end <= _OF else ahead[0]
    behind = (one for one in programmes if one.start >= giver.end)
    stop = following[0].start if following else None
    return next((one for one in behind if stop is None or one.end + _OF < stop), None)


def _place(name: Name) -> int:
    return name.start
