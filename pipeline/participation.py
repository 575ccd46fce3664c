"""How to take part in an event and what that costs, from its own data first, else from the page's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pipeline.extract.drafts import Draft
from pipeline.extract.price import find_free, find_price
from pipeline.extract.registration import (
    find_capacity,
    find_deadline,
    find_link,
    find_mailbox,
    find_required,
)
from pipeline.extract.roles import Occasion
from pipeline.extract.values import Value
from pipeline.ledger import Ledger
from pipeline.model import Price, Registration
from pipeline.raws import price_of
from pipeline.settlement import price, registration
from pipeline.structured import RawEvent

T = TypeVar("T")


def registration_told(
    draft: Draft, occasions: Sequence[Occasion], raw: RawEvent | None, zone: str, ledger: Ledger
) -> Registration:
    """Return how to take part in the page's main event; ``zone`` is that of a deadline's hour."""
    sheet = ledger.sheet
    deadline = _noted("registration_deadline", find_deadline(sheet, occasions, draft, zone), ledger)
    link = _noted("registration_url", sheet.once(find_link), ledger)
    required = _noted("registration_required", sheet.once(find_required), ledger)
    mailbox = _noted("mailbox", sheet.once(find_mailbox), ledger)
    capacity = _noted("capacity", sheet.once(find_capacity), ledger)
    url = raw.registration_url if raw is not None and raw.registration_url else link
    return registration(url, deadline, required, mailbox, capacity)


def price_told(raw: RawEvent | None, ledger: Ledger) -> Price:
    """Return what the page's main event costs: what its data say, else what the page says."""
    if raw is not None and (raw.free is not None or raw.amount is not None):
        told = price_of(raw)
        ledger.add("free", told.free, None, None, raw.method, 0.93, raw=str(raw.amount))
        return told
    free = _noted("free", ledger.sheet.once(find_free), ledger)
    return price(free, ledger.sheet.once(find_price))


def _noted(name: str, found: Value[T] | None, ledger: Ledger) -> T | None:
    """Return the value found, its claim made; None where none was found."""
    if found is None:
        return None
    ledger.note(name, found.value, found)
    return found.value
