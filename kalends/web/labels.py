"""Codes of the model in words, for gettext to translate: kind → code → English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def N_(text: str) -> str:
    """Mark ``text`` for extraction."""
    return text


TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "participation": N_("Participation"),
        "democracy": N_("Democracy"),
        "planning": N_("Planning and housing"),
        "environment": N_("Environment and climate"),
        "culture": N_("Culture"),
        "education": N_("Education"),
        "inclusion": N_("Inclusion"),
        "youth": N_("Young people"),
        "seniors": N_("Older people"),
        "technology": N_("Technology"),
        "health": N_("Health"),
        "volunteering": N_("Volunteering"),
        "international": N_("International cooperation"),
    }
)
"""The topics that the pipeline tells (its words files' ``topic_`` keys)."""

LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "status": {
            "scheduled": N_("Scheduled"),
            "cancelled": N_("Cancelled"),
            "postponed": N_("Postponed"),
            "moved_online": N_("Moved online"),
            "tentative": N_("Tentative"),
        },
        "role": {
            "organiser": N_("Organiser"),
            "co_organiser": N_("Co-organiser"),
            "partner": N_("Partner"),
            "media_partner": N_("Media partner"),
            "funder": N_("Funder"),
            "host": N_("Host"),
            "publisher": N_("Publisher"),
        },
        "covers": {
            "event": N_("for this event"),
            "project": N_("for the project behind it"),
            "organisation": N_("for the organisation"),
        },
        "verdict": {
            "same": N_("Same event"),
            "different": N_("Different events"),
            "part_of": N_("One is part of the other"),
            "unsure": N_("Unsure"),
        },
        "method": {
            "json-ld": N_("structured data"),
            "markup": N_("structured data"),
            "microformats": N_("structured data"),
            "rdfa": N_("structured data"),
            "microdata": N_("structured data"),
            "label": N_("labelled line"),
            "cue": N_("cue in the text"),
            "prose": N_("running text"),
            "link": N_("link"),
            "lead": N_("opening paragraph"),
            "words": N_("words in the text"),
            "front matter": N_("structured data"),
            "icalendar": N_("calendar file"),
            "head": N_("the page's head"),
            "mailbox": N_("running text"),
            "phrase": N_("running text"),
            "precision": N_("running text"),
            "source": N_("what the source declares"),
            "default": N_("default, nothing else was said"),
            "heading": N_("heading"),
        },
        "health": {
            "ok": N_("Well"),
            "silent": N_("Silent"),
            "drifting": N_("Drifting"),
            "refused": N_("Refused"),
            "failing": N_("Failing"),
            "never run": N_("Never run"),
            "paused": N_("Paused"),
        },
        "outcome": {
            "ok": N_("Well"),
            "partial": N_("Partly read"),
            "empty": N_("Nothing found"),
            "refused": N_("Refused by a guard"),
            "failed": N_("Failed"),
        },
        "count": {
            "requests": N_("requests"),
            "pages": N_("pages"),
            "listing_pages": N_("listing pages"),
            "detail_pages": N_("detail pages"),
            "unchanged_pages": N_("unchanged pages"),
            "not_found": N_("pages not found"),
            "gone": N_("pages gone"),
            "errors": N_("errors"),
            "timeouts": N_("timeouts"),
            "robots_forbidden": N_("forbidden by robots.txt"),
            "offsite_redirects": N_("redirects to other sites"),
            "refused_addresses": N_("refused addresses"),
            "exceptions": N_("failures of ours"),
            "new": N_("new"),
            "changed": N_("changed"),
            "unchanged": N_("unchanged"),
            "missing": N_("missing"),
            "returned": N_("back again"),
            "cancelled": N_("cancelled"),
            "elsewhere": N_("told elsewhere"),
            "stale": N_("out of date"),
            "news_only": N_("only what is new was asked for"),
            "unreadable": N_("unreadable pages"),
            "announcements": N_("announcements"),
            "problems": N_("problems"),
        },
        "field": {
            "title": N_("Title"),
            "summary": N_("Summary"),
            "start": N_("Start"),
            "end": N_("End"),
            "zone": N_("Time zone"),
            "venue": N_("Venue"),
            "room": N_("Room"),
            "address": N_("Address"),
            "postcode": N_("Postcode"),
            "city": N_("City"),
            "country": N_("Country"),
            "online": N_("Online"),
            "online_url": N_("Link to take part"),
            "organisers": N_("Organisers"),
            "co_organisers": N_("Co-organisers"),
            "partners": N_("Partners"),
            "funders": N_("Funders"),
            "host": N_("Host"),
            "funding": N_("Funding"),
            "programme": N_("Programme"),
            "amount": N_("Amount"),
            "grant_id": N_("Grant number"),
            "status": N_("Status"),
            "free": N_("Free of charge"),
            "price": N_("Price"),
            "registration_url": N_("Registration link"),
            "registration_deadline": N_("Registration closes"),
            "registration_required": N_("Registration needed"),
            "registration_mailbox": N_("Registration by e-mail"),
            "deadline": N_("Registration closes"),
            "mailbox": N_("Mailbox"),
            "timezone": N_("Time zone"),
            "hosts": N_("Host"),
            "media_partners": N_("Media partner"),
            "capacity": N_("Places"),
            "language": N_("Language"),
            "languages": N_("Languages"),
            "interpretation": N_("Interpretation"),
            "audience": N_("For whom"),
            "accessibility": N_("Accessibility"),
            "series": N_("Series"),
            "super_event": N_("Part of"),
            "topics": N_("Topics"),
        },
        "error": {
            "400": N_("This cannot be asked"),
            "401": N_("Please log in"),
            "403": N_("This is not allowed"),
            "404": N_("There is no such page"),
            "405": N_("This is not allowed"),
            "429": N_("Too many requests"),
            "500": N_("Something went wrong"),
            "503": N_("Not available right now"),
        },
        "organisation_type": {
            "agency": N_("Public agency"),
            "civic-tech": N_("Civic technology"),
            "municipality": N_("Municipality"),
            "network": N_("Network"),
            "ngo": N_("Civic organisation"),
            "other": N_("Other"),
            "platform": N_("Platform"),
            "region": N_("Region"),
            "university": N_("University"),
        },
        "accessibility": {
            "wheelchair": N_("Wheelchair access"),
            "loop": N_("Hearing loop"),
            "sign": N_("Sign language"),
            "captions": N_("Captions"),
            "easy": N_("Easy language"),
        },
        "topic": TOPICS,
    }
)

FREQUENCIES: Mapping[str, str] = MappingProxyType(
    {
        "DAILY": N_("every day"),
        "WEEKLY": N_("every week"),
        "MONTHLY": N_("every month"),
        "YEARLY": N_("every year"),
    }
)

REASONS = (
    N_("only one says it"),
    N_("still announced"),
    N_("more exact"),
    N_("the organiser's own site"),
    N_("structured data"),
    N_("the better evidence"),
    N_("newer"),
    N_("as good as any"),
)
"""Why a telling's value was taken for the event's, as ``store.settle`` says it."""
