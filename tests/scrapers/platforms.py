"""Invented sites of every kind, each of two pages, as its platform would answer for them."""

from __future__ import annotations

import gzip
import json
from typing import Any

from tests.scrapers.site import Answer

Answers = dict[str, Answer | str | list[Answer]]
PAGE = "<main><h1>{0}</h1><p>Onsdag 13 maj 2026 kl. 18.00, Folkets hus</p></main>"


def told(data: Any, **headers: str) -> Answer:
    """JSON as an interface answers it."""
    return Answer(json.dumps(data), kind="application/json", headers=headers)


def tribe(root: str) -> Answers:
    """Two pages of events; the first names the second."""
    path = "/wp-json/tribe/events/v1/events"

    def event(title: str) -> dict[str, object]:
        return {
            "title": title,
            "url": f"{root}/event/{title.lower()}/",
            "start_date": "2026-05-12 18:00:00",
            "end_date": "2026-05-12 20:00:00",
            "timezone": "Europe/Stockholm",
            "venue": [],
            "organizer": [],
        }

    return {
        f"{path}?per_page=50": told({"events": [event("Torgmöte")], "next_rest_url": f"{root}{path}?page=2"}),
        f"{path}?page=2": told({"events": [event("Parkmöte")]}),
    }


def wordpress(root: str) -> Answers:
    """Posts in two pages of a count that a header tells."""
    pages = {"X-WP-TotalPages": "2"}
    return {
        "/wp-json/wp/v2/posts?": [
            told([{"id": 1, "link": f"{root}/2026/torgmote/"}], **pages),
            told([{"id": 2, "link": f"{root}/2026/parkmote/"}], **pages),
        ],
        "/2026/torgmote/": PAGE.format("Torgmöte"),
        "/2026/parkmote/": PAGE.format("Parkmöte"),
    }


def drupal(root: str) -> Answers:
    """Nodes with and without an alias."""
    path = "/jsonapi/node/event"
    first = {"attributes": {"drupal_internal__nid": 7, "path": {"alias": "/evenemang/torgmote"}}}
    second = {"attributes": {"drupal_internal__nid": 8, "path": {"alias": None}}}
    return {
        f"{path}?page%5Boffset%5D=50": told({"data": [second]}),
        f"{path}?": told({"data": [first], "links": {"next": {"href": f"{root}{path}?page[offset]=50"}}}),
        "/evenemang/torgmote": PAGE.format("Torgmöte"),
        "/node/8": PAGE.format("Parkmöte"),
    }


def mobilizon(root: str) -> Answers:
    """Two pages by total; the second is asked for with its number."""

    def event(number: int, title: str) -> dict[str, object]:
        return {
            "uuid": f"0000000{number}",
            "url": f"{root}/events/{number}",
            "local": True,
            "title": title,
            "beginsOn": "2026-05-12T16:00:00Z",
            "status": "CONFIRMED",
        }

    pages = [[event(1, "Torgmöte")], [event(2, "Parkmöte")]]
    return {"/api?": [told({"data": {"events": {"total": 51, "elements": found}}}) for found in pages]}


def gancio(root: str) -> Answers:
    """All at once."""
    titles = ("Torgmöte", "Parkmöte")
    found = [
        {
            "id": n,
            "title": title,
            "slug": title.lower(),
            "start_datetime": 1778601600,
            "place": {"name": "Lokalen"},
        }
        for n, title in enumerate(titles)
    ]
    return {"/api/events?": told(found)}


def linkedevents(root: str) -> Answers:
    """A list that names its next page."""

    def event(number: int, title: str) -> dict[str, object]:
        return {
            "id": f"hus:{number}",
            "name": {"sv": title},
            "start_time": "2026-05-12T16:00:00Z",
            "has_start_time": True,
            "super_event_type": None,
        }

    following = f"{root}/v1/event/?page=2"
    return {
        "/v1/event/?page=2": told({"meta": {"next": None}, "data": [event(2, "Parkmöte")]}),
        "/v1/event/?": told({"meta": {"next": following}, "data": [event(1, "Torgmöte")]}),
    }


def localist(root: str) -> Answers:
    """Two pages by number."""

    def answer(number: int, title: str) -> Answer:
        instance = {"event_instance": {"id": number, "start": "2026-05-12T18:00:00+02:00", "all_day": False}}
        event = {
            "id": number,
            "title": title,
            "localist_url": f"{root}/event/{number}",
            "event_instances": [instance],
        }
        return told({"events": [{"event": event}], "page": {"current": number, "size": 1, "total": 2}})

    return {"/api/2/events?": [answer(1, "Torgmöte"), answer(2, "Parkmöte")]}


def openagenda(root: str) -> Answers:
    """Pages by a cursor; the last one is empty."""

    def event(uid: int, title: str) -> dict[str, object]:
        return {"uid": uid, "title": {"sv": title}, "timings": [{"begin": "2026-05-12T18:00:00+02:00"}]}

    return {
        "/v2/agendas/5/events?": [
            told({"events": [event(1, "Torgmöte")], "after": [1, "x"]}),
            told({"events": [event(2, "Parkmöte")], "after": [2, "y"]}),
            told({"events": [], "after": None}),
        ]
    }


def discourse(root: str) -> Answers:
    """All at once."""
    found = [
        {
            "id": n,
            "name": title,
            "starts_at": "2026-05-12 18:00",
            "timezone": "Europe/Stockholm",
            "post": {"url": f"{root}/t/{n}", "topic": {"title": title}},
        }
        for n, title in enumerate(("Torgmöte", "Parkmöte"))
    ]
    return {"/discourse-post-event/events.json?": told({"events": found})}


