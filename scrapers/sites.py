"""Which addresses are one site: the registrable domain by the public suffix list bundled with tldextract."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

import tldextract

_EXTRACT = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
# A git host serves raw files from another domain; they are the same site to ask politely and to trust.
_ALSO = {"raw.githubusercontent.com": "github.com"}


def site_of(url: str) -> str:
    """``example.org`` for any host below it; ``host:port`` for an IP address or a name without a dot.

    An unknown top-level domain counts as a public suffix, as the list's own default rule has it.
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    return _domain(host) or f"{host}:{port_of(url)}"


def same_site(left: str, right: str) -> bool:
    """Whether two URLs belong to one site."""
    return site_of(left) == site_of(right)


def port_of(url: str) -> int:
    """The port that a URL's scheme or itself names; 0 where it is unreadable."""
    parts = urlsplit(url)
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return 0


@lru_cache(maxsize=4096)
def _domain(host: str) -> str:
    try:
        ip_address(host)
    except ValueError:
        known = _EXTRACT(host).top_domain_under_public_suffix
        return _ALSO.get(known, known) or (".".join(host.split(".")[-2:]) if "." in host else "")
    return ""
