"""Microdata (``itemscope`` Event) and microformats (``h-event``, hCalendar's ``vevent``) as JSON-LD's nodes.

Both are read by one walk over the parsed page: a property belongs to the nearest item around it.
"""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from pipeline.structured import RawEvent
from pipeline.structured.nodes import Node
from pipeline.structured.schema_org import Setting, event_of, is_event

MAX_ITEMS = 300
MAX_DEPTH = 12
_ADDRESSES = frozenset({"url", "sameAs", "image"})
_CLASSES = {
    "p-name": "name",
    "summary": "name",
    "fn": "name",
    "dt-start": "startDate",
    "dtstart": "startDate",
    "dt-end": "endDate",
    "dtend": "endDate",
    "p-location": "location",
    "location": "location",
    "u-url": "url",
    "url": "url",
    "p-summary": "description",
    "description": "description",
    "p-organizer": "organizer",
    "organizer": "organizer",
    "u-uid": "uid",
    "street-address": "streetAddress",
    "p-street-address": "streetAddress",
    "locality": "addressLocality",
    "p-locality": "addressLocality",
    "postal-code": "postalCode",
    "p-postal-code": "postalCode",
    "country-name": "addressCountry",
    "p-country-name": "addressCountry",
    "p-adr": "address",
    "adr": "address",
    "org": "name",
}
_ROOTS = {
    "h-event": "Event",
    "vevent": "Event",
    "h-card": "Thing",
    "vcard": "Thing",
    "h-adr": "PostalAddress",
    "adr": "PostalAddress",
}


def microdata_events(soup: BeautifulSoup, setting: Setting) -> list[RawEvent]:
    """Return the events that a page's elements are marked up as; an event within another is its part."""
    found: list[Node] = []
    for tag in soup.find_all(_is_root, limit=MAX_ITEMS):
        if not _inside_event(tag):
            node = _item(tag, 0)
            if is_event(node):
                found.append(node)
    events = [event_of(node, setting) for node in found]
    return [event for event in events if event is not None and event.start is not None]


def _is_root(tag: Tag) -> bool:
    return (tag.has_attr("itemscope") and bool(tag.get("itemtype"))) or _class_root(tag) == "Event"


def _class_root(tag: Tag) -> str | None:
    return next((_ROOTS[name] for name in tag.get_attribute_list("class") if name in _ROOTS), None)


def _inside_event(tag: Tag) -> bool:
    return any(_type(parent).endswith("Event") for parent in tag.parents if isinstance(parent, Tag))


def _type(tag: Tag) -> str:
    if tag.has_attr("itemscope"):
        return (str(tag.get("itemtype") or "").split() or [""])[0].rstrip("/")
    return _class_root(tag) or ""


def _item(tag: Tag, depth: int) -> Node:
    """Return an element's item: its type and its properties, each a list of texts and items."""
    by_class = not tag.has_attr("itemscope")
    node: dict[str, Any] = {"type": _type(tag) or "Thing"}
    stack = [child for child in reversed(tag.contents) if isinstance(child, Tag)]
    while stack:
        inner = stack.pop()
        names = _properties(inner, by_class)
        root = inner.has_attr("itemscope") or (by_class and bool(names) and _class_root(inner) is not None)
        for name in names:
            value: Node | str = _item(inner, depth + 1) if root and depth < MAX_DEPTH else _value(inner, name)
            if isinstance(value, dict) and len(value) == 1:
                value = _value(inner, name)
            if value:
                node.setdefault(name, []).append(value)
        if not root:
            stack.extend(child for child in reversed(inner.contents) if isinstance(child, Tag))
    return node


def _properties(tag: Tag, by_class: bool) -> list[str]:
    """Return the property names of an element, by a microformat's classes or by ``itemprop``."""
    if not by_class:
        return str(tag.get("itemprop") or "").split()[:4]
    classes = tag.get_attribute_list("class")
    return list(dict.fromkeys(_CLASSES[name] for name in classes if name in _CLASSES))


def _value(tag: Tag, name: str) -> str:
    """Return what an element states: its machine form before its words."""
    for attribute in ("content", "datetime"):
        if tag.get(attribute):
            return str(tag[attribute]).strip()
    if tag.name == "abbr" and tag.get("title"):
        return str(tag["title"]).strip()
    if name in _ADDRESSES:
        return str(tag.get("href") or tag.get("src") or "").strip()
    stamp = tag.find("time", datetime=True) if name in ("startDate", "endDate") else None
    if isinstance(stamp, Tag):
        return str(stamp["datetime"]).strip()
    return " ".join(tag.get_text(" ").split())[:2000] or str(tag.get("href") or "").strip()
