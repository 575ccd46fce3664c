"""Bars of money by year, as numbers that a template draws in SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_STEP = 92
_BAR = 56
_TALLEST = 130
_ABOVE = 24
_BELOW = 28
_MOST_YEARS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One year's bar, in the plot's own units."""

    year: int
    amount: float
    x: float
    y: float
    height: float
    width: float = _BAR

    @property
    def middle(self) -> float:
        """Where its labels stand."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Plot:
    """One currency's years; amounts of several currencies are never laid on one scale."""

    currency: str
    bars: tuple[Bar, ...]
    width: float
    ground: float = _ABOVE + _TALLEST
    height: float = _ABOVE + _TALLEST + _BELOW


def plots_of(money: Sequence[tuple[int, str, float]]) -> list[Plot]:
    """A plot a currency of (year, currency, amount), the latest years; years without money have no bar."""
    by_currency: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for year, currency, amount in sorted(money):
        by_currency[currency].append((year, amount))
    return [_plot(currency, years[-_MOST_YEARS:]) for currency, years in sorted(by_currency.items())]


def _plot(currency: str, years: Sequence[tuple[int, float]]) -> Plot:
    most = max(amount for _, amount in years) or 1.0
    bars = []
    for place, (year, amount) in enumerate(years):
        height = round(max(0.0, amount) / most * _TALLEST, 1)
        x = place * _STEP + (_STEP - _BAR) / 2
        bars.append(Bar(year, amount, x, round(_ABOVE + _TALLEST - height, 1), height))
    return Plot(currency, tuple(bars), width=max(4, len(years)) * _STEP)
