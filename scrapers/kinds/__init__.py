"""Kinds of sites, one module each; a new kind is a module here and its line in ``KINDS``."""

from collections.abc import Iterable
from typing import Final

from w3lib.url import safe_url_string

from scrapers.kinds import decidim, feed, frontmatter, html, ical, jsonld, sitemap, sitevision
from scrapers.kinds.api import Api
from scrapers.kinds.base import Kind, Links, Role, Target
from scrapers.kinds.discourse import KIND as DISCOURSE
from scrapers.kinds.drupal import KIND as DRUPAL
from scrapers.kinds.gancio import KIND as GANCIO
from scrapers.kinds.linkedevents import KIND as LINKEDEVENTS
from scrapers.kinds.localist import KIND as LOCALIST
from scrapers.kinds.mobilizon import KIND as MOBILIZON
from scrapers.kinds.oparl import KIND as OPARL
from scrapers.kinds.openagenda import KIND as OPENAGENDA
from scrapers.kinds.tribe import KIND as TRIBE
from scrapers.kinds.wordpress import KIND as WORDPRESS

KINDS: Final[dict[str, Kind]] = {
    "decidim": decidim,
    "discourse": DISCOURSE,
    "drupal": DRUPAL,
    "feed": feed,
    "frontmatter": frontmatter,
    "gancio": GANCIO,
    "html": html,
    "ical": ical,
    "jsonld": jsonld,
    "linkedevents": LINKEDEVENTS,
    "localist": LOCALIST,
    "mobilizon": MOBILIZON,
    "openagenda": OPENAGENDA,
    "oparl": OPARL,
    "sitemap": sitemap,
    "sitevision": sitevision,
    "tribe": TRIBE,
    "wordpress": WORDPRESS,
}

__all__ = ["KINDS", "Kind", "Links", "Role", "Target", "entries", "tells_news", "whole_url"]


def entries(kind: str, urls: Iterable[str]) -> list[str]:
    """The addresses, as they are asked, that come first for a source's ``urls`` where all is asked for."""
    return [safe_url_string(KINDS[kind].entry(url).url) for url in urls]


def tells_news(kind: str) -> bool:
    """Whether this kind of site can be asked for what changed since a moment."""
    found = KINDS[kind]
    return isinstance(found, Api) and found.newer is not None


def whole_url(kind: str, url: str) -> str:
    """The address under which a page counts, also where only its changes were asked for."""
    found = KINDS[kind]
    return found.whole(url) if isinstance(found, Api) else url
