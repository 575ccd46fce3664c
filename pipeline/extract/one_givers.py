"""Names of one giver: in several languages and in short, as ``funders.yml`` lists them under ``same``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.extract.known_givers import funders_table
from pipeline.gazetteer import fold


@cache
def _numbers() -> Mapping[str, tuple[int, bool]]:
    """Return, by a giver's folded name, the giver's number and whether the name is the international one."""
    same = funders_table()["same"]
    return {fold(name): (n, i == 0) for n, names in enumerate(same) for i, name in enumerate(names)}


def is_one_giver(one: str, other: str) -> bool:
    """Tell two names of one giver, in two languages or one in short."""
    told = _numbers().get(fold(one)), _numbers().get(fold(other))
    return told[0] is not None and told[1] is not None and told[0][0] == told[1][0]


def is_fuller(one: str, other: str) -> bool:
    """Tell whether ``other`` says more than ``one``: the name in full, or in the page's own language."""
    international = _numbers().get(fold(one), (0, False))[1] and is_one_giver(one, other)
    return bool(other) and not other.isupper() and (one.isupper() or international)


def pays(giver: str, programme: str) -> bool:
    """Tell whether a programme is known to be a giver's: Erasmus+ is the European Union's."""
    told = fold(programme.replace(",", ""))
    known = (
        begins
        for payer, begins in _payers().items()
        if fold(giver) == fold(payer) or is_one_giver(giver, payer)
    )
    return any(told.startswith(begins) for begins in known)


@cache
def _payers() -> Mapping[str, tuple[str, ...]]:
    """Return, by a giver's name, what the folded names of its programmes begin with."""
    return {giver: tuple(map(fold, names)) for giver, names in funders_table()["pays"].items()}
