"""Microformats: ``h-event`` and the older hCalendar (``vevent``) as schema.org nodes, over the parsed page.

Read as microformats2 says: a property is told by a class, its value by the element that has it (``datetime``,
``href``, ``title``, ``value`` …, or parts of class ``value``), a name that is not told by the whole element.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from pipeline.structured import RawEvent
from pipeline.structured.clockparts import joined_stamp
from pipeline.structured.nodes import MAX_TEXTS, Node
from pipeline.structured.schema_org import Setting, event_of

MAX_ITEMS = 300
MAX_DEPTH = 8
MAX_VALUE = 2000
_ROOTS = {"event": "Event", "card": "Thing", "adr": "PostalAddress", "geo": "GeoCoordinates"}
_OLD_ROOTS = {"vevent": "Event", "vcard": "Thing", "adr": "PostalAddress", "geo": "GeoCoordinates"}
_NAMES = {
    "name": "name", "start": "startDate", "end": "endDate", "duration": "duration", "location": "location",
    "url": "url", "uid": "uid", "summary": "summary", "description": "description", "content": "content",
    "organizer": "organizer", "org": "org", "event-status": "eventStatus", "adr": "address", "geo": "geo",
    "street-address": "streetAddress", "locality": "addressLocality", "postal-code": "postalCode",
    "country-name": "addressCountry", "latitude": "latitude", "longitude": "longitude",
}  # fmt: skip
"""What a class of microformats2 means, without its prefix (p-, u-, dt-, e-)."""
_OLD_NAMES = {
    "summary": "p-name", "fn": "p-name", "dtstart": "dt-start", "dtend": "dt-end", "duration": "dt-duration",
    "location": "p-location", "url": "u-url", "uid": "u-uid", "description": "p-description",
    "organizer": "p-organizer", "status": "p-event-status", "org": "p-org", "adr": "p-adr", "geo": "p-geo",
    "street-address": "p-street-address", "locality": "p-locality", "postal-code": "p-postal-code",
    "country-name": "p-country-name", "latitude": "p-latitude", "longitude": "p-longitude",
}  # fmt: skip
_ADDRESSES = {"a": "href", "area": "href", "link": "href", "img": "src", "audio": "src", "video": "src",
              "source": "src", "iframe": "src", "object": "data"}  # fmt: skip


def microformat_events(soup: BeautifulSoup, setting: Setting) -> list[RawEvent]:
    """Return the events that a page's classes tell of; one within another is its part.

    An event without a day is told only where it is the page's one h-event: it names what the page is about.
    """
    roots = [tag for tag in soup.find_all(_is_event, limit=MAX_ITEMS) if not _within_event(tag)]
    told = [event for tag in roots if (event := event_of(_event_node(tag), setting)) is not None]
    dated = [event for event in told if event.start is not None]
    if dated or len(roots) != 1 or "h-event" not in roots[0].get_attribute_list("class"):
        return dated
    return told


def _is_event(tag: Tag) -> bool:
    names = tag.get_attribute_list("class")
    return "h-event" in names or "vevent" in names


def _within_event(tag: Tag) -> bool:
    return any(_is_event(parent) for parent in tag.parents if isinstance(parent, Tag))


def _root_of(tag: Tag, old: bool) -> str | None:
    """Return the type of the item that an element is: "" for one that is of no use here, None for no item."""
    names = [str(name) for name in tag.get_attribute_list("class") if name]
    modern = [name[2:] for name in names if name.startswith("h-") and name[2:3].isalpha()]
    if modern:
        return next((_ROOTS[name] for name in modern if name in _ROOTS), "")
    return next((_OLD_ROOTS[n] for n in names if n in _OLD_ROOTS and (old or n[0] == "v")), None)


def _event_node(tag: Tag) -> Node:
    return _item(tag, "Event", 0)


def _item(tag: Tag, kind: str, depth: int) -> Node:
    """Return an element's item: its type, and its properties as lists of texts and items."""
    old = not any(str(name).startswith("h-") for name in tag.get_attribute_list("class"))
    node: Node = {"type": kind}
    nested = False
    for inner, root in _inner(tag, old):
        properties = _properties(inner, old)
        nested = nested or root is not None
        for prefix, name in properties:
            if root is None and len(node.get(name, ())) >= MAX_TEXTS:
                continue
            value = _value_of(inner, prefix, name, root, depth)
            if value:
                node.setdefault(name, []).append(value)
        if root == "Event" and not properties and depth < MAX_DEPTH:
            node.setdefault("subEvent", []).append(_item(inner, root, depth + 1))
    if not old:
        _imply(node, tag, nested)
    return _settled(node)


