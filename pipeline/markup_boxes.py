"""The elements that lines stand in, noted while an HTML page's tree is walked."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.blocks import Box

_FIGURES = re.compile(r"\d+")
_MOST_CLASSES = 4
_LONGEST_CLASSES = 1000
_SHAPES = 4096
"""The pages of a site are made of the same elements."""
_PLACES = frozenset({"first", "last", "odd", "even", "active", "alternate"})
"""Classes that tell which of its siblings an element is, not what it is."""


class Boxes:
    """Collects boxes in the page's order; ``lines`` are where lines begin, with their innermost box."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, int]] = []
        self._opened: list[tuple[str, str, int, int]] = []
        self._ends: list[int] = []
        self._at = -1

    def open(self, tag: str, classes: str | None, offset: int) -> None:
        """Begin a box of a tag and classes where the text has come to ``offset``."""
        shape = _shape(tag, classes[:_LONGEST_CLASSES]) if classes else tag
        self._opened.append((tag, shape, self._at, offset))
        self._at = len(self._ends)
        self._ends.append(offset)

    def close(self, offset: int) -> None:
        """End the box opened last."""
        self._ends[self._at] = offset
        self._at = self._opened[self._at][2]

    def note_line(self, offset: int) -> None:
        """Note that a line begins at ``offset``, in the box at hand."""
        self.lines.append((offset, self._at))

    def closed(self) -> tuple[Box, ...]:
        """Return all boxes; a box ends behind its last line's break."""
        return tuple([Box(*box, end) for box, end in zip(self._opened, self._ends, strict=True)])


@lru_cache(maxsize=_SHAPES)
def _shape(tag: str, classes: str) -> str:
    """Return a tag with its classes, figures left out, and such as only count its siblings."""
    told = [name for name in classes.split() if name not in _PLACES][:_MOST_CLASSES]
    return ".".join([tag, *(_FIGURES.sub("", name) for name in told)])
