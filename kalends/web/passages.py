"""A page's text cut into passages, those that are evidence marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Claim

MOST = 12_000
"""Characters of a page's text that are shown at once."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text; ``number`` is the claim that quotes it, None for what lies between quotes."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Passages:
    """What is shown; ``is_cut`` where the text is longer, ``is_found`` where the chosen quote is in it."""

    parts: tuple[Passage, ...]
    is_cut: bool
    is_found: bool


def passages(text: str, claims: Sequence[Claim], chosen: int | None, shown: Callable[[str], str]) -> Passages:
    """The text with the quote of ``chosen`` marked, or without one all settled quotes that do not overlap.

    ``shown`` is what becomes of the text between quotes. A span that no longer holds its quote (the page has
    changed since) is looked for by its words.
    """
    spans = []
    for number, claim in enumerate(claims):
        if (number == chosen) if chosen is not None else claim.settled:
            span = _span(text, claim)
            if span is not None:
                spans.append((*span, number))
    first = min((span[0] for span in spans), default=0) if chosen is not None else 0
    begin = max(0, first - MOST // 2) if first > MOST // 2 else 0
    end = min(len(text), begin + MOST)
    cut = _cut(text, begin, end, sorted(spans))
    parts = tuple(part if part.number is not None else Passage(shown(part.text)) for part in cut)
    return Passages(parts, is_cut=(begin, end) != (0, len(text)), is_found=bool(spans))


def _span(text: str, claim: Claim) -> tuple[int, int] | None:
    if not claim.quote:
        return None
    if claim.span is not None and text[slice(*claim.span)] == claim.quote:
        return claim.span
    start = text.find(claim.quote)
    return None if start < 0 else (start, start + len(claim.quote))


def _cut(text: str, begin: int, end: int, spans: Sequence[tuple[int, int, int]]) -> Iterator[Passage]:
    here = begin
    for start, stop, number in spans:
        if start < here or stop > end:
            continue
        if start > here:
            yield Passage(text[here:start])
        yield Passage(text[start:stop], number)
        here = stop
    if here < end:
        yield Passage(text[here:end])
