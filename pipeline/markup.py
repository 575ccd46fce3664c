"""HTML into blocks: one walk over BeautifulSoup's tree (parsed by lxml), visible text only."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Comment
from bs4.element import CData, Declaration, Doctype, NavigableString, ProcessingInstruction, Script, Stylesheet, Tag

from pipeline.text import Block, Document, Link, make_document

_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object", "select", "option",
                     "button", "input", "textarea", "head", "canvas", "audio", "video", "map", "datalist"})
_BREAKS = frozenset({"p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "ul", "ol", "li", "table",
                     "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6",
                     "blockquote", "pre", "figure", "figcaption", "form", "fieldset", "legend", "address", "details",
                     "summary", "hr", "center", "body", "label", "hgroup", "search", "menu", "dialog"})
_REGIONS = {"nav": "nav", "footer": "footer", "aside": "aside", "header": "header"}
_REGION_WORDS = re.compile(
    r"(?:^|[-_ ])(?:(nav|navbar|navigation|menu|breadcrumbs?|skip-?links?|pagination)|(footer|colophon|copyright|cookies?)"
    r"|(sidebar|aside|related|recommended|share|social|widget-area|newsletter))(?:$|[-_ ])", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"\s+")
_LABEL = re.compile(r"^([^\W\d_][^:\n.!?;]{0,40}?)\s*[:?]$")
_PAIR = re.compile(r"^([^\W\d_][^:\n.!?;]{0,40}?)\s*(?::(?!//)|\?(?=\s))\s*(?=\S)")
_INLINE = frozenset({"span", "time", "em", "i", "b", "strong"})
MAX_TAGS = 60_000


class _Walk:
    """Collects blocks in reading order; a stack instead of recursion, for trees of any depth."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.pending: list[str] = []
        self.pending_links: list[tuple[int, int, str]] = []
        self.held = 0
        self.bold = 0
        self.context: tuple[str, int, str] = ("paragraph", 0, "main")

    def flush(self) -> None:
        """End the current line and make it a block."""
        raw = "".join(self.pending)
        pieces, links = self.pending, self.pending_links
        self.pending, self.pending_links, self.held = [], [], 0
        line, places = _squeezed(raw, [edge for a, b, _ in links for edge in (a, b)])
        if not line:
            return
        kind, level, region = self.context
        bold, self.bold = self.bold, 0
        if kind == "cell" and (_LABEL.match(line) or (bold >= len(raw.strip()) * 0.9 and len(line) < 40)):
            kind = "label"
        if kind == "paragraph" and bold >= len(raw.strip()) * 0.9 and len(line) < 120 and pieces:
            kind, level = ("label", 0) if _LABEL.match(line) else ("heading", 4)
        elif kind == "paragraph" and _LABEL.match(line):
            kind = "label"
        for i, (_, _, href) in enumerate(links):
            a, b = places[2 * i], places[2 * i + 1]
            self.links.append(Link(start=self.length + a, end=self.length + b, text=line[a:b], href=href))
        self._add(kind, level, region, line)
        self.parts.append(line)
        self.length += len(line) + 1

    def _add(self, kind: str, level: int, region: str, line: str) -> None:
        pair = _PAIR.match(line) if kind in ("paragraph", "item", "row") else None
        if pair and not any(c.isdigit() for c in pair.group(1)[:-2]):
            cut = pair.end()
            self.blocks.append(Block(kind="pair", text=line[cut:], start=self.length + cut, label=pair.group(1), region=region))
        else:
            self.blocks.append(Block(kind=kind, text=line, start=self.length, level=level, region=region))


def _squeezed(raw: str, edges: list[int]) -> tuple[str, list[int]]:
    """Return the text with runs of white space made one space, and where the given offsets came to lie."""
    out, places, at, n = [], {}, 0, 0
    wanted = sorted(set(edges))
    k = 0
    for found in _SPACE.finditer(raw):
        while k < len(wanted) and wanted[k] <= found.start():
            places[wanted[k]] = n + wanted[k] - at
            k += 1
        out.append(raw[at: found.start()])
        n += found.start() - at
        while k < len(wanted) and wanted[k] < found.end():
            places[wanted[k]] = n
            k += 1
        if n:
            out.append(" ")
            n += 1
        at = found.end()
    out.append(raw[at:])
    for edge in wanted[k:]:
        places[edge] = n + edge - at
    line = "".join(out).rstrip()
    return line, [min(places[edge], len(line)) for edge in edges]


def html_document(markup: str, url: str, issues: tuple[str, ...] = ()) -> Document:
    """Return the visible text of an HTML page as blocks, with its links, head fields and parsed tree."""
    markup, cut = bounded(markup)
    issues = (*issues, *cut)
    soup = BeautifulSoup(markup, "lxml")
    head = soup.head or soup
    base = head.find("base", href=True)
    walk = _Walk(urljoin(url, str(base["href"])) if isinstance(base, Tag) else url)
    _descend(walk, soup.body or soup)
    walk.flush()
    html = soup.find("html")
    lang = str(html.get("lang") or html.get("xml:lang") or "") if isinstance(html, Tag) else ""
    title = head.find("title")
    return make_document(
        "\n".join(walk.parts), _labelled(walk.blocks), walk.links, issues, soup=soup, meta=_meta(head),
        title=_SPACE.sub(" ", title.get_text()).strip() if isinstance(title, Tag) else "", language=lang or None,
    )


