"""What is left of a record's lines when its dates, hours and set words are taken away, in pieces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.letters import has_letters
from pipeline.records.place_words import is_place
from pipeline.records.tree import Tree
from pipeline.text import Link

EDGE = " \t\u00a0,.;:–—-|•·*_#>/@│&"
_PIECE = re.compile(r"\s+[|–—│•·@]\s+|\s+-\s+|:\s+|\s*[│|]\s*")
_BAR = re.compile(r"\s*[|│•·]\s*")
"""What parts a heading or an anchor's line: a dash or a colon belongs to its words."""
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|mp3|mp4|ics)(?:[?#]|$)", re.I)
_AT = frozenset({"label_where"})
"""What stands behind an "@" is where: "6 pm @ Town Hall"."""
_LONGEST = 600
"""A line is cut into pieces so far."""
_LEAST = 3
"""A piece has so many letters."""
_MOST = 40
"""A record's lines beyond these hold nothing that names it."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a record's text: where it stands, in which line; ``keys``: what its column or label asks.

    ``dated``: its line tells a day; ``link``: the anchor that it is of; ``marked``: it is its element's
    classes that say what it is.
    """

    text: str
    start: int
    end: int
    line: int
    kind: str
    label: str
    keys: frozenset[str]
    dated: bool
    link: Link | None
    marked: bool = False

    @property
    def is_file(self) -> bool:
        """Whether the piece leads to a document."""
        return self.link is not None and _FILE.search(self.link.href) is not None


class Fragments:
    """Cuts the lines of one sheet."""

    def __init__(self, tree: Tree) -> None:
        self._tree, self._sheet = tree, tree.sheet
        self._links = tree.sheet.document.links
        self._link_starts = [link.start for link in self._links]
        self._frames = sorted(tree.sheet.document.frames, key=lambda frame: frame.start)
        self._frame_starts = [frame.start for frame in self._frames]

    def of(self, start: int, stop: int) -> list[Fragment]:
        """Return the pieces of ``text[start:stop]``, in order."""
        first = self._tree.line_index(start)
        found: list[Fragment] = []
        for index in range(first, min(len(self._tree), first + _MOST)):
            a, b = self._tree.line(index)
            if a >= stop:
                break
            found.extend(self._of_line(index, max(a, start), min(b, stop, a + _LONGEST)))
        return found

    def links(self, start: int, stop: int) -> list[Link]:
        """Return the anchors that begin in ``text[start:stop]``."""
        return list(self._links[bisect_left(self._link_starts, start) : bisect_left(self._link_starts, stop)])

    def frames(self, start: int, stop: int) -> list[Link]:
        """Return the anchors around lines that begin in ``text[start:stop]``."""
        a, b = bisect_left(self._frame_starts, start), bisect_left(self._frame_starts, stop)
        return self._frames[a:b]

    def _of_line(self, index: int, a: int, b: int) -> Iterator[Fragment]:
        block = self._tree.block(index)
        if block.kind == "alt" or (block.kind == "label" and self._asks_when(a, b)):
            return
        label, keys = self._tree.column(a), self._tree.column_keys(a)
        kind = "cell" if label and block.kind == "pair" else block.kind
        if not label:
            label, keys = block.label, self._sheet.label_keys(block.label)
        marked = frozenset[str]() if keys or block.kind == "heading" else self._tree.class_keys(a)
        keys = keys or marked
        taken, links = self._taken(a, b), self.links(a, b)
        dated = any(is_day for _, _, is_day in taken)
        linked = any(link.start <= a + 1 and link.end >= b - 1 for link in links)
        one = block.kind == "heading" or (linked and not dated)
        labelled = block.kind == "pair" and bool(block.label) and a <= block.start < b
        named = labelled and self._sheet.marks.has(a, block.start, "event", "organisation")
        named = named and not self._asks_when(a, block.start)
        at = block.start if labelled and not (named or linked) else a
        for start, end, _ in [*taken, (b, b, False)]:
            for c, d in self._pieces(at, start, links, _BAR if one else _PIECE):
                link = next((k for k in links if k.start <= c < k.end), None)
                text = self._sheet.text[c:d]
                at_sign = "@" in self._sheet.text[max(a, c - 3) : c]
                led = _AT if at_sign else keys
                yield Fragment(text, c, d, index, kind, label, led, dated, link, bool(marked))
            at = max(at, end)

    def _asks_when(self, start: int, stop: int) -> bool:
        """Tell a label that asks for an event's day from one that is its name: "Public Hearing Date:"."""
        words = self._sheet.text[start:stop].lower().split()
        own, last = self._sheet.known.own.phrases, words[-1].rstrip(" :") if words else ""
        event = any(hit.end > stop - len(last) - 2 for hit in self._sheet.marks.within(start, stop, "event"))
        return not event and any(last in own[key] for key in ("label_date", "label_time", "label_when"))

    def _taken(self, a: int, b: int) -> list[tuple[int, int, bool]]:
        """Return the spans of days, hours and changes' words in a line, in order; True: it is a day."""
        sheet = self._sheet
        spans = [(m.start, m.end, True) for m in sheet.dates_within(a, b)]
        spans += [(t.start, t.end, False) for t in sheet.times_within(a, b) if not t.bare]
        hits = sheet.marks.within(a, b, "cancelled", "postponed")
        return sorted([*spans, *((hit.start, hit.end, False) for hit in hits)])

    def _pieces(self, a: int, b: int, links: list[Link], cut: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield what stands between separators in ``text[a:b]``; an anchor's words stay together.

        ``cut``: what separates them.
        """
        text = self._sheet.text
        cuts = [found.span() for found in cut.finditer(text, a, b)]
        cuts = [c for c in cuts if not any(k.start < c[0] and c[1] < k.end for k in links)]
        cuts = [c for c in cuts if not self._goes_on_name(a, c, b)]
        # An anchor that holds the day ahead ends where the title does; so does one that opens what is left.
        holding = [k for k in links if k.start < a < k.end < b]
        opening = [k for k in links if a <= k.start < k.end < b and not has_letters(text[a : k.start], 1)]
        ends = [k.end for k in (*holding, *opening)] + [k.start for k in opening]
        cuts = sorted([*cuts, *((end, end) for end in ends)])
        at = a
        for end, following in [*cuts, (b, b)]:
            start, stop = _trimmed(text, at, end)
            comma = self._place_behind(start, stop)
            if comma > 0:
                yield start, comma
                start, stop = _trimmed(text, comma, stop)
            if has_letters(text[start:stop], _LEAST):
                yield start, stop
            at = following

    def _goes_on_name(self, a: int, cut: tuple[int, int], b: int) -> bool:
        """Tell a colon within an event's name from one behind a label: "Public meeting: the cycling plan"."""
        marks, ahead = self._sheet.marks, self._sheet.text[a : cut[0]]
        named = ":" in self._sheet.text[slice(*cut)] and marks.has(a, cut[0], "event")
        other = marks.has(cut[1], b, "event", "organisation", "papers") or is_place(self._sheet, cut[1], b)
        return named and not other and not self._sheet.label_keys(ahead.strip(EDGE))

    def _place_behind(self, start: int, stop: int) -> int:
        """Return the comma that parts an event's name from its place: "Open Meeting, Town Hall"; -1: none.

        Also the parenthesis around a place that ends a body's or an event's: "Parks Board (Field House)".
        """
        opened = self._sheet.text.rfind(" (", start, stop) if self._sheet.text[stop - 1 : stop] == ")" else -1
        if opened > start and self._sheet.marks.has(start, opened, "event", "organisation"):
            other = self._sheet.marks.has(opened, stop, "event", "papers", "cancelled", "postponed")
            return -1 if other or not is_place(self._sheet, opened + 2, stop) else opened
        marks, comma = self._sheet.marks, self._sheet.text.find(", ", start, stop)
        if comma < 0 or not self._sheet.text[comma + 2].isupper():
            return -1
        named = marks.has(start, comma, "event") and not marks.has(comma, stop, "event", "papers")
        return comma if named and is_place(self._sheet, comma + 2, stop) else -1


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return the span without marks at its ends; a parenthesis stays where both of its halves do."""
    while start < stop and text[start] in EDGE + ")]":
        start += 1
    while stop > start and (text[stop - 1] in EDGE or text[stop - 1] in "(["):
        stop -= 1
    if text[start:stop].startswith("(") and text.find(")", start, stop) in (-1, stop - 1):
        return _trimmed(text, start + 1, stop - (text[stop - 1] == ")"))
    if text[start:stop].endswith(")") and "(" not in text[start:stop]:
        return _trimmed(text, start, stop - 1)
    return start, stop
