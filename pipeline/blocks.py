"""What a page is laid out as: blocks and links with offsets into its text, and the document of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_UP = 5
"""A box is looked for in so many around another."""

GENDERED = r"innen\b|in\s*:"
"""What a colon within a label has behind it, as a pattern: German writes "Veranstalter:innen: A und B"."""
LABEL_SIGN = rf"(?:[^:\n.!?;]|:(?={GENDERED}))"
"""One sign of a label, as a pattern."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An anchor: where its words stand in the text, and the absolute address."""

    start: int
    end: int
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One visual line or paragraph.

    ``kind`` is heading, paragraph, item, row, pair, label, cell or alt; ``level`` a heading's 1..6; ``label``
    the name of a label/value pair whose value the block is; ``region`` main, header, nav, footer or aside.
    ``text`` has the length of the span it covers, markup in it blanked: ``start + i`` is the offset of
    ``text[i]``.
    """

    kind: str
    text: str
    start: int
    level: int = 0
    label: str = ""
    region: str = "main"

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Box(NamedTuple):
    """One element of the page that begins a line: where its words stand, and the box that it lies in.

    ``shape`` is its tag with its classes, figures left out, so that siblings of one make have one shape;
    ``parent`` is the index of the box around it, -1 at the root.
    """

    tag: str
    shape: str
    parent: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A ``<time datetime>``: where its words stand in the text, and what the machine is told, as written."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """One page, read once. ``meta`` holds what its head declares, by lower-case name; ``markup`` is an HTML
    page's, as far as it was read.

    ``boxes`` are an HTML page's elements in its order; ``line_boxes`` tells where each line begins, and the
    innermost box that it stands in. ``frames`` are anchors around whole lines, such as cards; they have no
    text of their own.
    """

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    title: str = ""
    language: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)
    markup: str | None = None
    issues: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    boxes: tuple[Box, ...] = ()
    line_boxes: tuple[tuple[int, int], ...] = ()
    stamps: tuple[Stamp, ...] = ()
    frames: tuple[Link, ...] = ()

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds ``offset``; None between blocks."""
        i = self.index_at(offset)
        return (
            self.blocks[i] if i >= 0 and offset < max(self.blocks[i].end, self.blocks[i].start + 1) else None
        )

    def region_at(self, offset: int) -> str | None:
        """Return the region of the block that holds ``offset``; None between blocks."""
        block = self.block_at(offset)
        return block.region if block is not None else None

    def box_around(self, box: int, tag: str) -> int:
        """Return the nearest box of a tag from ``box`` on outwards; -1 where none is close by."""
        for _ in range(_UP):
            if box < 0 or self.boxes[box].tag == tag:
                return box
            box = self.boxes[box].parent
        return -1

    def index_of_line(self, offset: int) -> int:
        """Return the index in ``line_boxes`` of the line that holds ``offset``."""
        return max(0, bisect_right(self.line_boxes, (offset, len(self.boxes))) - 1)

    def index_at(self, offset: int) -> int:
        """Return the index of the last block that starts at or before ``offset``; -1 before the first."""
        return bisect_right(self.starts, offset) - 1


def make_document(
    text: str,
    blocks: list[Block],
    links: list[Link],
    issues: tuple[str, ...],
    *,
    title: str = "",
    language: str | None = None,
    meta: Mapping[str, str] | None = None,
    fields: Mapping[str, object] | None = None,
    markup: str | None = None,
    boxes: tuple[Box, ...] = (),
    line_boxes: tuple[tuple[int, int], ...] = (),
    stamps: tuple[Stamp, ...] = (),
    frames: tuple[Link, ...] = (),
) -> Document:
    """Put a document together; blocks are ordered by where they start."""
    ordered = tuple(sorted(blocks, key=lambda block: block.start))
    return Document(
        text,
        ordered,
        tuple(links),
        title=title,
        language=language,
        meta=meta or {},
        fields=fields or {},
        markup=markup,
        issues=issues,
        starts=tuple(block.start for block in ordered),
        boxes=boxes,
        line_boxes=line_boxes,
        stamps=stamps,
        frames=frames,
    )
