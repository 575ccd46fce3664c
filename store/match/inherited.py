"""Parts by other tellings: what is a part of an event as one page tells of it is so of all its tellings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from pipeline.model import Verdict
from store.match.decide import Decision


def inherited_parts(
    groups: Iterable[Sequence[str]], decisions: Mapping[tuple[str, str], Decision]
) -> dict[tuple[str, str], Decision]:
    """Decisions on pairs of tellings that are in two of ``groups``, an event each, of which two others are
    judged part and whole. Its score is that of the pair itself, 0 where that was not compared.
    """
    members = {key: group for group in groups for key in group}
    found: dict[tuple[str, str], Decision] = {}
    for one in decisions.values():
        if one.verdict is not Verdict.PART_OF or members[one.left] is members[one.right]:
            continue
        for pair in product(members[one.left], members[one.right]):
            left, right = sorted(pair)
            own = decisions.get((left, right))
            if own is not None and own.verdict is Verdict.PART_OF:
                continue
            reasons = tuple(f"by other tellings: {said}" for said in one.reasons)
            score = own.score if own is not None else 0.0
            found.setdefault((left, right), Decision(left, right, Verdict.PART_OF, score, reasons))
    return found
