"""What a comparison is: a ladder of steps, the first of which that holds counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a ladder; ``reason`` in words ("" for nothing to say), ``{shared}`` for what is shared.

    On a step that ``is_null`` one side does not say: it weighs nothing. It stands first.
    """

    name: str
    condition: str
    reason: str = ""
    is_null: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A ladder; the last step is "else". ``shared`` is the SQL list of what the reason may name."""

    name: str
    steps: tuple[Step, ...]
    shared: str = "[]"

    def step(self, number: int) -> Step:
        """The step of this number as Splink counts: the last is 0; -1 where one side does not say."""
        return self.steps[0] if number < 0 else self.steps[len(self.steps) - 1 - number]


ELSE = "ELSE"


def gammas(comparison: Comparison, *names: str) -> str:
    """SQL: whether the pair stands on one of these steps. Splink counts them from the last, which is 0."""
    numbers = {step.name: len(comparison.steps) - 1 - place for place, step in enumerate(comparison.steps)}
    return f"(gamma_{comparison.name} IN ({', '.join(str(numbers[name]) for name in names)}))"