def _inner(tag: Tag, old: bool) -> Iterator[tuple[Tag, str | None]]:
    """Yield the elements within an item, and what items they are; what is in those is theirs."""
    stack = [child for child in reversed(tag.contents) if isinstance(child, Tag)]
    while stack:
        inner = stack.pop()
        root = _root_of(inner, old)
        yield inner, root
        if root is None:
            stack.extend(child for child in reversed(inner.contents) if isinstance(child, Tag))


def _properties(tag: Tag, old: bool) -> list[tuple[str, str]]:
    """Return (prefix, name) of each property that an element's classes tell."""
    names = [str(name) for name in tag.get_attribute_list("class") if name][:20]
    if old:
        names = [_OLD_NAMES[name] for name in names if name in _OLD_NAMES]
    split = (name.partition("-") for name in dict.fromkeys(names))
    return [(prefix, _NAMES[rest]) for prefix, _, rest in split
            if prefix in ("p", "u", "dt", "e") and rest in _NAMES]  # fmt: skip


def _value_of(tag: Tag, prefix: str, name: str, root: str | None, depth: int) -> Node | str:
    if root is not None and prefix != "u" and depth < MAX_DEPTH:
        node = _item(tag, root or "Thing", depth + 1)
        if len(node) > 1:
            return _as_party(node) if name == "organizer" else node
    return _value(tag, prefix)[:MAX_VALUE]


def _value(tag: Tag, prefix: str) -> str:
    """Return what an element states as a property of this prefix."""
    if prefix == "u" and tag.name in _ADDRESSES and tag.get(_ADDRESSES[str(tag.name)]):
        return str(tag[_ADDRESSES[str(tag.name)]]).strip()
    parts = _parts(tag, prefix) if prefix != "e" else []
    if parts:
        return joined_stamp(parts) if prefix == "dt" else "".join(parts).strip()
    stated = _attribute(tag, prefix)
    words = stated if stated is not None else words_of(tag)
    return joined_stamp([words]) if prefix == "dt" else words


def _attribute(tag: Tag, prefix: str) -> str | None:
    names = {"data": "value", "input": "value", "abbr": "title", "link": "title"}
    if prefix == "dt":
        names |= {"time": "datetime", "ins": "datetime", "del": "datetime"}
    elif prefix == "p":
        names |= {"img": "alt", "area": "alt"}
    found = tag.get(names.get(str(tag.name), ""))
    return str(found).strip() if found else None


def _parts(tag: Tag, prefix: str) -> list[str]:
    """Return the texts of the parts of class ``value`` or ``value-title``, for a value told in pieces."""
    out: list[str] = []
    stack = [child for child in reversed(tag.contents) if isinstance(child, Tag)]
    while stack and len(out) < 10:
        inner = stack.pop()
        names = inner.get_attribute_list("class")
        if "value-title" in names and inner.get("title"):
            out.append(str(inner["title"]).strip())
        elif "value" in names:
            stated = _attribute(inner, "dt" if prefix == "dt" else "p")
            out.append(stated if stated is not None else words_of(inner))
        else:
            stack.extend(child for child in reversed(inner.contents) if isinstance(child, Tag))
    return [part for part in out if part]


def words_of(tag: Tag) -> str:
    """Return an element's words on one line, bounded."""
    return " ".join(tag.get_text(" ").split())[:MAX_VALUE]


def _imply(node: Node, tag: Tag, nested: bool) -> None:
    """Name an item that tells no texts by its image or its words; let a link that is the item lead to it."""
    told = any(key in node for key in ("name", "summary", "description", "content", "location", "startDate"))
    if not told and not nested:
        image = tag if tag.name in ("img", "area") else tag.find("img", alt=True)
        words = words_of(tag)
        named = str(tag.get("title") or "") if tag.name == "abbr" else words
        if not named and isinstance(image, Tag):
            named = str(image.get("alt") or "")
        if named:
            node["name"] = [named[:500]]
    if "url" not in node and not nested:
        links = [tag] if tag.name in ("a", "area") else tag.find_all("a", href=True, limit=2)
        if len(links) == 1 and links[0].get("href"):
            node["url"] = [str(links[0]["href"])]


def _settled(node: Node) -> Node:
    """Return an item whose place's name, position and parts stand where schema.org has them."""
    if node["type"] == "Event":
        return node
    if "name" not in node and "org" in node:
        node["name"] = [value["name"] if isinstance(value, dict) else value for value in node["org"]
                        if not isinstance(value, dict) or "name" in value]  # fmt: skip
    if isinstance(where := next(iter(node.get("geo", ())), None), str):
        latitude, _, longitude = where.partition(";")
        node["geo"] = [{"latitude": latitude.strip(), "longitude": longitude.strip()}]
    return node


def _as_party(node: Node) -> dict[str, Any]:
    """Return a card as an organisation where it tells of one; a person's card stays as open as it is."""
    if "org" not in node:
        return node
    named = next((v for v in node["org"] if isinstance(v, str)), None)
    return {**node, "type": "Organization", "name": [named]} if named else node
