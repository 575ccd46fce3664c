"""New and changed events as an Atom feed (RFC 4287), the newest change first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from kalends.console import clean
from kalends.outputs.about import About, event_uuid, location, organisers, telling_urls, updated
from kalends.outputs.wording import moment_words, when_words
from pipeline.model import Event, Status

_ATOM = "http://www.w3.org/2005/Atom"
_GEO = "http://www.georss.org/georss"
_PREFIXES: Any = {None: _ATOM, "georss": _GEO}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def atom_of(events: Iterable[Event], about: About) -> bytes:
    """The feed's bytes. An entry's ``updated`` is the event's last change, its id the event's UUID."""
    newest = sorted(events, key=lambda event: (event.last_changed, event.id), reverse=True)
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_PREFIXES)
    _text(feed, "id", about.self_url)
    _text(feed, "title", clean(about.title))
    _text(feed, "updated", updated(newest).isoformat())
    author = etree.SubElement(feed, f"{{{_ATOM}}}author")
    _text(author, "name", "Kalends")
    _link(feed, "self", about.self_url, "application/atom+xml")
    _link(feed, "alternate", about.home_url, "text/html")
    if about.next:
        _link(feed, "next", about.next, "application/atom+xml")
    for event in newest:
        _entry(feed, event, about)
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8")


def _entry(feed: etree._Element, event: Event, about: About) -> None:
    settled = event.settled
    entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
    if settled.language:
        entry.set(_LANGUAGE, clean(settled.language))
    _text(entry, "id", f"urn:uuid:{event_uuid(event)}")
    _text(entry, "title", clean(settled.title))
    _text(entry, "updated", event.last_changed.isoformat())
    _text(entry, "published", event.first_seen.isoformat())
    for name in organisers(event):
        author = etree.SubElement(entry, f"{{{_ATOM}}}author")
        _text(author, "name", name)
    _link(entry, "alternate", about.event_url(event), "text/html")
    for url in telling_urls(event):
        _link(entry, "via", url, None)
    for topic in settled.topics:
        etree.SubElement(entry, f"{{{_ATOM}}}category", term=clean(topic))
    _text(entry, "summary", summary_of(event))
    if settled.place.lat is not None and settled.place.lon is not None:
        point = etree.SubElement(entry, f"{{{_GEO}}}point")
        point.text = f"{settled.place.lat} {settled.place.lon}"


def summary_of(event: Event) -> str:
    """When, where, and how it stands, then the pages' summary, in one line each."""
    settled = event.settled
    said = [when_words(settled.when or settled.yearless), location(event)]
    if settled.status is not Status.SCHEDULED:
        said.insert(0, settled.status.value.replace("_", " ").upper())
    if settled.registration.deadline:
        said.append(f"registration until {moment_words(settled.registration.deadline)}")
    lines = [" · ".join(part for part in said if part), clean(settled.summary or "")]
    return "\n".join(line for line in lines if line)


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _link(parent: etree._Element, rel: str, url: str, media_type: str | None) -> None:
    link = etree.SubElement(parent, f"{{{_ATOM}}}link", rel=rel, href=url)
    if media_type:
        link.set("type", media_type)
