"""A map in SVG: countries' outlines and cities with events, projected to one box."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from store.briefs import Spot

WIDTH, HEIGHT = 640.0, 480.0
_OUTLINES = Path(__file__).parent / "static" / "vendor" / "countries.geojson"
_NARROWEST = 4.0  # degrees of longitude: one city alone is shown in its country
_MARGIN = 0.2
_BESIDE = WIDTH / 4  # a wide window shows more on both sides
_EUROPE = (-11.0, 36.0, 32.0, 64.0)
_NORTHMOST = 84.0  # Mercator has no pole

Box = tuple[float, float, float, float]
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A city on the map; its name stands on the ``side`` that has room: ``right``, ``left``, or none."""

    spot: Spot
    x: float
    y: float
    radius: float
    side: str


@dataclass(frozen=True, slots=True)
class Map:
    """What a template draws: paths of land, and dots, the greatest first."""

    paths: tuple[str, ...]
    dots: tuple[Dot, ...]
    width: float = WIDTH
    height: float = HEIGHT


def map_of(spots: Sequence[Spot]) -> Map:
    """A map that holds all spots; Europe where there are none."""
    plane = _Plane(_box(spots))
    return Map(tuple(plane.land()), tuple(_dots(plane, spots)))


def _box(spots: Sequence[Spot]) -> Box:
    if not spots:
        return _EUROPE
    lons, lats = [spot.lon for spot in spots], [spot.lat for spot in spots]
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    wide = max(east - west, _NARROWEST)
    high = max(north - south, _NARROWEST / 2)
    middle, centre = (west + east) / 2, (south + north) / 2
    half, tall = wide * (0.5 + _MARGIN), high * (0.5 + _MARGIN)
    return middle - half, max(-_NORTHMOST, centre - tall), middle + half, min(_NORTHMOST, centre + tall)


def _mercator(lat: float) -> float:
    bounded = max(-_NORTHMOST, min(_NORTHMOST, lat))
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(bounded) / 2)))


class _Plane:
    """Degrees to the map's units: Mercator, the box in the middle, one scale both ways."""

    def __init__(self, box: Box) -> None:
        west, south, east, north = box
        low, high = _mercator(south), _mercator(north)
        self._scale = min(WIDTH / (east - west), HEIGHT / (high - low))
        self._left = (west + east) / 2 - WIDTH / 2 / self._scale
        self._top = (low + high) / 2 + HEIGHT / 2 / self._scale

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a position is."""
        return (lon - self._left) * self._scale, (self._top - _mercator(lat)) * self._scale

    def land(self) -> Iterator[str]:
        """SVG path data of the rings that touch the map; points that would fall on one unit are one."""
        for west, south, east, north, ring in _rings():
            left, top = self.point(west, north)
            right, bottom = self.point(east, south)
            if right < -_BESIDE or left > WIDTH + _BESIDE or bottom < 0 or top > HEIGHT:
                continue
            points = list(self._thinned(ring))
            if len(points) > 2:
                yield "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"

    def _thinned(self, ring: Ring) -> Iterator[tuple[float, float]]:
        last: tuple[float, float] | None = None
        for lon, lat in ring:
            x, y = self.point(lon, lat)
            # What is far outside needs no exactness: it is only there to close the shape.
            here = round(max(-WIDTH, min(2 * WIDTH, x)), 1), round(max(-HEIGHT, min(2 * HEIGHT, y)), 1)
            if last is None or abs(here[0] - last[0]) + abs(here[1] - last[1]) >= 1.5:
                yield here
                last = here


@cache
def _rings() -> tuple[tuple[float, float, float, float, Ring], ...]:
    """(west, south, east, north, ring) of all countries' outer lines."""
    features = json.loads(_OUTLINES.read_text(encoding="utf-8"))["features"]
    found = []
    for feature in features:
        for polygon in feature["geometry"]["coordinates"]:
            ring: Ring = tuple((lon, lat) for lon, lat in polygon[0])
            lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
            found.append((min(lons), min(lats), max(lons), max(lats), ring))
    return tuple(found)


def _dots(plane: _Plane, spots: Sequence[Spot]) -> Iterator[Dot]:
    taken: list[Box] = []
    for spot in spots:
        x, y = plane.point(spot.lon, spot.lat)
        radius = min(24.0, 10.0 + 2.5 * math.log2(spot.events))
        beside, wide = radius + 3, 8.2 * len(spot.city)
        sides = {
            "right": (x + beside, y - 9, x + beside + wide, y + 9),
            "left": (x - beside - wide, y - 9, x - beside, y + 9),
        }
        side = next((side for side, name in sides.items() if _has_room(name, taken)), "")
        taken.append((x - radius, y - radius, x + radius, y + radius))
        if side:
            taken.append(sides[side])
        yield Dot(spot, round(x, 1), round(y, 1), round(radius, 1), side)


def _has_room(name: Box, taken: Sequence[Box]) -> bool:
    return name[0] > 0 and name[2] < WIDTH and not any(_overlap(name, box) for box in taken)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
