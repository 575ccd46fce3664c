"""Who organises and who pays for a schema.org event; persons are never taken."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Funding, Party, Role
from pipeline.structured.cues import Cues
from pipeline.structured.nodes import (
    Node,
    child_nodes,
    identifier_of,
    items,
    number_of,
    plain_node,
    text_of,
    types_of,
    web_address,
)

_ORGANISATIONS = (
    "Organization",
    "Corporation",
    "NGO",
    "Library",
    "School",
    "University",
    "Museum",
    "Group",
    "Consortium",
    "LocalBusiness",
    "Cooperative",
    "Project",
    "Collaboration",
    "Workers",
    "Association",
    "Body",
)


def parties_of(node: Node, cues: Cues) -> tuple[Party, ...]:
    """Return the organisations behind an event; persons are left out, whoever they are."""
    out: dict[str, Party] = {}
    for name in ("organizer", "provider", "attributedTo", "organization"):
        if out and name != "organizer":
            break
        for party, url in _named(node.get(name), cues):
            out.setdefault(party.casefold(), Party(name=party, role=Role.ORGANISER, url=url))
    return tuple(out.values())[:20]


def fundings_of(node: Node, cues: Cues) -> tuple[Funding, ...]:
    """Return who pays: ``funder``, ``sponsor``, and grants with their giver, number and sum."""
    out = [Funding(funder=name) for key in ("funder", "sponsor") for name, _ in _named(node.get(key), cues)]
    for grant in child_nodes(node.get("funding")):
        givers = [
            name for name, _ in (*_named(grant.get("funder"), cues), *_named(grant.get("sponsor"), cues))
        ]
        sums = next(child_nodes(grant.get("amount")), grant if "amount" in grant else {})
        amount, currency = number_of(sums.get("value", sums.get("amount"))), text_of(sums.get("currency"))
        made = Funding(
            funder=givers[0] if givers else None,
            programme=text_of(grant.get("name")),
            amount=amount,
            currency=currency.upper() if currency and len(currency) == 3 else None,
            grant_id=identifier_of(grant),
        )
        if made.funder or made.programme:
            out.append(made)
    return tuple({(f.funder or f.programme or "").casefold(): f for f in reversed(out)}.values())[::-1][:20]


def _named(value: object, cues: Cues) -> Iterable[tuple[str, str | None]]:
    for item in items(value):
        if isinstance(item, str):
            name = cues.party_name(text_of(item) or "", declared=False)
            url = None
        elif isinstance(item, dict):
            giver = plain_node(item)
            types = types_of(giver)
            if "Person" in types:
                continue
            name = cues.party_name(
                text_of(giver.get("name")) or "", declared=any(t.endswith(_ORGANISATIONS) for t in types)
            )
            url = web_address(giver.get("url"))
        else:
            continue
        if name:
            yield name, url
