"""HTML into blocks: one walk over the tree that lxml's parser makes, visible text only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element, iterwalk

from pipeline.blocks import Document, make_document
from pipeline.markup_lines import Lines, squeezed, with_labels
from pipeline.markup_links import Joiner
from pipeline.markup_tags import BREAKS, INLINE, Context, is_unseen
from pipeline.markup_tree import parsed

_MOST_META = 300
MAX_TAGS = 60_000


def html_document(markup: str, url: str, issues: tuple[str, ...] = ()) -> Document:
    """Return the visible text of an HTML page as blocks, with its links, head fields and markup."""
    cut = torn(markup)
    markup, bound = bounded(markup)
    root = parsed(markup)
    head = _child(root, "head")
    base = next((tag for tag in head.iter("base") if tag.get("href")), None)
    start = Joiner(url).absolute(base.get("href") or "") if base is not None else ""
    lines = _lines(_child(root, "body"), Joiner(start or url))
    boxes = lines.boxes.closed()
    title = next(head.iter("title"), None)
    return make_document(
        "\n".join(lines.parts),
        with_labels(lines.blocks, boxes, [box for _, box in lines.boxes.lines]),
        lines.links,
        (*issues, *cut, *bound),
        title=squeezed(_words(title)) if title is not None else "",
        language=root.get("lang") or root.get("xml:lang") or None,
        meta=_meta(head),
        markup=markup,
        boxes=boxes,
        line_boxes=tuple(lines.boxes.lines),
        stamps=tuple(lines.stamps),
        frames=tuple(lines.frames),
    )


def _child(root: _Element, name: str) -> _Element:
    """Return the root's first child of a name, else the root itself."""
    found = root.find(name)
    return found if found is not None else root


def _words(tag: _Element) -> str:
    """Return an element's text."""
    return "".join(str(text) for text in tag.itertext())


def bounded(markup: str) -> tuple[str, tuple[str, ...]]:
    """Return markup of at most MAX_TAGS tags, and what was left out: the tree's cost grows with them."""
    if markup.count("<") <= MAX_TAGS:
        return markup, ()
    at = -1
    for _ in range(MAX_TAGS):
        at = markup.index("<", at + 1)
    return markup[:at], (f"only the first {MAX_TAGS} tags were read",)


def torn(markup: str) -> tuple[str, ...]:
    """Return what tells that a document was cut: it ends within a tag, or within text with its body open."""
    tail = markup[-5000:].rstrip()
    lower = tail.lower()
    if not tail or "</body" in lower or "</html" in lower:
        return ()
    opened = "<html" in markup[:2000].lower() or "<body" in markup[:50_000].lower()
    if not opened or (tail.endswith(">") and tail.rfind("<") > tail.rfind(">", 0, -1)):
        return ()
    return (f"line {markup.count(chr(10)) + 1}: the HTML is cut in the middle",)


def _meta(head: _Element) -> dict[str, str]:
    out: dict[str, str] = {}
    for _, tag in zip(range(_MOST_META), head.iter("meta"), strict=False):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if name and content:
            out.setdefault(name.lower(), content[:2000].strip())
    for tag in head.iter("link"):
        if tag.get("href") and "canonical" in (tag.get("rel") or "").lower().split():
            out["canonical"] = tag.get("href") or ""
            break
    return out


@dataclass(frozen=True, slots=True)
class _EndOfLink:
    """An anchor ends here that began at ``place``."""

    place: tuple[int, int]
    href: str


@dataclass(frozen=True, slots=True)
class _EndOfBold:
    """Bold words end here that began at ``start`` of the line."""

    start: int


@dataclass(frozen=True, slots=True)
class _EndOfTime:
    """A ``<time>`` ends here that began at ``place``; ``value`` is its ``datetime``."""

    place: tuple[int, int]
    value: str


_End = Context | _EndOfLink | _EndOfBold | _EndOfTime
"""What ends with an element. A context is the end of a box: what its surroundings go on with."""
_VOID = frozenset({"br", "img"})
_DAY_BOX = re.compile(r"\d{1,2}")
"""A day's number in a box beside its month's: "FEB" "19"."""


def _lines(root: _Element, links: Joiner) -> Lines:
    """Visit the tree in order, of whatever depth it is."""
    lines = Lines()
    ends: list[_End | None] = []
    walk = iterwalk(root, events=("start", "end"))
    for event, tag in walk:
        if event == "start":
            name = tag.tag
            if is_unseen(tag, name):
                walk.skip_subtree()
                ends.append(None)
                continue
            if name in BREAKS:
                ends.append(lines.open_box(tag, name))
            else:
                ends.append(_begun(lines, tag, name, links))
            if name in _VOID:
                walk.skip_subtree()
            elif text := tag.text:
                _add(lines, text, tag)
        else:
            end = ends.pop()
            if isinstance(end, Context):
                lines.close_box(end)
            elif end is not None:
                _end(lines, end)
            if (text := tag.tail) and tag is not root:
                _add(lines, text, tag.getparent())
    lines.flush()
    return lines


def _add(lines: Lines, text: str, tag: _Element | None) -> None:
    """Add a text that stands in ``tag``; in what is laid out beforehand the reader sees its line breaks."""
    if tag is None or not lines.kept or "\n" not in text or not _is_laid_out(tag):
        lines.add(text)
        return
    for n, line in enumerate(text.split("\n")):
        if n:
            lines.flush()
        lines.add(line)


def _is_laid_out(tag: _Element) -> bool:
    parent = tag.getparent()
    return tag.tag == "pre" or (parent is not None and parent.tag == "pre")


def _begun(lines: Lines, tag: _Element, name: str, links: Joiner) -> _End | None:
    """Begin a tag within a line: what it does to it, and what ends with the tag."""
    if name == "br":
        lines.flush()
    elif name == "img":
        alt = squeezed(tag.get("alt") or "")[:200]
        if len(alt) > 3:
            lines.add_apart(alt, "alt")
    elif name == "a":
        if target := tag.get("href"):
            if lines.held:
                lines.add(_gap(lines, tag))
            href = links.absolute(target)
            if href.startswith(("http://", "https://", "mailto:")):
                return _EndOfLink(lines.place, href)
    elif name in INLINE:
        if lines.held:
            lines.add(_gap(lines, tag))
        if name == "time" and (value := tag.get("datetime")):
            return _EndOfTime(lines.place, value[:40])
        if name in ("b", "strong"):
            return _EndOfBold(lines.held)
    return None


def _end(lines: Lines, end: _EndOfLink | _EndOfBold | _EndOfTime) -> None:
    """End what began before within a line."""
    if isinstance(end, _EndOfLink):
        lines.add_link(end.place, end.href)
    elif isinstance(end, _EndOfBold):
        lines.bold += lines.held - end.start
    else:
        lines.add_stamp(end.place, end.value)


def _gap(lines: Lines, tag: _Element) -> str:
    """Return what a browser's layout puts between two inline boxes: a colon behind a label's box."""
    before, parent = tag.getprevious(), tag.getparent()
    between = before.tail if before is not None else parent.text if parent is not None else None
    if between:
        return ""
    if before is None:
        return " "
    if before.tag not in INLINE and before.tag != "a":
        return ""
    words = _words(before).strip()
    capital = 2 < len(words) < 30 and words[0].isupper() and words[-1].isalpha()
    label = capital and not any(c.isdigit() for c in words)
    last = tag.getnext() is None and not tag.tail and not _DAY_BOX.fullmatch(_words(tag).strip())
    alone = last and len(lines.pending.strip()) <= len(words)
    return ": " if label and alone else " "
