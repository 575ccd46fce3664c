"""What a schema.org event costs."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.structured.nodes import Node, child_nodes, number_of, text_of, truth_of, web_address


@dataclass(frozen=True, slots=True)
class Cost:
    """``amount`` is the lowest price; free and paid tickets together are neither free nor a price."""

    free: bool | None = None
    amount: float | None = None
    currency: str | None = None
    ticket_url: str | None = None


def cost_of(node: Node) -> Cost:
    """Return what a plain event node's offers and its ``isAccessibleForFree`` state."""
    free, prices, currency, url = truth_of(node.get("isAccessibleForFree")), [], None, None
    for offer in child_nodes(node.get("offers")):
        for spec in (offer, *child_nodes(offer.get("priceSpecification"))):
            price = number_of(spec.get("price")) if "price" in spec else number_of(spec.get("lowPrice"))
            if price is not None and price >= 0:
                prices.append(price)
            currency = currency or text_of(spec.get("priceCurrency"))
        url = url or web_address(offer.get("url"))
    currency = currency.upper() if currency and len(currency) == 3 and currency.isalpha() else None
    if free:
        return Cost(True, 0.0, currency, url)
    if not prices or (0 in prices and any(prices)):
        return Cost(free=free, ticket_url=url)
    return Cost(not any(prices) if free is None else free, min(prices), currency, url)
