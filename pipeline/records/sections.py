"""What a listing's records are called where they say nothing themselves: by the headings over them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.extract.title_headings import head_title
from pipeline.extract.title_phrases import Title, clean
from pipeline.gazetteer import fold
from pipeline.records.fragments import EDGE
from pipeline.records.tree import keys_in
from pipeline.sheet import Sheet
from pipeline.tokens import cut

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?(?!\d)")
_BACK = 60
"""So many headings above a record are looked at."""
_RANKS = 4
_LONGEST_BODY = 60
_STEPS = 8
_SMALL = 1.7
"""What small letters name says at most so much."""


class Sections:
    """The headings of one sheet, by where they stand."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        kept = [b for b in sheet.blocks if b.kind == "heading" and b.region not in ("nav", "footer")]
        self._headings, self._starts = kept, [block.start for block in kept]
        head = head_title(sheet)
        self._head = bare_title(sheet, head) if head is not None else None
        self._trail = list(self._breadcrumbs())
        self._titles: dict[tuple[int, Title | None], Title | None] = {}

    def keys(self, offset: int) -> frozenset[str]:
        """Return what the nearest headings above ``offset``, and the page's head, speak of."""
        last = bisect_left(self._starts, offset)
        near = [block.text for block in self._headings[max(0, last - 1) : last]]
        return keys_in(self._sheet, " | ".join([*near, self._sheet.document.title]))

    def title(self, offset: int, statement: Title | None = None) -> Title | None:
        """Return what the records behind ``offset`` are, by the headings over them, the page's head last.

        ``statement``: the subject of the sentence that says when they all are.
        """
        under = bisect_left(self._starts, offset), statement
        if under not in self._titles:
            self._titles[under] = self._title(offset, statement)
        return self._titles[under]

    def _title(self, offset: int, statement: Title | None) -> Title | None:
        candidates: list[tuple[float, Title]] = []
        if statement is not None:
            # "The council meets", "Regular board meetings are held": a heading tells which.
            named = any(word[0].isupper() for word in statement.text.split()[1:])
            score = self._names(statement) + 0.6 if named else min(self._names(statement), _SMALL)
            candidates.append((score, statement))
        for step, title in enumerate(self._over(offset)):
            candidates.append((self._names(title) - 0.25 * step, title))
        candidates.extend((self._names(one) - 0.3, one) for one in self._trail)
        if self._head is not None:
            candidates.append((self._names(self._head) - 0.6, self._head))
        return max(candidates, key=lambda scored: scored[0])[1] if candidates else None

    def body(self, offset: int, statement: Title | None = None) -> str:
        """Return the name of the body that meets, by what is over the records; empty where none is told.

        An event's noun behind it is left out: "Library Board Meetings" are the Library Board's.
        """
        title = self.title(offset, statement)
        if title is None or len(title.text) > _LONGEST_BODY or not names_body(self._sheet, title.text):
            return ""
        words = title.text.split()
        while words and self._says_kind(words[-1]):
            words.pop()
        while words and self._says_kind(words[0]):
            words.pop(0)
        text = " ".join(words).strip(EDGE)
        return text if text and names_body(self._sheet, text) else ""

    def _says_kind(self, word: str) -> bool:
        """Tell a word of listing or of events, such as is no part of a body's name at its ends."""
        return any(hit.key in ("event", "listing") for hit in self._sheet.known.lexicon.find(cut(word)))

    def _breadcrumbs(self) -> Iterator[Title]:
        """Yield the steps of the way to this page that stand right before its first heading."""
        first = self._sheet.block_index(self._starts[0]) if self._starts else 0
        for block in self._sheet.blocks[max(0, first - _STEPS) : first]:
            bare = bare_title(self._sheet, Title(block.text, block.start, block.end, "heading", 0.5))
            if block.region == "nav" and block.kind == "item" and bare is not None:
                yield bare

    def _over(self, offset: int) -> list[Title]:
        """Return the headings above ``offset``, the nearest first, each of a higher rank than the last."""
        found: list[Title] = []
        level = 7
        last = bisect_left(self._starts, offset)
        for block in reversed(self._headings[max(0, last - _BACK) : last]):
            if found and block.level >= level:
                continue
            bare = bare_title(self._sheet, Title(block.text, block.start, block.end, "heading", 0.6))
            if bare is not None:
                found.append(bare)
                level = block.level + (" " not in bare.text)
            if len(found) >= _RANKS:
                break
        return found

    def _names(self, title: Title) -> float:
        """Return how much a heading says of what is held: a body's or an event's noun, several words."""
        sheet = self._sheet
        keys = keys_in(sheet, title.text)
        body = names_body(sheet, title.text)
        many = len(title.text.split()) > 1
        score = 2.0 * body + 1.2 * ("event" in keys) + 0.5 * many
        vouched = title.start is not None and bool(sheet.document.title)
        score += 0.8 * (vouched and fold(title.text) in fold(sheet.document.title))
        return score - 1.5 * ("chrome" in keys and not many)


def names_body(sheet: Sheet, text: str) -> bool:
    """Tell words that name a body that meets: an organisation's noun that is no venue's as well."""
    hits = list(sheet.known.lexicon.find(cut(text)))
    venues = {hit.first for hit in hits if hit.key == "venue"}
    return any(hit.key == "organisation" and hit.first not in venues for hit in hits)


def bare_title(sheet: Sheet, title: Title) -> Title | None:
    """Return a heading without years, days and words of listing at its ends; None where nothing is left."""
    text = title.text
    if title.start is not None and title.end is not None:
        hours = [time for time in sheet.times_within(title.start, title.end) if not time.bare]
        told = [(day.start, day.end) for day in sheet.dates_within(title.start, title.end)]
        told += [(hour.start, hour.end) for hour in hours]
        for start, end in sorted(told, reverse=True):
            text = text[: start - title.start] + " " + text[end - title.start :]
    words = _YEAR.sub(" ", text).strip(EDGE + "()").split()
    own = sheet.known.own.phrases
    listing = {*own["listing"], *own["at"], *own["name_link"]}
    while words and (words[-1].strip(EDGE + "&()").lower() in listing or not words[-1].strip(EDGE + "&()")):
        words.pop()
    while words and (words[0].strip(EDGE + "&()").lower() in listing or not words[0].strip(EDGE + "&()")):
        words.pop(0)
    left = clean(" ".join(words)).strip(EDGE + "()")
    if sum(c.isalpha() for c in left) < 4 or len(left) > 120:
        return None
    left = left[:1].upper() + left[1:]
    return Title(left, title.start, title.end, "heading", 0.55)
