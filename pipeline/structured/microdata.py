"""Microdata (``itemscope`` Event) as JSON-LD's nodes: a property belongs to the nearest item around it."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.element import Tag

from pipeline.structured import RawEvent
from pipeline.structured.nodes import MAX_TEXTS, Node
from pipeline.structured.schema_org import OF_A_WORK, Setting, event_of, is_event, worth_telling

MAX_ITEMS = 300
MAX_DEPTH = 12
_ADDRESSES = frozenset({"url", "sameAs", "image"})


def microdata_events(soup: BeautifulSoup, setting: Setting) -> list[RawEvent]:
    """Return the events that a page's elements are marked up as; an event within another is its part."""
    found: list[Node] = []
    for tag in soup.find_all(_is_root, limit=MAX_ITEMS):
        named = tag.get_attribute_list("itemprop")
        if OF_A_WORK not in named and ("broadcastOfEvent" in named or not _inside_event(tag)):
            node = _item(tag, 0)
            if is_event(node):
                found.append(node)
    events = [event_of(node, setting) for node in found]
    return worth_telling([event for event in events if event is not None])


def _is_root(tag: Tag) -> bool:
    return tag.has_attr("itemscope") and bool(tag.get("itemtype"))


def _inside_event(tag: Tag) -> bool:
    return any(is_event({"type": _type(parent)}) for parent in tag.parents if isinstance(parent, Tag))


def _type(tag: Tag) -> str:
    if not tag.has_attr("itemscope"):
        return ""
    return (str(tag.get("itemtype") or "").split() or [""])[0].rstrip("/")


def _item(tag: Tag, depth: int) -> Node:
    """Return an element's item: its type and its properties, each a list of texts and items."""
    node: Node = {"type": _type(tag) or "Thing"}
    stack = [child for child in reversed(tag.contents) if isinstance(child, Tag)]
    while stack:
        inner = stack.pop()
        root = inner.has_attr("itemscope")
        for name in str(inner.get("itemprop") or "").split()[:4]:
            if not root and len(node.get(name, ())) >= MAX_TEXTS:
                continue
            value: Node | str = (
                _item(inner, depth + 1) if root and depth < MAX_DEPTH else stated_value(inner, name)
            )
            if isinstance(value, dict) and len(value) == 1:
                value = stated_value(inner, name)
            if value:
                node.setdefault(name, []).append(value)
        if not root:
            stack.extend(child for child in reversed(inner.contents) if isinstance(child, Tag))
    return node


def stated_value(tag: Tag, name: str) -> str:
    """Return what an element states of a property: its machine form before its words."""
    for attribute in ("content", "datetime"):
        if tag.get(attribute):
            return str(tag[attribute]).strip()
    if tag.name in ("data", "meter") and tag.get("value"):
        return str(tag["value"]).strip()
    if name in _ADDRESSES:
        return str(tag.get("href") or tag.get("src") or "").strip()
    stamp = tag.find("time", datetime=True) if name in ("startDate", "endDate") else None
    if isinstance(stamp, Tag):
        return str(stamp["datetime"]).strip()
    return " ".join(tag.get_text(" ").split())[:2000] or str(tag.get("href") or "").strip()
