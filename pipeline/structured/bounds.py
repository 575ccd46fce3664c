"""What the recurrence rules of one calendar, or of one page, may cost all together."""

from __future__ import annotations

from dataclasses import dataclass

MAX_OCCURRENCES = 400
"""A series tells no more."""
SEARCH = 60_000
"""Days or instants that one rule's search looks at."""
_STEPS = 400_000
_TOLD = 6_000


@dataclass(slots=True)
class Work:
    """The days that rules may still look at, the occurrences that may still be told, the series to come.

    Fifteen series of every day, or a hundred of every week, are told in full; more share what is left.
    """

    steps: int = _STEPS
    told: int = _TOLD
    series: int = 1
    _stop: int = 0

    def search(self) -> None:
        """Begin one rule's search: it ends after SEARCH steps, or where those of all have been taken."""
        self._stop = max(0, self.steps - SEARCH)

    def step(self, n: int = 1) -> bool:
        """Take ``n`` steps; tell whether the search may go on."""
        self.steps -= n
        return self.steps > self._stop

    @property
    def spent(self) -> bool:
        """Whether the search was ended before it found what it looked for."""
        return self.steps <= self._stop

    def share(self) -> int:
        """Return how many occurrences the next series may tell; 0 where none are left."""
        return min(MAX_OCCURRENCES, max(0, self.told // max(1, self.series)))

    def tell(self, n: int) -> None:
        """Count a series and the occurrences that it told."""
        self.told -= n
        self.series -= 1
