"""Where a drawn map puts cities' names."""

from __future__ import annotations

from kalends.web.maps import map_of
from store.briefs import Spot


def _sides(*spots: Spot) -> dict[str, str]:
    return {dot.spot.city: dot.side for dot in map_of(spots).dots}


def test_a_name_stands_on_the_side_that_has_room() -> None:
    """Right of a city; left of one at the right edge; nowhere where both sides are taken."""
    cork, dublin = Spot("Cork", "IE", 51.9, -8.5, 4), Spot("Dublin", "IE", 53.3, -6.3, 2)
    warszawa = Spot("Warszawa Wesoła", "PL", 52.2, 21.0, 2)
    assert _sides(cork, dublin, warszawa) == {"Cork": "right", "Dublin": "right", "Warszawa Wesoła": "left"}
    between = [Spot(name, "PL", 52.2, 10.0 - 0.05 * number, 1) for number, name in enumerate("ABC")]
    sides = _sides(cork, warszawa, *between)
    assert [sides[name] for name in "ABC"] == ["right", "left", ""]
