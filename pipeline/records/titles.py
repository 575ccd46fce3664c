"""What a listing's records are called by their own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.title_phrases import Title, clean
from pipeline.gazetteer import fold
from pipeline.records.fragments import EDGE, Fragment
from pipeline.records.place_words import is_place
from pipeline.sheet import Sheet

_LONGEST = 200
_MAILBOX = re.compile(r"\w@\w")
_STREET = re.compile(r"(?:^|[\s,(])\d{1,5}\s+[^\W\d_]")
"""A house's number before its street."""
_NUMBERS = re.compile(r"^[\W\d_]*$")
_ASKED = """
    label_when label_date label_time label_where label_city label_online label_deadline label_contact
    label_price label_registration label_published label_language
"""
_NO_NAME = frozenset(_ASKED.split())
"""Labels whose answers name no event."""
_SIDE = frozenset({"papers", "deadline", "label_deadline", "label_published"})
_NAMED = frozenset({"label_title", "event", "organisation"})
"""Columns that name what is held."""
NOUNS = ("event", "organisation")
PAPERS = "papers"
_ENOUGH, _LEAST = 1.0, 0.0
_SEVERAL = 3
"""So many records of a list show where its titles stand."""
_KIND, _SHORT = 3, 40
"""A kind of meeting is said in so few words, so few letters."""
_LETTERS = 4
_SHARED = 0.5
"""Words that stand in so many of the records name none of them, unless they name an event or a body.

What all share names the list rather than the record that has such words of its own.
"""


def record_title(sheet: Sheet, pieces: Sequence[Fragment], repeated: Counter[str], most: int) -> Title | None:
    """Return the best of a record's pieces as its title; ``repeated`` counts words over ``most`` records."""
    best: tuple[float, Fragment] | None = None
    named = {n for n, piece in enumerate(pieces) if sheet.marks.has(piece.start, piece.end, *NOUNS)}
    own = any(repeated[fold(pieces[n].text)] < most for n in named)
    for n, piece in enumerate(pieces):
        score, often = _score(sheet, piece, n), repeated[fold(piece.text)]
        if most >= 3 and often > _SHARED * most:
            all_share = own and often >= most
            score -= 3 if n not in named else 1.5 if all_share else 0.5
        if score >= _ENOUGH and (best is None or score > best[0]):
            best = score, piece
    if best is None:
        return None
    score, piece = best
    start, stop = without_papers(sheet, piece.start, piece.end)
    if sum(c.isalpha() for c in sheet.text[start:stop]) < _LETTERS:
        start, stop = piece.start, piece.end
    # What only papers are called by names the event no more than its day does.
    bare = sheet.marks.has(piece.start, piece.end, "papers") and not sheet.marks.has(start, stop, *NOUNS)
    text = clean(sheet.text[start:stop])[:_LONGEST]
    return Title(text, start, stop, PAPERS if bare else "record", min(0.85, 0.5 + score / 15))


def usual_place(titles: Sequence[Title | None], pieces: Sequence[Sequence[Fragment]]) -> int:
    """Return the number of the piece that names most records of a list; -1 where there is no such piece."""
    at = Counter(
        next((n for n, piece in enumerate(own) if piece.start <= title.start < piece.end), -1)
        for title, own in zip(titles, pieces, strict=True)
        if title is not None and title.start is not None
    )
    (place, often), *_ = at.most_common(1) or [(-1, 0)]
    return place if often >= max(_SEVERAL, len(titles) / 2) else -1


def title_at(sheet: Sheet, pieces: Sequence[Fragment], place: int) -> Title | None:
    """Return the piece that stands where the titles of a record's list do; None where it names nothing."""
    piece = pieces[place] if 0 <= place < len(pieces) else None
    if piece is None or piece.dated or _score(sheet, piece, 0) < _LEAST or piece.text[:1].islower():
        return None
    return Title(clean(piece.text)[:_LONGEST], piece.start, piece.end, "record", 0.5)


def is_kind(sheet: Sheet, title: Title, repeated: Counter[str]) -> bool:
    """Tell a title that only says what kind of meeting it is, as others of its list do: "Regular Meeting"."""
    if title.start is None or title.end is None or len(title.text.split()) > _KIND or title.method == PAPERS:
        return False
    if not sheet.marks.has(title.start, title.end, "event") or _names_body(sheet, title.start, title.end):
        return False
    last = fold(title.text).rsplit(" ", 1)[-1]
    kinds = (text for text, n in repeated.items() if n > 1 and len(text) < _SHORT)
    return any(kind.rsplit(" ", 1)[-1] == last for kind in kinds)


def of_body(title: Title, body: str) -> Title:
    """Return a title with the name of the body that meets before it: "Library Board – Regular Meeting"."""
    told = not body or fold(body) in fold(title.text)
    return title if told else replace(title, text=f"{body} – {title.text}")