def bounded(markup: str) -> tuple[str, tuple[str, ...]]:
    """Return markup of at most MAX_TAGS tags, and what was left out: the tree's cost grows with them."""
    if markup.count("<") <= MAX_TAGS:
        return markup, ()
    at = -1
    for _ in range(MAX_TAGS):
        at = markup.index("<", at + 1)
    return markup[:at], (f"only the first {MAX_TAGS} tags were read",)


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


def _descend(walk: _Walk, root: Tag) -> None:
    """Visit the tree in order; each entry is a node to open or a callable's worth of state to restore."""
    stack: list[tuple[str, object, tuple[str, int, str]]] = [("open", root, walk.context)]
    while stack:
        what, node, context = stack.pop()
        if what == "close":
            walk.flush()
            walk.context = context
        elif what == "link":
            start, href = node  # type: ignore[misc]
            if walk.held > start:
                walk.pending_links.append((start, walk.held, href))
        elif what == "unbold":
            walk.bold += walk.held - int(node)  # type: ignore[call-overload]
        elif isinstance(node, NavigableString):
            if not isinstance(node, Comment | CData | Declaration | Doctype | ProcessingInstruction | Script | Stylesheet):
                walk.pending.append(str(node))
                walk.held += len(node)
        elif isinstance(node, Tag):
            _open(walk, node, stack)


def _open(walk: _Walk, tag: Tag, stack: list[tuple[str, object, tuple[str, int, str]]]) -> None:
    name = tag.name
    if name in _SILENT or tag.has_attr("hidden") or _HIDDEN.search(str(tag.get("style") or "")):
        return
    if name == "br":
        walk.flush()
        return
    if name == "img":
        _alt(walk, tag)
        return
    if name in _BREAKS:
        walk.flush()
        stack.append(("close", None, walk.context))
        walk.context = _context(tag, walk.context)
    elif name == "a" and tag.get("href"):
        href = urljoin(walk.url, str(tag["href"]).strip()[:2000]) if _joinable(str(tag["href"])) else ""
        if href.startswith(("http://", "https://", "mailto:")):
            stack.append(("link", (walk.held, href), walk.context))
    elif name in _INLINE:
        if walk.pending:
            gap = _gap(walk, tag)
            walk.pending.append(gap)
            walk.held += len(gap)
        if name in ("b", "strong"):
            stack.append(("unbold", walk.held, walk.context))
    stack.extend(("open", child, walk.context) for child in reversed(tag.contents))


def _gap(walk: _Walk, tag: Tag) -> str:
    """Return what a browser's layout puts between two inline boxes: a colon where the first is a label's box."""
    before = tag.previous_sibling
    if before is None:
        return " "
    if not isinstance(before, Tag) or before.name not in _INLINE:
        return ""
    words = before.get_text().strip()
    label = 2 < len(words) < 30 and not any(c.isdigit() for c in words) and words[0].isupper() and words[-1].isalpha()
    alone = len("".join(walk.pending).strip()) <= len(words) and tag.next_sibling is None
    return ": " if label and alone else " "


def _joinable(href: str) -> bool:
    try:
        urljoin("http://a/", href.strip()[:2000])
    except ValueError:
        return False
    return True


def _context(tag: Tag, context: tuple[str, int, str]) -> tuple[str, int, str]:
    name, region = tag.name, context[2]
    if region == "main" and name not in ("body", "main", "article"):
        words = " ".join([str(tag.get("id") or ""), *(tag.get_attribute_list("class") or [])][:8]) if name != "li" else ""
        marked = _REGION_WORDS.search(words[:200]) if words else None
        region = _REGIONS.get(name) or (("nav", "footer", "aside")[(marked.lastindex or 1) - 1] if marked else "main")
        if name == "header" and tag.find_parent(("article", "main")):
            region = "main"
    if name[0] == "h" and name[1:].isdigit():
        return ("heading", int(name[1:]), region)
    if name in ("dt", "th"):
        return ("label", 0, region)
    if name == "li":
        return ("item", 0, region)
    if name in ("td", "dd"):
        return ("cell", 0, region)
    if name in ("label", "caption", "legend", "summary", "figcaption"):
        return ("label" if name == "label" else "paragraph", 0, region)
    kind = context[0] if context[0] in ("item", "cell", "label", "heading") and name in ("div", "p") else "paragraph"
    return (kind, context[1] if kind == "heading" else 0, region)


def _alt(walk: _Walk, tag: Tag) -> None:
    alt = _SPACE.sub(" ", str(tag.get("alt") or "")).strip()[:200]
    if len(alt) > 3:
        walk.flush()
        kept, walk.context = walk.context, ("alt", 0, walk.context[2])
        walk.pending, walk.held = [alt], len(alt)
        walk.flush()
        walk.context = kept


def _labelled(blocks: list[Block]) -> list[Block]:
    """Give each cell the label before it: ``<dt>`` and ``<dd>``, a row's ``<th>`` and ``<td>``, a lone "Label:" line."""
    out: list[Block] = []
    label = ""
    for block in blocks:
        if block.kind == "label":
            label = block.text.strip(" :?")
            out.append(block)
        elif block.kind == "cell":
            out.append(Block(kind="pair" if label else "row", text=block.text, start=block.start, label=label, region=block.region))
        elif block.kind == "paragraph" and label and len(out) and out[-1].kind == "label":
            out.append(Block(kind="pair", text=block.text, start=block.start, label=label, region=block.region))
        else:
            label = ""
            out.append(block)
    return out
