"""A page's boxes and lines, asked by offset: what a line stands in, a table's rows and columns."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cached_property

from pipeline.blocks import Block, Box
from pipeline.records.class_names import class_keys
from pipeline.sheet import Sheet
from pipeline.tokens import cut

CELLS = frozenset({"td", "th"})
_HEAD = 6
"""A table's columns are named in one of so many first rows."""
_PART = 160
"""A box of more text than that is more than one part of a card."""
_UP = 4
_WIDEST = 40
"""A table of more columns than that is no list."""


class Tree:
    """The elements of one sheet's page; lines are numbered in the page's order."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.boxes = sheet.document.boxes
        self._starts = [start for start, _ in sheet.document.line_boxes]
        self._inner = [box for _, box in sheet.document.line_boxes]

    def __len__(self) -> int:
        return len(self._starts)

    def line_index(self, offset: int) -> int:
        """Return the number of the line that holds ``offset``."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def line(self, index: int) -> tuple[int, int]:
        """Return the span of a line, without its break."""
        after = self._starts[index + 1] - 1 if index + 1 < len(self._starts) else len(self.sheet.text)
        return self._starts[index], after

    def block(self, index: int) -> Block:
        """Return the block that a line is."""
        return self.sheet.blocks[self.sheet.block_index(self.line(index)[1] - 1)]

    def inner(self, offset: int) -> int:
        """Return the innermost box around ``offset``; -1 outside of all."""
        return self._inner[self.line_index(offset)] if self._inner else -1

    def box(self, index: int) -> Box:
        """Return the box of this number."""
        return self.boxes[index]

    def signature(self, offset: int) -> tuple[str, str, str]:
        """Return what tells of one make: the shapes of the line's box and of the one around, and its kind."""
        inner = self.inner(offset)
        if inner < 0:
            return "", "", ""
        box = self.boxes[inner]
        around = self.boxes[box.parent].shape if box.parent >= 0 else ""
        return box.shape, around, self.block(self.line_index(offset)).kind

    def make(self, offset: int) -> tuple[str, ...]:
        """Return what lists of one kind share: the tags of the line's box and of the one around it."""
        inner = self.inner(offset)
        tags: list[str] = []
        while inner >= 0 and len(tags) < 2:
            tag = self.boxes[inner].tag
            tags.append("h" if tag[0] == "h" and tag[1:].isdigit() else tag)
            inner = self.boxes[inner].parent
        heading = self.block(self.line_index(offset)).kind == "heading"
        return ("h",) if heading else tuple(tags)

    def around(self, index: int, offset: int) -> int:
        """Return the box that holds a record's box ``index``; -1 for it: the line's own box."""
        if index >= 0 and self.boxes[index].tag in CELLS:
            return self.within(index, "table")
        return self.boxes[index].parent if index >= 0 else self.inner(offset)

    def within(self, index: int, *tags: str) -> int:
        """Return the nearest box of one of these tags around box ``index``, itself included; -1: none."""
        for _ in range(12):
            if index < 0 or self.boxes[index].tag in tags:
                return index
            index = self.boxes[index].parent
        return -1

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for i, box in enumerate(self.boxes):
            if box.tag in CELLS or box.tag == "tr":
                found[self.within(box.parent, "tr", "table")].append(i)
        return found

    def cells(self, row: int) -> list[int]:
        """Return the boxes of a table row's cells, in order."""
        return self._children.get(row, [])[:_WIDEST]

    def header(self, row: int) -> list[str]:
        """Return the words over each column of the table that ``row`` is in; empty without such a row."""
        return [self.words(cell) for cell in self._heads(row)]

    def _heads(self, row: int) -> list[int]:
        """Return the cells that name the columns of the table that ``row`` is in."""
        table = self.within(self.boxes[row].parent, "table")
        if table not in self._headers:
            rows = [i for i in self._children.get(table, []) if self.boxes[i].tag == "tr"][:_HEAD]
            self._headers[table] = next((self.cells(one) for one in rows if self._names_columns(one)), [])
        return self._headers[table]

    @cached_property
    def _headers(self) -> dict[int, list[int]]:
        return {-1: []}

    def _names_columns(self, row: int) -> bool:
        """Tell a row that may name the columns: short, undated, of two cells or more; no label and value."""
        filled = [text for cell in self.cells(row) if (text := self.words(cell))]
        box = self.boxes[row]
        plain = all(len(text) < 60 for text in filled) and not self.sheet.dates_within(box.start, box.end)
        labels = sum(text.endswith(":") for text in filled)
        return len(filled) >= 2 and plain and labels in (0, len(filled))

    def words(self, index: int) -> str:
        """Return a box's text in one line."""
        box = self.boxes[index]
        return " ".join(self.sheet.text[box.start : box.end].split())

    def column(self, offset: int) -> str:
        """Return the words over the column that ``offset`` stands in; empty outside of such a table."""
        head = self.column_head(offset)
        return self.words(head) if head >= 0 else ""

    def column_head(self, offset: int) -> int:
        """Return the cell over the column that ``offset`` stands in; -1 outside of such a table."""
        cell = self.within(self.inner(offset), *CELLS)
        row = self.within(self.boxes[cell].parent, "tr") if cell >= 0 else -1
        if row < 0:
            return -1
        heads, cells = self._heads(row), self.cells(row)
        spanned = len(heads) - len(cells)
        if cell not in cells or spanned < 0 or (spanned and len(cells) < 2):
            return -1
        # Cells that a row lacks are the first: ones of rows above that span it.
        return heads[cells.index(cell) + spanned]

    def column_keys(self, offset: int) -> frozenset[str]:
        """Return what the words over the column of ``offset`` speak of, by the vocabulary's keys."""
        words = self.column(offset)
        if words not in self._column_keys:
            self._column_keys[words] = keys_in(self.sheet, words)
        return self._column_keys[words]

    def class_keys(self, offset: int) -> frozenset[str]:
        """Return what the classes of the boxes around a line call it; the nearest of a part of a card."""
        index, found = self.inner(offset), frozenset[str]()
        for _ in range(_UP):
            if index < 0 or self.boxes[index].end - self.boxes[index].start > _PART or found:
                break
            found = class_keys(self.boxes[index].shape)
            index = self.boxes[index].parent
        return found

    @cached_property
    def _column_keys(self) -> dict[str, frozenset[str]]:
        return {"": frozenset()}


def keys_in(sheet: Sheet, words: str) -> frozenset[str]:
    """Return the vocabulary's keys that ``words`` answer to."""
    return frozenset(hit.key for hit in sheet.known.lexicon.find(cut(words)))