def _score(sheet: Sheet, piece: Fragment, n: int) -> float:
    """Return how much speaks for a piece as the record's title."""
    marks, a, b = sheet.marks, piece.start, piece.end
    eventful, body = _names_event(sheet, a, b), _names_body(sheet, a, b)
    if is_papers(sheet, a, b) or _is_other(sheet, piece, eventful or body):
        return -9
    words = piece.text.split()
    score = 2.0 * eventful + 1.5 * body + _by_column(piece, eventful or body)
    score += (2.5 if eventful else 2.0) * (piece.kind == "heading")
    score += (1.2 if body else 0.5) * piece.dated
    score += 0.8 * (piece.link is not None) + 0.5 * (2 <= len(words) <= 12) - 0.12 * n
    score -= 0.6 * piece.is_file + 1.5 * (len(words) > 16) + 1.5 * (len(piece.text) > _LONGEST)
    score -= 1.0 * piece.text[:1].islower() + 1.0 * marks.has(a, b, "papers")
    placed = is_place(sheet, a, b) and not eventful and not piece.keys & _NAMED
    halls = marks.has(a, b, "room") or not body
    street = _STREET.search(piece.text) is not None and marks.has(a, b, "street_after", "street_before")
    return score - (3.0 if halls else 0.5) * placed - 2.0 * (street and not piece.keys & _NAMED)


def _names_event(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell words that name an event: an event's noun that is no part of a room's ("Conference Room")."""
    rooms = sheet.marks.within(start, stop, "room", "venue")
    return any(
        not any(room.start <= hit.start and hit.end < room.end for room in rooms)
        for hit in sheet.marks.within(start, stop, "event")
    )


def _names_body(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell words that name a body that meets: an organisation's noun that is no venue's as well."""
    venues = {hit.start for hit in sheet.marks.within(start, stop, "venue")}
    return any(hit.start not in venues for hit in sheet.marks.within(start, stop, "organisation"))


def _by_column(piece: Fragment, named: bool) -> float:
    """Return how much the words over a piece's column speak for it, or a label before it.

    ``named``: it has an event's or a body's noun, as what stands in a column of agendas may have.
    """
    if piece.keys & _NO_NAME or (piece.keys & _SIDE and not (named and "papers" in piece.keys)):
        return -4.0
    if piece.keys & _NAMED:
        return 2.0
    return 0.5 * (bool(piece.label) and piece.kind != "pair")


def _is_other(sheet: Sheet, piece: Fragment, named: bool) -> bool:
    """Tell a piece that names no event: figures, an address on the web, a label, the page's own words."""
    if _NUMBERS.match(piece.text) or _MAILBOX.search(piece.text) or "http" in piece.text:
        return True
    if all(word.strip(EDGE).lower().split("-")[0] in sheet.known.weekdays for word in piece.text.split()):
        return True  # "Segunda-feira" as well
    headed = piece.kind == "heading" or "label_title" in piece.keys
    if not named and not headed and sheet.label_keys(piece.text) & _NO_NAME:
        return True
    return sheet.marks.has(piece.start, piece.end, "chrome") and len(piece.text.split()) < 5 and not named


def is_papers(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell words that name papers of an event and nothing else: "Agenda (PDF)", "Meeting Minutes"."""
    if not sheet.marks.has(start, stop, "papers", "chrome") or stop - start > 80:
        return False
    at, left = start, []
    for hit in sheet.marks.within(start, stop, "papers", "chrome", "event", "organisation"):
        if hit.start >= at:
            left.append(sheet.text[at : hit.start])
            at = hit.end
    left.append(sheet.text[at:stop])
    return len(re.sub(r"[\W\d_]+", "", " ".join(left))) < _LETTERS


def without_papers(sheet: Sheet, start: int, stop: int) -> tuple[int, int]:
    """Return the span without papers' words and small words at its ends: "Minutes of the Board Meeting"."""
    small = {word for key in ("name_link", "article", "at") for word in sheet.known.own.phrases[key]}
    moved = True
    while moved and start < stop:
        moved = False
        for hit in sheet.marks.within(start, stop, "papers"):
            if hit.start == start:
                start, moved = hit.end, True
                break
            if hit.end == stop:
                stop, moved = hit.start, True
                break
        words = sheet.text[start:stop].strip(EDGE)
        start = sheet.text.find(words, start) if words else stop
        stop = start + len(words) if words else stop
        first, last = words.split(" ", 1)[0], words.rsplit(" ", 1)[-1]
        if words and first.lower() in small and first != words:
            start, moved = start + len(first) + 1, True
        if words and last.lower() in small and last != words:
            stop, moved = stop - len(last) - 1, True
    return start, stop
