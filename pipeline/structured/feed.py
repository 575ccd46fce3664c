"""RSS and Atom: each entry with the event that its fields state, else with its words alone to be read.

An entry's own date is that of its publication, never the event's; the RSS event module, xCal and Google's
``gd:when`` tell the event's. XML is parsed without entities, external files or unbounded depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from lxml import etree

from pipeline.markup import html_document
from pipeline.structured import RawEvent
from pipeline.structured.nodes import Node, text_of
from pipeline.structured.schema_org import Setting, event_of
from pipeline.structured.stated import read_time

METHOD = "feed"
MAX_ENTRIES = 500
MAX_WORDS = 20_000
_OPENING = re.compile(rb"\s*(?:<\?xml|<rss|<feed|<rdf:RDF)")
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENTRIES = frozenset({"item", "entry"})
_FIELDS = {
    "startdate": "startDate", "dtstart": "startDate", "start_date": "startDate",
    "enddate": "endDate", "dtend": "endDate", "end_date": "endDate", "duration": "duration",
    "location": "location", "organizer": "organizer",
}  # fmt: skip
"""The event's fields by their local names, in lower case; of RSS' own names none is among them."""
_TEXTS = ("encoded", "content", "description", "summary")
_PUBLISHED = ("published", "pubdate", "date", "updated", "issued")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")


def is_feed(body: bytes) -> bool:
    """Tell whether a document opens as RSS or Atom does."""
    head = body[:2000].removeprefix(b"\xef\xbb\xbf")
    return bool(_OPENING.match(head) and _ROOT.search(head))


def feed_entries(text: str, setting: Setting) -> tuple[list[RawEvent], tuple[str, ...]]:
    """Return the feed's entries in order and what was wrong with it; most have no ``start`` of their own.

    Broken XML is read up to the break.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(_DECLARED.sub("", text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return [], ("broken XML: no feed can be read of it",)
    found: list[RawEvent] = []
    for element in root.iter():
        if _name(element) in _ENTRIES:
            entry = _entry(element, setting)
            found.extend([entry] if entry is not None else [])
            if len(found) >= MAX_ENTRIES:
                return found, (f"only the first {MAX_ENTRIES} entries are read",)
    return found, ()


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _entry(element: etree._Element, setting: Setting) -> RawEvent | None:
    told: dict[str, str] = {}
    node: Node = {"type": "Event"}
    for child in element.iterchildren():
        name = _name(child)
        words = _words(child)
        told.setdefault(name, words)
        if name in _FIELDS and words:
            node.setdefault(_FIELDS[name], words)
        elif name == "when" and child.get("startTime"):
            node |= {"startDate": child.get("startTime"), "endDate": child.get("endTime")}
        elif name == "where" and child.get("valueString"):
            node["location"] = child.get("valueString")
    node |= {"name": told.get("title"), "url": _address(element, told)}
    event = event_of(node, setting)
    if event is None:
        return None
    url = event.url or (event.links[0] if event.links else None)
    text = next((plain for name in _TEXTS if (plain := _plain(told.get(name, "")))), None)
    uid = told.get("guid") or told.get("id") if url is None else None
    return replace(
        event, uid=uid[:300] if uid else None, url=url, description=text, published=_published(told)
    )


def _words(element: etree._Element) -> str:
    """Return an element's text with that of what is in it (Atom's XHTML), bounded."""
    return "".join(_texts(element)).strip()


def _texts(element: etree._Element) -> Iterator[str]:
    length = 0
    for piece in element.itertext("*"):
        yield str(piece)[: MAX_WORDS - length]
        length += len(piece)
        if length >= MAX_WORDS:
            return


def _address(element: etree._Element, told: dict[str, str]) -> str | None:
    """Return the address of the entry's page."""
    for child in element.iterchildren():
        if _name(child) == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            return str(child.get("href"))
    return told.get("link") or None


def _plain(words: str) -> str | None:
    """Return a description as plain text with its lines; markup in it is read."""
    if _MARKUP.search(words):
        words = html_document(words, "").text
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line) or None


def _published(told: dict[str, str]) -> date | None:
    for name in _PUBLISHED:
        stamp, _ = read_time(text_of(told.get(name)) or "")
        if stamp is not None:
            return stamp.date() if isinstance(stamp, datetime) else stamp
    return None
