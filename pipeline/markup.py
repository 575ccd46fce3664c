"""HTML into blocks: one walk over the tree that lxml's parser makes, visible text only."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element

from pipeline.blocks import Document, make_document
from pipeline.markup_lines import Lines, squeezed, with_labels
from pipeline.markup_links import Joiner
from pipeline.markup_tags import BREAKS, INLINE, Context, context_within, is_unseen
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


@dataclass(frozen=True, slots=True)
class _Kept:
    """A text of ``<pre>``, whose line breaks are what the reader sees."""

    text: str


_Step = _Element | str | Context | _Kept | _EndOfLink | _EndOfBold | _EndOfTime
"""What the walk has still to do. A context is the end of a box: what its surroundings go on with."""


def _lines(root: _Element, links: Joiner) -> Lines:
    """Visit the tree in order: a stack instead of recursion, for trees of any depth."""
    lines = Lines()
    stack: list[_Step] = [root]
    while stack:
        step = stack.pop()
        if isinstance(step, str):
            lines.add(step)
        elif isinstance(step, _Element):
            _open(lines, step, stack, links)
        elif isinstance(step, Context):
            lines.flush()
            lines.close_box()
            lines.context = step
        else:
            _end(lines, step)
    lines.flush()
    return lines


def _end(lines: Lines, step: _Kept | _EndOfLink | _EndOfBold | _EndOfTime) -> None:
    """End what began before, or add what a reader sees as it is written."""
    if isinstance(step, _EndOfLink):
        lines.add_link(step.place, step.href)
    elif isinstance(step, _EndOfBold):
        lines.bold += lines.held - step.start
    elif isinstance(step, _EndOfTime):
        lines.add_stamp(step.place, step.value)
    else:
        for n, line in enumerate(step.text.split("\n")):
            if n:
                lines.flush()
            lines.add(line)


def _open(lines: Lines, tag: _Element, stack: list[_Step], links: Joiner) -> None:
    """Begin a tag: what it does to the line at hand, its end and its children onto the stack."""
    name = tag.tag
    if is_unseen(tag, name):
        return
    if name in BREAKS:
        lines.flush()
        stack.append(lines.context)
        lines.open_box(name, tag.get("class"))
        lines.context = context_within(tag, name, lines.context)
    elif name == "br":
        lines.flush()
        return
    elif name == "img":
        alt = squeezed(tag.get("alt") or "")[:200]
        if len(alt) > 3:
            lines.add_apart(alt, "alt")
        return
    elif name == "a" and tag.get("href"):
        if lines.held:
            lines.add(_gap(lines, tag))
        href = links.absolute(tag.get("href") or "")
        if href.startswith(("http://", "https://", "mailto:")):
            stack.append(_EndOfLink(lines.place, href))
    elif name in INLINE:
        _open_inline(lines, tag, stack)
    stack.extend(_contents(lines, tag, name))


def _open_inline(lines: Lines, tag: _Element, stack: list[_Step]) -> None:
    if lines.held:
        lines.add(_gap(lines, tag))
    if tag.tag == "time" and tag.get("datetime"):
        stack.append(_EndOfTime(lines.place, (tag.get("datetime") or "")[:40]))
    elif tag.tag in ("b", "strong"):
        stack.append(_EndOfBold(lines.held))


def _contents(lines: Lines, tag: _Element, name: str) -> list[_Step]:
    """Return a tag's texts and elements, the last first: what a stack gives back in order."""
    lines.kept = lines.kept or name == "pre"
    parent = tag.getparent() if lines.kept else None
    kept = name == "pre" or (parent is not None and parent.tag == "pre")
    found: list[_Step] = []
    for child in reversed(tag):
        text = child.tail
        if text:
            found.append(_Kept(text) if kept and "\n" in text else text)
        found.append(child)
    text = tag.text
    if text:
        found.append(_Kept(text) if kept and "\n" in text else text)
    return found


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
    last = tag.getnext() is None and not tag.tail
    alone = last and len(lines.pending.strip()) <= len(words)
    return ": " if label and alone else " "
