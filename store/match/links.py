"""Links in the one form in which they can be shared by two announcements."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(
    r"^(?:utm_\w+|mtm_\w+|pk_\w+|aff\w*|fbclid|gclid|mc_[ce]id|ref|ref_src|source|src|lang|hl)$"
)
_HOME = re.compile(r"^(?:/[a-z]{2}(?:[-_][a-z]{2})?)?$", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}


def link_key(url: str) -> str | None:
    """Host, path and query of a web link, without tracking, fragment, "www." and closing slash.

    None for what is no web link and for a home page, which names a publisher and no event.
    """
    try:
        parts = urlsplit(url.strip() if "://" in url else f"https://{url.strip()}")
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or ("." not in host and host != "localhost"):
        return None
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0].lower())))
    path = parts.path.rstrip("/")
    if not query and _HOME.match(path):
        return None
    site = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    return f"{site}{path}?{query}" if query else f"{site}{path}"
