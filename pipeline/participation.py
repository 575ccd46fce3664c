"""How to take part in an event and what that costs, from its own data first, else from the page's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.extract.capacity import find_capacity
from pipeline.extract.drafts import Draft
from pipeline.extract.price import (
    find_free,
    find_own_free,
    find_own_price,
    find_price,
    find_reduced,
    find_shared_free,
    is_others,
)
from pipeline.extract.registration import (
    find_deadline,
    find_link,
    find_mailbox,
    find_required,
)
from pipeline.extract.relative_deadline import find_relative_deadline
from pipeline.extract.roles import Occasion
from pipeline.extract.values import Value
from pipeline.ledger import Ledger
from pipeline.model import Price, Registration
from pipeline.raws import price_of
from pipeline.settlement import price, registration
from pipeline.structured import RawEvent

T = TypeVar("T")


def registration_told(
    draft: Draft, deadlines: Sequence[Occasion], raw: RawEvent | None, zone: str, ledger: Ledger
) -> Registration:
    """Return how to take part in the page's main event; ``zone`` is that of a deadline's hour.

    ``deadlines``: the page's days by which something is due.
    """
    sheet = ledger.sheet
    stated = find_deadline(sheet, deadlines, draft, zone)
    deadline = _noted("registration_deadline", stated or find_relative_deadline(sheet, draft), ledger)
    link = _noted("registration_url", sheet.once(find_link), ledger)
    required = _noted("registration_required", sheet.once(find_required), ledger)
    mailbox = _noted("mailbox", sheet.once(find_mailbox), ledger)
    capacity = _noted("capacity", sheet.once(find_capacity), ledger)
    url = raw.registration_url if raw is not None and raw.registration_url else link
    return registration(url, deadline, required, mailbox, capacity)


def _shared_price(draft: Draft, drafts: Sequence[Draft], ledger: Ledger) -> Price:
    """Return what a further event of the page costs, as its own lines say, else the page of all of them."""
    own = _noted("free", find_own_free(ledger.sheet, draft, drafts), ledger)
    if own is not None:
        return price(own, find_own_price(ledger.sheet, draft, drafts))
    return price(_noted("free", find_shared_free(ledger.sheet, drafts), ledger), None)


def price_told(
    draft: Draft, drafts: Sequence[Draft], raw: RawEvent | None, ledger: Ledger, *, main: bool
) -> Price:
    """Return what an event costs: what its data say, else what the page says of it, or of all.

    ``main``: it is one of the page's own, of which the page speaks where it names none.
    """
    if not main:
        return _shared_price(draft, drafts, ledger)
    if raw is not None and (raw.free is not None or raw.amount is not None):
        told = price_of(raw)
        ledger.add("free", told.free, None, None, raw.method, 0.93, raw=str(raw.amount))
        return told
    sheet = ledger.sheet
    found = sheet.once(find_free)
    if len(drafts) > 1:
        own = _noted("free", find_own_free(sheet, draft, drafts), ledger)
        if own is not None:
            return price(own, find_own_price(sheet, draft, drafts))
        if found is not None and is_others(sheet, found, draft, drafts):
            return Price()
    free = _noted("free", found, ledger)
    told = price(free, sheet.once(find_price))
    if not told.amount:
        return told
    return replace(told, reduced=_noted("reduced_price", find_reduced(sheet, told.amount), ledger))


def _noted(name: str, found: Value[T] | None, ledger: Ledger) -> T | None:
    """Return the value found, its claim made; None where none was found."""
    if found is None:
        return None
    ledger.note(name, found.value, found)
    return found.value
