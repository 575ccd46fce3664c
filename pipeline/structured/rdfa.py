"""RDFa (Lite, with ``rel``, ``about`` and ``resource``) of schema.org's words as JSON-LD's nodes."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag

from pipeline.structured import RawEvent
from pipeline.structured.jsonld import jsonld_events
from pipeline.structured.microdata import stated_value
from pipeline.structured.nodes import MAX_TEXTS, Node, short
from pipeline.structured.schema_org import Setting, worth_telling

MAX_ITEMS = 300
MAX_DEPTH = 12
_POINTING = frozenset({"eventStatus", "eventAttendanceMode", "url", "sameAs", "image", "availability"})
"""Properties whose value is the address that the element leads to, not its words."""


def rdfa_events(soup: BeautifulSoup, setting: Setting) -> list[RawEvent]:
    """Return the events that a page's ``typeof`` and ``property`` tell of."""
    roots = soup.find_all(_is_item, limit=MAX_ITEMS)
    nodes = [_item(tag, 0) for tag in roots if not _within_item(tag) or tag.get("about")]
    return worth_telling(jsonld_events([nodes], setting))


def _is_item(tag: Tag) -> bool:
    return tag.has_attr("typeof")


def _within_item(tag: Tag) -> bool:
    """Tell whether an item is the value of another's property."""
    if tag.get("property") or tag.get("rel"):
        return any(isinstance(parent, Tag) and _is_item(parent) for parent in tag.parents)
    parent = tag.parent
    return isinstance(parent, Tag) and parent.has_attr("rel") and not parent.get("href")


def _item(tag: Tag, depth: int) -> Node:
    """Return an element's item with its types, its own address and its properties in lists."""
    node: Node = {"type": [short(name) for name in str(tag.get("typeof") or "").split()[:5]] or "Thing"}
    own = tag.get("resource") or tag.get("about")
    if own:
        node["id"] = str(own).strip()
    stack = [(child, "") for child in reversed(tag.contents) if isinstance(child, Tag)]
    while stack:
        inner, related = stack.pop()
        names = [short(name) for name in str(inner.get("property") or "").split()[:4]]
        rels = [str(name) for name in inner.get_attribute_list("rel") if name]
        names += [short(name) for name in rels if _is_word(name, inner)]
        item = _is_item(inner)
        if item and related and not names:
            names = [related]
        for name in names:
            if not item and len(node.get(name, ())) >= MAX_TEXTS:
                continue
            value = _item(inner, depth + 1) if item and depth < MAX_DEPTH else _stated(inner, name)
            if value:
                node.setdefault(name, []).append(value)
        if not item:
            below = names[0] if inner.get("rel") and names and not inner.get("href") else related
            stack.extend((child, below) for child in reversed(inner.contents) if isinstance(child, Tag))
    return node


def _is_word(name: str, tag: Tag) -> bool:
    """Tell a property's word from what a link's ``rel`` says to browsers."""
    return ":" in name or not tag.get("href")


def _stated(tag: Tag, name: str) -> Node | str:
    """Return a property's text or address, or a reference to another item of the page."""
    if tag.get("resource") and not tag.get("content"):
        return {"id": str(tag["resource"]).strip()}
    if name in _POINTING and not tag.get("content"):
        leading = str(tag.get("href") or tag.get("src") or "").strip()
        if leading:
            return leading
    return stated_value(tag, name)