def decidim(root: str) -> Answers:
    """A question by POST; there are more meetings after a cursor."""

    def answer(number: int, title: str, after: str | None) -> Answer:
        meeting = {
            "id": str(number),
            "title": {"translations": [{"locale": "sv", "text": title}]},
            "startTime": "2026-05-12T18:00:00+02:00",
            "endTime": "2026-05-12T20:00:00+02:00",
        }
        page = {"hasNextPage": after is not None, "endCursor": after}
        component = {"id": "1", "meetings": {"nodes": [meeting], "pageInfo": page}}
        return told({"data": {"participatoryProcesses": [{"title": "Torget", "components": [component]}]}})

    return {"/api?after=c1": answer(2, "Parkmöte", None), "/api?": answer(1, "Torgmöte", "c1")}


def sitevision(root: str) -> Answers:
    """A page whose application has a list of its own; the list is longer than what the page shows."""
    script = '<script>var app = {"url": "/appresource/4.12ab/12.34cd/items", "name": "eventListing"}</script>'
    link = '<h2><a href="/evenemang/torgmote.1.html">Torgmöte på torget</a></h2>'
    card = f"<article>{link}<time>2026-05-13</time></article>"
    items = [{"title": "Parkmöte", "url": "/evenemang/parkmote.2.html", "dates": []}]
    return {
        "/evenemang": f"<main><h1>Evenemang</h1>{card}</main>{script}",
        "/appresource/4.12ab/12.34cd/items?": told({"count": 1, "items": items}),
        "/evenemang/torgmote.1.html": PAGE.format("Torgmöte"),
        "/evenemang/parkmote.2.html": PAGE.format("Parkmöte"),
    }


def oparl(root: str) -> Answers:
    """A body, its list of meetings, and the list's next page."""

    def meeting(number: int, name: str) -> dict[str, object]:
        return {
            "id": f"{root}/meeting/{number}",
            "type": "https://schema.oparl.org/1.1/Meeting",
            "name": name,
            "start": "2026-05-12T18:00:00+02:00",
        }

    return {
        "/oparl/body/1": told(
            {"type": "https://schema.oparl.org/1.1/Body", "meeting": f"{root}/oparl/meetings"}
        ),
        "/oparl/meetings": told(
            {
                "data": [meeting(1, "Torgmöte")],
                "pagination": {},
                "links": {"next": f"{root}/oparl/meetings?page=2"},
            }
        ),
        "/oparl/meetings?page=2": told({"data": [meeting(2, "Parkmöte")], "pagination": {}, "links": {}}),
    }


def feed(root: str) -> Answers:
    """A page that names an RSS and an Atom feed; dates of publication are no event's."""
    published = "<pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate>"
    link = f'<link rel="alternate" href="{root}/parkmote"/>'
    rss = f"<rss><channel><item><link>{root}/torgmote</link>{published}</item></channel></rss>"
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{link}<updated>2026-03-02T09:00:00Z</updated></entry></feed>'
    names = "".join(
        f'<link rel="alternate" type="application/{kind}+xml" href="/{kind}.xml">' for kind in ("rss", "atom")
    )
    return {
        "/nytt": f"<html><head>{names}</head><body><h1>Nytt</h1></body></html>",
        "/rss.xml": Answer(rss, kind="application/rss+xml"),
        "/atom.xml": Answer(atom, kind="application/atom+xml"),
        "/torgmote": PAGE.format("Torgmöte"),
        "/parkmote": PAGE.format("Parkmöte"),
    }


def sitemap(root: str) -> Answers:
    """An index of two maps, one of them packed; a page that is no event's is left out."""
    first = (
        f"<urlset><url><loc>{root}/evenemang/torgmote</loc></url><url><loc>{root}/om/oss</loc></url></urlset>"
    )
    second = f"<urlset><url><loc>{root}/evenemang/parkmote</loc><lastmod>2026-03-01</lastmod></url></urlset>"
    index = "".join(f"<sitemap><loc>{root}/{name}</loc></sitemap>" for name in ("a.xml", "b.xml.gz"))
    return {
        "/sitemap.xml": Answer(f"<sitemapindex>{index}</sitemapindex>", kind="application/xml"),
        "/a.xml": Answer(first, kind="application/xml"),
        "/b.xml.gz": Answer(gzip.compress(second.encode()), kind="application/x-gzip"),
        "/evenemang/torgmote": PAGE.format("Torgmöte"),
        "/evenemang/parkmote": PAGE.format("Parkmöte"),
    }


def jsonld(root: str) -> Answers:
    """A list in the page's data, among links that lead elsewhere."""
    entries = [
        {"@type": "ListItem", "item": {"@type": "Event", "url": f"{root}/e/{n}"}} for n in ("torg", "park")
    ]
    data = json.dumps({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": entries})
    script = f'<script type="application/ld+json">{data}</script>'
    return {
        "/o/huset": f'<main><a href="/e/annat">Annat på huset</a></main>{script}',
        "/e/torg": PAGE.format("Torgmöte"),
        "/e/park": PAGE.format("Parkmöte"),
    }


PLATFORMS = {
    # kind: (the site, the path that a source declares)
    "decidim": (decidim, ""),
    "discourse": (discourse, ""),
    "drupal": (drupal, ""),
    "feed": (feed, "/nytt"),
    "gancio": (gancio, ""),
    "jsonld": (jsonld, "/o/huset"),
    "linkedevents": (linkedevents, "/v1"),
    "localist": (localist, ""),
    "mobilizon": (mobilizon, ""),
    "oparl": (oparl, "/oparl/body/1"),
    "openagenda": (openagenda, "/v2/agendas/5?key=open"),
    "sitemap": (sitemap, ""),
    "sitevision": (sitevision, "/evenemang"),
    "tribe": (tribe, ""),
    "wordpress": (wordpress, ""),
}
