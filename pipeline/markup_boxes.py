"""The elements that lines stand in, noted while an HTML page's tree is walked."""

from __future__ import annotations

import re

from lxml.etree import _Element

from pipeline.blocks import Box

_FIGURES = re.compile(r"\d+")
_MOST_CLASSES = 4
_PLACES = frozenset({"first", "last", "odd", "even", "active", "alternate"})
"""Classes that tell which of its siblings an element is, not what it is."""


class Boxes:
    """Collects boxes in the page's order; ``lines`` are where lines begin, with their innermost box."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, int]] = []
        self._opened: list[tuple[str, str, int, int]] = []
        self._ends: list[int] = []
        self._around: list[int] = []

    def open(self, tag: _Element, offset: int) -> None:
        """Begin a box where the text has come to ``offset``."""
        parent = self._around[-1] if self._around else -1
        self._around.append(len(self._opened))
        self._opened.append((tag.tag, _shape(tag), parent, offset))
        self._ends.append(offset)

    def close(self, offset: int) -> None:
        """End the box opened last."""
        self._ends[self._around.pop()] = offset

    def note_line(self, offset: int) -> None:
        """Note that a line begins at ``offset``, in the box at hand."""
        self.lines.append((offset, self._around[-1] if self._around else -1))

    def closed(self) -> tuple[Box, ...]:
        """Return all boxes; a box ends behind its last line's break."""
        return tuple(
            Box(tag=tag, shape=shape, parent=parent, start=start, end=end)
            for (tag, shape, parent, start), end in zip(self._opened, self._ends, strict=True)
        )


def _shape(tag: _Element) -> str:
    """Return an element's tag with its classes, figures left out, and such as only count its siblings."""
    told = (tag.get("class") or "").split()
    classes = [name for name in told if name not in _PLACES][:_MOST_CLASSES]
    return ".".join([tag.tag, *(_FIGURES.sub("", name) for name in classes)])
