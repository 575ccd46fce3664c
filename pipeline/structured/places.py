"""schema.org's locations (Place, PostalAddress, VirtualLocation, text, or several) into one Place."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Place
from pipeline.structured.cues import Cues
from pipeline.structured.nodes import (
    Node,
    child_nodes,
    items,
    number_of,
    plain_node,
    text_of,
    types_of,
    web_address,
)

_DEEPEST = 3


def place_of(value: object, cues: Cues) -> Place | None:
    """Return where an event is; a hall and an address on the web make one hybrid place."""
    place: Place | None = None
    for item in items(value):
        found = (
            _words_place(item, cues)
            if isinstance(item, str)
            else _node_place(plain_node(item), cues, 0)
            if isinstance(item, dict)
            else None
        )
        if found is not None:
            place = found if place is None else _joined(place, found)
    return place


def _joined(first: Place, second: Place) -> Place:
    """Return the first physical place with the other's web address; of two halls the first is kept."""
    hall, other = (second, first) if _is_web_only(first) else (first, second)
    return replace(
        hall,
        online=first.online or second.online,
        online_url=first.online_url or other.online_url or second.online_url,
    )


def _is_web_only(place: Place) -> bool:
    return place.online and not (place.venue or place.address or place.city)


def _words_place(text: str, cues: Cues) -> Place | None:
    words = text_of(text)
    if not words:
        return None
    if words.startswith(("http://", "https://")):
        return Place(online=True, online_url=words.split()[0])
    if cues.says_online(words) and len(words) < 60:
        return Place(online=True)
    return Place(venue=words[:300])


def _node_place(node: Node, cues: Cues, depth: int) -> Place | None:
    types = types_of(node)
    if "VirtualLocation" in types:
        return Place(online=True, online_url=web_address(node.get("url")) or web_address(node.get("sameAs")))
    if "PostalAddress" in types:
        return _address(node, cues)
    name = text_of(node.get("name")) or (text_of(node.get("description")) if "Location" in types else None)
    address = _addresses(node.get("address"), cues) or _address(node, cues)
    named = _words_place(name, cues) if name else None
    if named is not None and named.online:
        return replace(named, online_url=named.online_url or web_address(node.get("url")))
    place = replace(address, venue=named.venue if named else None)
    if place.address and place.venue and place.address.casefold() == place.venue.casefold():
        place = replace(place, address=None)
    if place.address and place.venue and place.address.startswith(f"{place.venue}, "):
        place = replace(place, address=place.address[len(place.venue) + 2 :])
    place = _with_position(place, node)
    for whole in child_nodes(node.get("containedInPlace") or node.get("containedIn")):
        outer = _node_place(whole, cues, depth + 1) if depth < _DEEPEST else None
        if outer is not None and outer.venue and place.venue:
            return replace(
                outer, room=place.venue, address=outer.address or place.address, city=outer.city or place.city
            )
    return place if place != Place() else None


def _addresses(value: object, cues: Cues) -> Place | None:
    for item in items(value):
        if isinstance(item, str) and (words := text_of(item)):
            return Place(address=words[:300])
        if isinstance(item, dict):
            return _address(plain_node(item), cues)
    return None


def _address(node: Node, cues: Cues) -> Place:
    """Return a PostalAddress' parts; a part that repeats another is said once."""
    country = text_of(node.get("addressCountry"))
    city, street = text_of(node.get("addressLocality")), text_of(node.get("streetAddress"))
    if street and city and street.casefold() == city.casefold():
        street = None
    return Place(
        address=street,
        postcode=text_of(node.get("postalCode")),
        city=city,
        country=cues.country(country) if country else None,
    )


def _with_position(place: Place, node: Node) -> Place:
    for geo in [*child_nodes(node.get("geo")), node]:
        lat, lon = number_of(geo.get("latitude")), number_of(geo.get("longitude"))
        if (
            lat is not None
            and lon is not None
            and abs(lat) <= 90
            and abs(lon) <= 180
            and (lat, lon) != (0, 0)
        ):
            return replace(place, lat=lat, lon=lon)
    return place
