"""What a listing's records are called by their own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.extract.title_phrases import Title, clean
from pipeline.gazetteer import fold
from pipeline.records.fragments import Fragment
from pipeline.records.places import is_place
from pipeline.sheet import Sheet

_LONGEST = 200
_NUMBERS = re.compile(r"^[\W\d_]*$")
_ASKED = """
    label_when label_date label_time label_where label_city label_online label_deadline label_contact
    label_price label_registration label_published label_language
"""
_NO_NAME = frozenset(_ASKED.split())
"""Labels whose answers name no event."""
_ENOUGH = 1.0
_SHARED = 0.5
"""Words that stand in so many of the records name none of them, unless they name an event."""


def record_title(sheet: Sheet, pieces: Sequence[Fragment], repeated: Counter[str], most: int) -> Title | None:
    """Return the best of a record's pieces as its title; ``repeated`` counts words over ``most`` records."""
    best: tuple[float, Fragment] | None = None
    for n, piece in enumerate(pieces):
        score = _score(sheet, piece, n)
        if most >= 3 and repeated[fold(piece.text)] > _SHARED * most:
            score -= 0.5 if sheet.marks.has(piece.start, piece.end, "event", "organisation") else 3
        if score >= _ENOUGH and (best is None or score > best[0]):
            best = score, piece
    if best is None:
        return None
    score, piece = best
    text = clean(piece.text)[:_LONGEST]
    return Title(text, piece.start, piece.end, "record", min(0.85, 0.5 + score / 15))


def _score(sheet: Sheet, piece: Fragment, n: int) -> float:
    """Return how much speaks for a piece as the record's title."""
    marks, a, b = sheet.marks, piece.start, piece.end
    words = piece.text.split()
    label = sheet.label_keys(piece.label) if piece.label else frozenset()
    if label & _NO_NAME or is_papers(sheet, a, b) or _NUMBERS.match(piece.text) or "@" in piece.text:
        return -9
    if sheet.label_keys(piece.text) & _NO_NAME or (marks.within(a, b, "chrome")[:1] and len(words) < 5):
        return -9
    eventful = marks.has(a, b, "event")
    score = 3.0 * ("label_title" in label) + 2.0 * (not eventful and piece.kind == "heading")
    score += 2.0 * eventful + 2.5 * (eventful and piece.kind == "heading")
    score += 1.5 * marks.has(a, b, "organisation") + 0.8 * (piece.link is not None) + 0.5 * piece.dated
    score += 0.7 * bool(label) + 0.5 * (2 <= len(words) <= 12) - 0.12 * n
    score -= 0.6 * piece.is_file + 1.5 * (len(words) > 16) + 1.5 * (len(piece.text) > _LONGEST)
    score -= 1.0 * piece.text[:1].islower() + 2.5 * ("http" in piece.text)
    if is_place(sheet, a, b) and not eventful:
        score -= 3
    return score


def is_papers(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell words that name papers of an event and nothing else: "Agenda (PDF)", "Minutes"."""
    text = sheet.text[start:stop]
    at = start
    left = []
    for hit in sheet.marks.within(start, stop, "papers", "chrome"):
        if hit.start >= at:
            left.append(sheet.text[at : hit.start])
            at = hit.end
    left.append(sheet.text[at:stop])
    rest = re.sub(r"[\W\d_]+", "", " ".join(left))
    return len(rest) < 4 and at > start and len(text) < 80
