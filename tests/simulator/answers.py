"""What a simulated site answers: its pages, its calendar, its interface, its robots.txt, and its faults."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from secrets import token_hex
from urllib.parse import parse_qs, unquote, urlsplit

from tests.simulator import frames
from tests.simulator.sites import Happening, SimSite, moment

HTML, CALENDAR, JSON = "text/html; charset=utf-8", "text/calendar; charset=utf-8", "application/json"
_STATUS = {"cancelled": "EventCancelled", "scheduled": "EventScheduled"}
_LOGIN = """<!doctype html><html lang="sv"><head><title>Logga in</title></head><body><main><h1>Logga in</h1>
<form method="post" action="/login"><label>Användarnamn <input name="user"></label>
<label>Lösenord <input type="password" name="password"></label><button>Logga in</button></form></main>
</body></html>"""
_SHELL = (
    '<!doctype html><html lang="sv"><body><div id="app"></div><script src="/app.js"></script></body></html>'
)
_INVITATION = "Välkommen till ett öppet samtal för alla som bor här. Vi bjuder på kaffe."


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; one that ``hangs`` never comes."""

    body: bytes = b""
    kind: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False


def reply(site: SimSite, path: str, asked: Mapping[str, str], day: int) -> Reply:
    """The answer to a GET on a day; ``asked`` are the request's headers, names in lower case."""
    fault = site.fault(day)
    if path == "/robots.txt":
        forbidden = "/" if fault == "robots" else "/intern/"
        return _conditional(
            site, Reply(f"User-agent: *\nDisallow: {forbidden}\n".encode(), "text/plain"), asked
        )
    broken = _broken(fault)
    if broken is not None:
        return broken
    found = _page(site, path, day, fault)
    if found is None:
        return Reply(b"<!doctype html><title>Finns inte</title>", status=404)
    if site.restless and found.kind == HTML:
        found = Reply(_restless(found.body), found.kind)
    if fault == "half":
        found = Reply(found.body[: len(found.body) // 2], found.kind)
    return _conditional(site, found, asked)


def _restless(body: bytes) -> bytes:
    """A page as many a content management system serves it: other tokens in each answer."""
    token = token_hex(16)
    form = f'<form><input type="hidden" name="form_token" value="{token}"></form><!-- {token} -->'
    return body.replace(b"</body>", f'{form}<script nonce="{token}">run()</script></body>'.encode())


def _broken(fault: str | None) -> Reply | None:
    """What a site answers to everything while it is broken."""
    answers = {
        "error": Reply(b"oops", status=500),
        "login": Reply(_LOGIN.encode()),
        "busy": Reply(b"later", status=429, headers={"Retry-After": "120"}),
        "hang": Reply(hangs=True),
        "private": Reply(status=302, headers={"Location": "http://10.0.0.7/kalender"}),
    }
    return answers.get(fault or "")


def _conditional(site: SimSite, found: Reply, asked: Mapping[str, str]) -> Reply:
    """The answer with its validator; without its body where the asker has it."""
    if not site.validators or site.restless:
        return found
    # A digest that is made quickly: a site's own work is no part of what a refresh is timed for.
    tag = f'"{zlib.crc32(found.body):08x}-{len(found.body)}"'
    if asked.get("if-none-match") == tag:
        return Reply(status=304, headers={"ETag": tag})
    return Reply(found.body, found.kind, headers={"ETag": tag})


def _page(site: SimSite, path: str, day: int, fault: str | None) -> Reply | None:
    told = site.tells(day)
    parts = urlsplit(path)
    if parts.path == "/kalender":
        return _listing(site, told, day, fault)
    if parts.path == "/kalender.ics":
        return _calendar(site, told, fault)
    if parts.path == "/wp-json/wp/v2/posts":
        return _posts(site, told, parse_qs(parts.query), fault)
    one = told.get(unquote(parts.path).removeprefix("/kalender/"))
    return _detail(site, one, fault) if one is not None else None


def _coming(told: Mapping[str, Happening], day: int, fault: str | None) -> list[Happening]:
    today = moment(day).date()
    return [] if fault == "silent" else [one for one in told.values() if one.start.date() >= today]


def _listing(site: SimSite, told: Mapping[str, Happening], day: int, fault: str | None) -> Reply:
    if fault == "markup":
        return Reply(_SHELL.encode())
    rows = "".join(
        f'<li><h2><a href="/kalender/{one.slug}">{one.title}</a></h2><time>{one.start:%Y-%m-%d}</time></li>'
        for one in _coming(told, day, fault)
    )
    return _framed(site, "<title>Kalender</title>", f"<main><h1>Kalender</h1><ul>{rows}</ul></main>")


def _stated(one: Happening, fault: str | None) -> datetime:
    """The start as the site states it: a fault of its zone keeps the hour and names another zone."""
    return one.start.replace(tzinfo=UTC) if fault == "zone" else one.start


def _detail(site: SimSite, one: Happening, fault: str | None) -> Reply:
    start = _stated(one, fault)
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": one.title,
        "startDate": start.isoformat(),
        "eventStatus": f"https://schema.org/{_STATUS[one.status]}",
        "location": {"@type": "Place", "name": one.venue, "address": f"Torget 1, {site.city}"},
        "organizer": {"@type": "Organization", "name": f"Föreningen {site.id.title()}"},
    }
    said = "<p><strong>Inställt!</strong></p>" if one.status == "cancelled" else ""
    head = f'<title>{one.title}</title><script type="application/ld+json">{json.dumps(data)}</script>'
    about = frames.about(site.paragraphs)
    return _framed(site, head, f"<main><h1>{one.title}</h1>{said}<p>{_INVITATION}</p>{about}</main>")


def _framed(site: SimSite, head: str, main: str) -> Reply:
    """A page: bare, or of a real one's size where the site has ``paragraphs`` about other things."""
    if site.paragraphs:
        head += frames.head(site.id)
        main = f"{frames.menu(site.id)}{main}{frames.foot(site.id)}"
    return Reply(f'<!doctype html><html lang="sv"><head>{head}</head><body>{main}</body></html>'.encode())


def _calendar(site: SimSite, told: Mapping[str, Happening], fault: str | None) -> Reply:
    events = [
        f"BEGIN:VEVENT\r\nUID:{one.slug}@{site.id}\r\nDTSTAMP:20260301T000000Z\r\n"
        f"DTSTART:{_stated(one, fault).astimezone(UTC):%Y%m%dT%H%M%SZ}\r\nSUMMARY:{one.title}\r\n"
        f"LOCATION:{one.venue}\r\nSTATUS:{'CANCELLED' if one.status == 'cancelled' else 'CONFIRMED'}\r\n"
        f"URL:http://{site.host}/kalender/{one.slug}\r\nEND:VEVENT\r\n"
        for one in (() if fault in ("silent", "markup") else told.values())
    ]
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//{site.id}//SV\r\n{''.join(events)}END:VCALENDAR\r\n"
    return Reply(text.encode(), CALENDAR)


def _posts(
    site: SimSite, told: Mapping[str, Happening], query: Mapping[str, list[str]], fault: str | None
) -> Reply:
    """The newest posts; where asked for, only those that changed after a moment."""
    after = query.get("modified_after", [""])[0]
    since = datetime.fromisoformat(after) if after else None
    posts = [
        {
            "id": number,
            "link": f"http://{site.host}/kalender/{slug}",
            "modified": modified(site, slug).isoformat(),
        }
        for number, slug in enumerate(told, 1)
        if since is None or modified(site, slug) > since
    ]
    return Reply(json.dumps([] if fault in ("silent", "markup") else posts).encode(), JSON)


def modified(site: SimSite, slug: str) -> datetime:
    """When an event was last changed, however long ago that is or will be."""
    return moment(max([site.published[slug][0], *(at for at, _ in site.changes.get(slug, ()))]))


def dated(at: datetime) -> str:
    """An instant as HTTP writes it."""
    return format_datetime(at, usegmt=True)
