"""Pages that moved: a redirect gives a page a new address, and what it announces keeps its identity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import update
from sqlmodel import Session, col, select

from pipeline.model import Announcement, announcement_id
from store import tables
from store.match.links import link_key
from store.tellings import chunks


def take_over(session: Session, source_id: str, moves: Mapping[str, str]) -> None:
    """Let the stored pages of the addresses asked have those that answered, unless these are known pages.

    What they announce keeps its key, and so its id; its address is the new one.
    """
    page, told = tables.Page, tables.Announcement
    for old, new in sorted(moves.items()):
        both = (col(page.source_id) == source_id, col(page.url).in_([old, new]))
        known = {row.url: row for row in session.exec(select(page).where(*both))}
        if old in known and new not in known:
            row = known[old]
            row.url = new
            session.add(row)
            session.flush()
            session.execute(
                update(told)
                .where(col(told.source_id) == source_id, col(told.url) == old)
                .values(url=new, url_key=link_key(new) or "")
            )


def kept_keys(session: Session, source_id: str, found: Iterable[Announcement]) -> list[Announcement]:
    """Return announcements under the addresses by which their pages were known before they moved."""
    announcements = list(found)
    first = first_addresses(session, source_id, sorted({base_address(item.key) for item in announcements}))
    return [_rekeyed(item, first) for item in announcements] if first else announcements


def followed(item: Announcement, moves: Mapping[str, str]) -> Announcement:
    """Return what a list tells of an address that redirects as told of the address that it leads to."""
    return replace(_rekeyed(item, moves), url=moves.get(item.url, item.url)) if moves else item


def _rekeyed(item: Announcement, addresses: Mapping[str, str]) -> Announcement:
    """Return an announcement, its key's address put as ``addresses`` (old → new) say; its parts likewise."""
    base = base_address(item.key)
    if base not in addresses:
        return item
    key = addresses[base] + item.key[len(base) :]
    whole = announcement_id(item.source_id, key)
    parts = tuple(replace(_rekeyed(part, addresses), super_event=whole) for part in item.sub_events)
    return replace(item, key=key, id=whole, sub_events=parts)


def base_address(key: str) -> str:
    """The address in a key, or what a publisher calls the event by; without the place in a list."""
    return key.partition("#")[0]


def first_addresses(session: Session, source_id: str, urls: Sequence[str]) -> dict[str, str]:
    """Return, by the address they have now, the addresses that stored announcements are keyed by."""
    told = tables.Announcement
    out: dict[str, str] = {}
    for chunk in chunks([url for url in urls if url.startswith("http")]):
        # Asked for one source, a database without statistics walks all that the source ever announced.
        wanted = select(told.source_id, told.url, told.key).where(
            col(told.url).in_(chunk), col(told.parent_id).is_(None)
        )
        for owner, url, key in session.exec(wanted.order_by(col(told.first_seen), col(told.key))):
            base = base_address(key)
            if owner == source_id and base != url and base.startswith("http"):
                out.setdefault(url, base)
    return out
