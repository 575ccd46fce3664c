"""One place of all that is told of it: the surest value of each part."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.rooms import room_apart
from pipeline.extract.squares import as_venue, is_square
from pipeline.extract.towns import known_town, town_of
from pipeline.extract.values import Found
from pipeline.gazetteer import fold
from pipeline.model import Place
from pipeline.sheet import Sheet

_OPENING = tuple("„“”‘«\"'")


def settle_place(
    found: list[Found], sheet: Sheet, online: bool, online_url: str | None
) -> tuple[Place, list[Found]]:
    """Return the place that the surest values make, and those values."""
    best: dict[str, Found] = {}
    for one in found:
        kept = best.get(one.field)
        if kept is None or one.score > kept.score or _fuller(one, kept):
            best[one.field] = one
    if "venue" in best and _is_torn(best["venue"], sheet):
        del best["venue"]
    if "venue" in best and fold(best["venue"].value) == fold(best["city"].value if "city" in best else ""):
        weaker = best["city"].score < best["venue"].score or best["venue"].method == "label"
        guessed = weaker and town_of(best["city"].value, sheet) is None
        del best["city" if guessed else "venue"]
    if "venue" in best and "city" not in best and known_town(best["venue"].value, sheet):
        best["city"] = replace(best.pop("venue"), field="city")
    if "venue" not in best and "address" in best and is_square(best["address"], sheet):
        best["venue"] = as_venue(best["address"], sheet)
    parted = room_apart(best["venue"], sheet) if "venue" in best else None
    if parted is not None:
        best["venue"] = parted[0]
        best.setdefault("room", parted[1])
    told = {field: one.value for field, one in best.items()}
    town = town_of(told["city"], sheet) if "city" in told else None
    place = Place(
        venue=told.get("venue"), room=told.get("room"), address=told.get("address"),
        postcode=told.get("postcode"), city=told.get("city"), country=town.country if town else None,
        lat=town.lat if town else None, lon=town.lon if town else None,
        online=online or "online" in told, online_url=online_url,
    )  # fmt: skip
    return place, list(best.values())


def _is_torn(venue: Found, sheet: Sheet) -> bool:
    """Tell words that a quotation ends in which began ahead of them: "Nederlanden’ gepresenteerd"."""
    name = venue.value
    if sheet.text[max(0, venue.start - 1) : venue.start] in _OPENING:
        return False
    opened = min((name.find(mark) for mark in '„“‘«"' if mark in name), default=len(name))
    closed = min((name.find(f"{mark} ") for mark in "”’»" if f"{mark} " in name), default=len(name))
    return closed < opened and not name[:closed].endswith("s")


def _fuller(one: Found, kept: Found) -> bool:
    """Tell whether a venue as sure as another names more: a hall with its house, a noun with its name."""
    if one.field != "venue" or one.score < kept.score:
        return False
    bare = " " not in kept.value and kept.value.lower() in one.value.lower().split()[:1]
    return ("," in one.value and "," not in kept.value) or (
        bare and any(w[0].isupper() for w in one.value.split()[1:])
    )
