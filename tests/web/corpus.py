"""A corpus for the pages: ordinary events of the coming days, and what hostile pages may tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from pipeline.model import (
    Announcement,
    Funding,
    Party,
    Place,
    Price,
    Registration,
    Role,
    Status,
    Yearless,
)
from scrapers.archive_writer import ArchiveWriter
from store.session import session
from store.write import mark_missing, save_source
from tests.store.store_makers import DAY, at, claim, facts, fresh_store, told, write_all, write_page

NOW = datetime.now(UTC).replace(microsecond=0)
BEFORE = NOW - 10 * DAY
MALMO = Place(venue="Folkets hus", address="Storgatan 1", city="Malmö", country="SE", lat=55.6, lon=13.0)
KRAKOW = Place(venue="Dom Sąsiedzki", city="Kraków", country="PL", lat=50.06, lon=19.94, online=True)
SCRIPT = "<script>alert(1)</script>"
BREAKOUT = '"><img src=x onerror=alert(1)>'
VERY_LONG = "Nachbarschaftsversammlungsvorbereitungsgruppentreffen" * 2 + " und Gespräche" * 15
EVIL_URLS = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>")


def day(number: int, clock: str = "") -> str:
    """The text that ``at`` reads for ``number`` days from now."""
    return f"{(NOW + number * DAY).date()} {clock}".strip()


def parties(organiser: str, funder: str | None = None) -> tuple[Party, ...]:
    """An organiser, and who pays."""
    organising = Party(name=organiser, role=Role.ORGANISER)
    return (organising, Party(name=funder, role=Role.FUNDER)) if funder else (organising,)


DIALOG = told(
    *("hus", "dialog", "Dialog om hamnen", at(day(3, "17:00"), day(3, "20:00"))),
    place=MALMO,
    language="sv",
    languages=("sv",),
    parties=parties("Hamnrådet", "Stiftelsen Kajen"),
    summary="Kom och prata om hur hamnen ska bli.",
    topics=("planning",),
    price=Price(free=True),
    funding=(
        Funding(funder="Stiftelsen Kajen", amount=250000.0, currency="SEK", covers="event", programme="Kaj"),
    ),
    registration=Registration(
        deadline=(NOW + 2 * DAY).date(), required=True, url="https://hus.example/anmal"
    ),
    claims=(
        claim("title", "Dialog om hamnen"),
        claim("start", "torsdag kl. 17", span=(4, 18), language="sv"),
    ),
)
DEBATE = told(
    *("dom", "debata", "Debata o nabrzeżach", at(day(1, "18:00"), zone="Europe/Warsaw")),
    place=KRAKOW,
    language="pl",
    parties=parties("Fundacja Dziedziniec"),
    claims=(claim("venue", "Dom Sąsiedzki", span=None, language="pl"),),
)
DEBATE_PAGE = """<html lang="pl"><h1>Debata o nabrzeżach</h1><p>Zapraszamy do miejsca: Dom Sąsiedzki.</p>
<p>Pytania: Anna Kowalska, anna.kowalska@dom.example, tel. +48 600 700 800.</p>"""
OFF = told(
    *("hus", "installt", "Skrivarstuga", at(day(5, "17:30"))),
    place=MALMO,
    language="sv",
    status=Status.CANCELLED,
    parties=parties("Hamnrådet"),
)
ARABIC = told(
    *("hus", "arabiska", "لقاء مفتوح حول المدينة والميناء", at(day(6, "15:00"))),
    place=MALMO,
    language="ar",
    parties=parties("Hamnrådet"),
    summary="نلتقي لنتحدث عن المدينة.",
)
LONG = told(
    *("dom", "lang", VERY_LONG, at(day(8))),
    language="de",
    place=Place(city="Berlin", country="DE", lat=52.5, lon=13.4),
    status=Status.TENTATIVE,
    parties=tuple(
        Party(name=f"Donaudampfschifffahrtsgesellschaft {n}", role=Role.ORGANISER) for n in range(7)
    ),
)
SHOW = told(
    *("hus", "utstallning", "Så vill vi bo", at(day(-3), day(20))),
    place=Place(city="Malmö", country="SE", lat=55.6, lon=13.0),
    language="sv",
)
MONTH = told("dom", "forum", "Forum miast", at(day(70)[:7]), language="pl", status=Status.POSTPONED)
YEARLESS = told(
    "dom", "kiedys", "Spotkanie", None, yearless=Yearless(start="0000-02-15T18:00"), language="pl"
)
NOTHING = told("dom", "nic", "Bez niczego")
WEEKLY = told(
    "hus", "frukost", "Frukost", replace(at(day(2, "09:00")), rrule="FREQ=WEEKLY"), language="sv", place=MALMO
)
GONE = told("gone", "borta", "Boendedialog", at(day(9, "18:00")), language="sv", place=MALMO)
ONE = told("hus", "mote-a", "Årsmöte", at(day(7, "17:00")), city="Malmö", language="sv")
OTHER = told("gym", "mote-b", "Årsmöte", at(day(7, "17:00")), city="Malmö", language="sv")
EVIL = told(
    *("evil", "x", f"Fest {SCRIPT}", at(day(4, "12:00"))),
    place=Place(
        venue=BREAKOUT, address=SCRIPT, city="{{ 7*7 }}", country="SE", online=True, online_url=EVIL_URLS[0]
    ),
    summary=f"{BREAKOUT}\r\nSet-Cookie: staff=x {{{{ config }}}} %(name)s %s",
    language="sv",
    parties=parties(f"Org {SCRIPT}", BREAKOUT),
    topics=(SCRIPT,),
    series=BREAKOUT,
    super_event=SCRIPT,
    registration=Registration(url=EVIL_URLS[1], mailbox='info@x.example?bcc=all"onclick="x'),
    price=Price(text=SCRIPT),
    audience=BREAKOUT,
    same_as=(EVIL_URLS[2],),
    claims=(claim("title", SCRIPT), claim("venue", BREAKOUT), claim("start", {"a": SCRIPT})),
)
ALL = (DIALOG, DEBATE, OFF, ARABIC, LONG, SHOW, MONTH, YEARLESS, NOTHING, WEEKLY, GONE, ONE, OTHER, EVIL)


def corpus(path: Path) -> Engine:
    """A store with all of these, read a while ago and changed since."""
    engine = fresh_store(path)
    with session(engine, write=True) as opened:
        for source_id, name in (("hus", "Folkets hus"), ("dom", "Dom Sąsiedzki"), ("evil", f"Evil {SCRIPT}")):
            networks = ("river-cities",) if source_id != "evil" else ("river-cities", "a/b & c")
            save_source(opened, facts(source_id, name, networks, country="SE", languages=("sv", "pl")))
        write_all(opened, *ALL, when=BEFORE)
        _change(opened)
    return engine


def archive(folder: Path) -> Path:
    """An archive that holds one of the pages, as it was read."""
    writer = ArchiveWriter(folder, DEBATE.source_id, "run1", BEFORE)
    headers = [("Content-Type", "text/html; charset=utf-8")]
    writer.write(DEBATE.url, 200, headers, DEBATE_PAGE.encode(), fetched_at=BEFORE, role="detail")
    writer.close(BEFORE)
    return folder


def _change(opened: Session) -> None:
    later = NOW - timedelta(hours=3)
    moved: Announcement = replace(WEEKLY, when=replace(at(day(2, "10:00")), rrule="FREQ=WEEKLY"))
    write_page(opened, "frukost", moved, when=later)
    mark_missing(opened, "gone", [GONE.url], later)
    write_all(opened, when=later)
