"""Kinds of sites, one module each; a new kind is a module here and its line in ``KINDS``."""

from typing import Final

from scrapers.kinds import frontmatter, html, ical
from scrapers.kinds.base import Kind, Links, Role, Target

KINDS: Final[dict[str, Kind]] = {"frontmatter": frontmatter, "html": html, "ical": ical}

__all__ = ["KINDS", "Kind", "Links", "Role", "Target"]
