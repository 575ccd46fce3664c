"""The addresses of an HTML page's links, made absolute."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_PLAIN = re.compile(r"https?://[\w.:-]+(?:/[\w-][\w.~%+-]*)*/?")
"""An address that joining leaves as it is."""
_PLAIN_PATH = re.compile(r"(?:/[\w-][\w.~%+-]*)+/?(?:\?[\w.~%+=&-]+)?")
"""A path from the root that joining only puts behind the site's name."""
_SITE = re.compile(r"https?://[A-Za-z0-9.:-]+(?=[/?#]|$)")
_LONGEST_URL = 2000


class Joiner:
    """Makes links absolute against one page's address, or what it declares as its base."""

    def __init__(self, base: str) -> None:
        self._base = base
        site = _SITE.match(base)
        self._site = site.group() if site else None

    def absolute(self, href: str) -> str:
        """Return a link's absolute address, empty where it is none (RFC 3986, section 5)."""
        href = href.strip()[:_LONGEST_URL]
        if self._site is not None and _PLAIN_PATH.fullmatch(href):
            return self._site + href
        if href.startswith(("https://", "http://")) and _PLAIN.fullmatch(href):
            return href
        try:
            return urljoin(self._base, href)
        except ValueError:
            return ""
