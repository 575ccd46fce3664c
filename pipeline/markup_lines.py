"""The lines of an HTML page while its tree is walked: words and links gathered, then closed as blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml.etree import _Element

from pipeline.blocks import GENDERED, LABEL_SIGN, Block, Box, Link, Stamp
from pipeline.markup_boxes import Boxes
from pipeline.markup_tags import Context, context_within

_SPACE = re.compile(r"\s+")
_LABEL = re.compile(rf"^([^\W\d_]{LABEL_SIGN}{{0,40}}?)\s*[:?]$")
_PAIR = re.compile(
    rf"^([^\W\d_]{LABEL_SIGN}{{0,40}}?)\s*(?::(?!//|{GENDERED}|[^\W\d_](?![^\W_]))|\?(?=\s))\s*(?=\S)"
)
_UP = 8
"""A label's table is not further up than so many boxes."""
_MOSTLY = 0.9
"""A line with at least this share of bold words is a bold one."""


class Lines:
    """Collects blocks in reading order; ``context`` says what the line at hand will be.

    ``held`` is the length of what the line at hand holds so far, white space as in the markup; ``kept`` tells
    whether the page has had an element whose line breaks a reader sees.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.frames: list[Link] = []
        self.context = Context()
        self.boxes = Boxes()
        self.held = 0
        self.bold = 0
        self.kept = False
        self._length = 0
        self._pending: list[str] = []
        self._pending_links: list[tuple[int, int, str]] = []
        self.stamps: list[Stamp] = []
        self._pending_stamps: list[tuple[int, int, str]] = []

    @property
    def pending(self) -> str:
        """The line at hand, as far as it has come."""
        return "".join(self._pending)

    def add(self, words: str) -> None:
        """Add words to the line at hand."""
        self._pending.append(words)
        self.held += len(words)

    def add_link(self, place: tuple[int, int], href: str) -> None:
        """Make a link of what the line at hand holds since ``place``, a frame of whole lines since then."""
        length, held = place
        if length == self._length and self.held > held:
            self._pending_links.append((held, self.held, href))
        elif length < self._length:
            self.frames.append(Link(start=length, end=self._length - 1, text="", href=href))

    @property
    def place(self) -> tuple[int, int]:
        """Where the text has come to: the offset of the line at hand, and how much it holds."""
        return self._length, self.held

    def add_stamp(self, place: tuple[int, int], value: str) -> None:
        """Note what a machine is told of the words since ``place``, be they of one line or of several."""
        length, held = place
        if length == self._length and self.held > held:
            self._pending_stamps.append((held, self.held, value))
        elif length < self._length:
            self.stamps.append(Stamp(start=length, end=self._length - 1, value=value))

    def open_box(self, tag: _Element, name: str) -> Context:
        """Begin an element of this name that begins a line; returns what stands around it."""
        if self._pending:
            self.flush()
        around = self.context
        self.boxes.open(name, tag.get("class"), self._length)
        self.context = context_within(tag, name, around)
        self.kept = self.kept or name == "pre"
        return around

    def close_box(self, around: Context) -> None:
        """End the element at hand; what follows stands in ``around``."""
        if self._pending:
            self.flush()
        self.boxes.close(self._length)
        self.context = around

    def flush(self) -> None:
        """End the line at hand and make it a block."""
        if not self._pending:
            return
        raw, links, stamps = self.pending, self._pending_links, self._pending_stamps
        self._pending, self._pending_links, self._pending_stamps, self.held = [], [], [], 0
        if raw.isspace():
            return
        line, places = _squeezed(raw, [edge for a, b, _ in (*links, *stamps) for edge in (a, b)])
        if not line:
            return
        bold, self.bold = self.bold >= len(raw.strip()) * _MOSTLY, 0
        for i, (_, _, href) in enumerate(links):
            a, b = places[2 * i], places[2 * i + 1]
            start, end = self._length + a, self._length + b
            self.links.append(Link(start=start, end=end, text=line[a:b], href=href))
        for i, (_, _, value) in enumerate(stamps, len(links)):
            start, end = self._length + places[2 * i], self._length + places[2 * i + 1]
            self.stamps.append(Stamp(start=start, end=end, value=value))
        self.boxes.note_line(self._length)
        self._close(line, _told_by_looks(line, bold, self.context))
        self.parts.append(line)
        self._length += len(line) + 1

    def add_apart(self, words: str, kind: str) -> None:
        """Make words a line of their own, of this kind, whatever stands around them."""
        self.flush()
        around, self.context = self.context, Context(kind, 0, self.context.region)
        self._pending, self.held = [words], len(words)
        self.flush()
        self.context = around

    def _close(self, line: str, context: Context) -> None:
        kind, level, region = context
        pair = _PAIR.match(line) if kind in ("paragraph", "item", "row") else None
        if pair and not _is_figure(pair):
            cut, label = pair.end(), pair.group(1)
            block = Block(kind="pair", text=line[cut:], start=self._length + cut, label=label, region=region)
        else:
            block = Block(kind=kind, text=line, start=self._length, level=level, region=region)
        self.blocks.append(block)


def _is_figure(pair: re.Match[str]) -> bool:
    """Tell "It begins at 11:00" and "3 October: …" from a label with its value; "Day 2: …" is one."""
    label = pair.group(1)
    clock = label[-1:].isdigit() and pair.string[pair.end() - 1] == ":" and pair.string[pair.end()].isdigit()
    return clock or any(c.isdigit() for c in label[:-2])


def _told_by_looks(line: str, bold: bool, context: Context) -> Context:
    """Tell labels from cells and labels and headings from paragraphs: by a colon, by being bold and short."""
    if context.kind in ("cell", "paragraph") and _LABEL.match(line):
        return context._replace(kind="label")
    if context.kind == "cell" and bold and len(line) < 40:
        return context._replace(kind="label")
    if context.kind == "paragraph" and bold and len(line) < 120:
        return context._replace(kind="heading", level=4)
    return context


def squeezed(text: str) -> str:
    """Return ``text`` with every run of white space made one space, none at the ends."""
    return " ".join(text.split())


def _squeezed(raw: str, edges: list[int]) -> tuple[str, list[int]]:
    """Return the text with runs of white space made one space, and where the given offsets came to lie."""
    whole = squeezed(raw)
    if not edges or whole == raw:
        return whole, edges
    out: list[str] = []
    places: dict[int, int] = {}
    at, length, k = 0, 0, 0
    wanted = sorted(set(edges))
    for found in _SPACE.finditer(raw):
        while k < len(wanted) and wanted[k] <= found.start():
            places[wanted[k]] = length + wanted[k] - at
            k += 1
        out.append(raw[at : found.start()])
        length += found.start() - at
        while k < len(wanted) and wanted[k] < found.end():
            places[wanted[k]] = length
            k += 1
        if length:
            out.append(" ")
            length += 1
        at = found.end()
    out.append(raw[at:])
    for edge in wanted[k:]:
        places[edge] = length + edge - at
    line = "".join(out).rstrip()
    return line, [min(places[edge], len(line)) for edge in edges]


def with_labels(blocks: list[Block], boxes: Sequence[Box], inner: Sequence[int]) -> list[Block]:
    """Give each cell the label before it: a list's ``<dt>``, a row's ``<th>``, a lone line with a colon.

    ``inner``: the innermost of ``boxes`` around each block. A table's label is none of what
    follows it, nor one of several of a row of what follows that.
    """
    out: list[Block] = []
    label: str = ""
    until: int | None = None
    for block, box in zip(blocks, inner, strict=True):
        if block.kind == "label":
            beside = out and out[-1].kind == "label"
            row = _end_of(boxes, box, "tr")
            one_of_many = beside and row is not None and row == _end_of(boxes, inner[len(out) - 1], "tr")
            label, until = block.text.strip(" :?"), row if one_of_many else _end_of(boxes, box, "table")
        elif block.kind == "cell":
            label = label if until is None or block.start < until else ""
            block = replace(block, kind="pair" if label else "row", label=label)
        elif block.kind == "paragraph" and label and out[-1].kind == "label":
            block = replace(block, kind="pair", label=label)
        else:
            label = ""
        out.append(block)
    return out


def _end_of(boxes: Sequence[Box], index: int, tag: str) -> int | None:
    """Return where the box of a tag around box ``index`` ends; None for none close by."""
    for _ in range(_UP):
        if index < 0:
            return None
        if boxes[index].tag == tag:
            return boxes[index].end
        index = boxes[index].parent
    return None
