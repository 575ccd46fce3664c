"""HTML into blocks: one walk over BeautifulSoup's tree (parsed by lxml), visible text only."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import (
    CData,
    Comment,
    Declaration,
    Doctype,
    NavigableString,
    PageElement,
    ProcessingInstruction,
    Script,
    Stylesheet,
    Tag,
)

from pipeline.blocks import Document, make_document
from pipeline.markup_lines import Lines, squeezed, with_labels
from pipeline.markup_tags import BREAKS, INLINE, Context, context_within, is_unseen

_UNSEEN_TEXT = (CData, Comment, Declaration, Doctype, ProcessingInstruction, Script, Stylesheet)
_LONGEST_URL = 2000
MAX_TAGS = 60_000


def html_document(markup: str, url: str, issues: tuple[str, ...] = ()) -> Document:
    """Return the visible text of an HTML page as blocks, with its links, head fields and parsed tree."""
    cut = torn(markup)
    markup, bound = bounded(markup)
    soup = BeautifulSoup(markup, "lxml")
    head = soup.head or soup
    base = head.find("base", href=True)
    start = _absolute(url, str(base["href"])) if isinstance(base, Tag) else ""
    lines = _lines(soup.body or soup, start or url)
    html = soup.find("html")
    language = str(html.get("lang") or html.get("xml:lang") or "") if isinstance(html, Tag) else ""
    title = head.find("title")
    return make_document(
        "\n".join(lines.parts),
        with_labels(lines.blocks),
        lines.links,
        (*issues, *cut, *bound),
        title=squeezed(title.get_text()) if isinstance(title, Tag) else "",
        language=language or None,
        meta=_meta(head),
        soup=soup,
        boxes=lines.boxes.closed(),
        line_boxes=tuple(lines.boxes.lines),
        stamps=tuple(lines.stamps),
    )


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
    opened = "<body" in markup[:50_000].lower() or "<html" in markup[:2000].lower()
    closed = "</body" in tail.lower() or "</html" in tail.lower()
    if not tail or closed or not opened or (tail.endswith(">") and tail.rfind("<") > tail.rfind(">", 0, -1)):
        return ()
    return (f"line {markup.count(chr(10)) + 1}: the HTML is cut in the middle",)


def _meta(head: Tag) -> dict[str, str]:
    out: dict[str, str] = {}
    for tag in head.find_all("meta", limit=300):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if name and content:
            out.setdefault(str(name).lower(), str(content)[:2000].strip())
    canonical = head.find("link", rel="canonical", href=True)
    if isinstance(canonical, Tag):
        out["canonical"] = str(canonical["href"])
    return out


@dataclass(frozen=True, slots=True)
class _EndOfBox:
    """A box ends here; its surroundings go on."""

    around: Context


@dataclass(frozen=True, slots=True)
class _EndOfLink:
    """An anchor ends here that began at ``start`` of the line."""

    start: int
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


_Step = PageElement | _EndOfBox | _EndOfLink | _EndOfBold | _EndOfTime


def _lines(root: Tag, url: str) -> Lines:
    """Visit the tree in order: a stack instead of recursion, for trees of any depth."""
    lines = Lines()
    stack: list[_Step] = [root]
    while stack:
        step = stack.pop()
        if isinstance(step, NavigableString):
            if not isinstance(step, _UNSEEN_TEXT):
                _text(lines, step)
        elif isinstance(step, Tag):
            _open(lines, step, stack, url)
        elif isinstance(step, _EndOfBox):
            lines.flush()
            lines.close_box()
            lines.context = step.around
        elif isinstance(step, _EndOfLink):
            lines.add_link(step.start, step.href)
        elif isinstance(step, _EndOfBold):
            lines.bold += lines.held - step.start
        elif isinstance(step, _EndOfTime):
            lines.add_stamp(step.place, step.value)
    lines.flush()
    return lines


def _text(lines: Lines, text: NavigableString) -> None:
    """Add a text; in ``<pre>`` its line breaks are what the reader sees."""
    parent = text.parent
    if "\n" not in text or parent is None or "pre" not in (parent.name, parent.parent and parent.parent.name):
        lines.add(str(text))
        return
    for n, line in enumerate(str(text).split("\n")):
        if n:
            lines.flush()
        lines.add(line)


def _open(lines: Lines, tag: Tag, stack: list[_Step], url: str) -> None:
    """Begin a tag: what it does to the line at hand, its end and its children onto the stack."""
    name = tag.name
    if is_unseen(tag):
        return
    if name == "br":
        lines.flush()
        return
    if name == "img":
        alt = squeezed(str(tag.get("alt") or ""))[:200]
        if len(alt) > 3:
            lines.add_apart(alt, "alt")
        return
    if name in BREAKS:
        lines.flush()
        stack.append(_EndOfBox(lines.context))
        lines.open_box(tag)
        lines.context = context_within(tag, lines.context)
    elif name == "a" and tag.get("href"):
        href = _absolute(url, str(tag["href"]))
        if href.startswith(("http://", "https://", "mailto:")):
            stack.append(_EndOfLink(lines.held, href))
    elif name in INLINE:
        if lines.held:
            lines.add(_gap(lines, tag))
        if name == "time" and tag.get("datetime"):
            stack.append(_EndOfTime(lines.place, str(tag["datetime"])[:40]))
        elif name in ("b", "strong"):
            stack.append(_EndOfBold(lines.held))
    stack.extend(reversed(tag.contents))


def _gap(lines: Lines, tag: Tag) -> str:
    """Return what a browser's layout puts between two inline boxes: a colon behind a label's box."""
    before = tag.previous_sibling
    if before is None:
        return " "
    if not isinstance(before, Tag) or before.name not in INLINE:
        return ""
    words = before.get_text().strip()
    capital = 2 < len(words) < 30 and words[0].isupper() and words[-1].isalpha()
    label = capital and not any(c.isdigit() for c in words)
    alone = tag.next_sibling is None and len(lines.pending.strip()) <= len(words)
    return ": " if label and alone else " "


def _absolute(url: str, href: str) -> str:
    """Return a link's absolute address, empty where it is none."""
    try:
        return urljoin(url, href.strip()[:_LONGEST_URL])
    except ValueError:
        return ""
