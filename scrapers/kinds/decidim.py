"""Decidim's GraphQL, asked by POST: the meetings of all public spaces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scrapers.kinds.api import at, json_of, set_params
from scrapers.kinds.base import Links, Target

if TYPE_CHECKING:
    from pipeline.model import Page
    from scrapers.source import Source

_SPACES = ("participatoryProcesses", "assemblies", "conferences")
_MEETING = """id title { translations { locale text } } description { translations { locale text } }
 location { translations { locale text } } address coordinates { latitude longitude } startTime endTime
 typeOfMeeting onlineMeetingUrl isWithdrawn"""
_SPACE = f"""title {{ translations {{ locale text }} }} components(filter: {{ type: "Meetings" }}) {{ id
 ... on Meetings {{ meetings(first: 100, after: $after) {{ nodes {{ {_MEETING} }}
 pageInfo {{ hasNextPage endCursor }} }} }} }}"""
_QUERY = f"query Meetings($after: String) {{ {' '.join(f'{space} {{ id {_SPACE} }}' for space in _SPACES)} }}"


def entry(url: str, since: datetime | None = None) -> Target:
    """The interface below a site's address; it cannot tell what changed."""
    return _question(url if url.rstrip("/").endswith("/api") else f"{url.rstrip('/')}/api", None)


def links(page: Page, source: Source) -> Links:
    """The same question for the meetings after those of this answer, while there are any."""
    data = json_of(page)
    cursors = dict.fromkeys(_cursors(data))
    further = tuple(_question(page.url, cursor) for cursor in cursors)
    return Links(queries=further, standalone=at(data, "data") is not None)


def _question(url: str, after: str | None) -> Target:
    # The address names the page that is asked for, so that each answer has an address of its own.
    body = json.dumps({"query": " ".join(_QUERY.split()), "variables": {"after": after}})
    return Target(set_params(url, {"after": after}) if after else url, "listing", body)


def _cursors(data: Any) -> Iterator[str]:
    for kind in _SPACES:
        spaces = at(data, "data", kind)
        for space in spaces if isinstance(spaces, list) else ():
            components = at(space, "components")
            for component in components if isinstance(components, list) else ():
                if at(component, "meetings", "pageInfo", "hasNextPage") is True:
                    cursor = at(component, "meetings", "pageInfo", "endCursor")
                    if isinstance(cursor, str):
                        yield cursor
