"""``python -m benchmarks.gold [LANG]``: how well the labelled announcements are read, field by field.

Precision, recall and F1 of each field over the cases of ``tests/announcements``; below them, among the
values of a score, how many are right. All that a missed event was labelled with counts as missed. Names and
texts are compared folded, and may differ by a word's ending (rapidfuzz ratio of 90).
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from pipeline.model import Announcement
from tests.cases import Case, load_cases
from tests.telling import told

ALIKE = 90
EXACT = ("start", "end", "deadline", "free", "status", "online")
TEXTS = ("title", "venue", "address", "city")
NAMES = ("organisers", "partners", "funders")
CLAIMS = {"deadline": "registration_deadline"}
"""Fields whose claims go by another name."""
STEPS = (0.9, 0.8, 0.7, 0.6, 0.0)


@dataclass
class Tally:
    """True positives, false positives and false negatives of one field."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def row(self) -> tuple[float, float, float]:
        """Precision, recall and F1; 0 where there is nothing."""
        p = self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0
        r = self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


@dataclass
class Table:
    """All tallies of a run; ``scored`` holds (score, right) of every settled value that has a label."""

    fields: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    scored: list[tuple[str, str, float, bool]] = field(default_factory=list)

    def count(self, name: str, tp: int = 0, fp: int = 0, fn: int = 0) -> None:
        """Add to a field's tally."""
        tally = self.fields[name]
        tally.tp, tally.fp, tally.fn = tally.tp + tp, tally.fp + fp, tally.fn + fn

    def share_right(self, low: float, high: float = 1.0) -> tuple[int, float]:
        """How many values score low or more and below high (1.0 included), and their right share."""
        rights = [right for _, _, score, right in self.scored if low <= score < high or score == high == 1.0]
        return len(rights), sum(rights) / len(rights) if rights else 0.0


def folded(text: object) -> str:
    """Lower case, no accents, no punctuation."""
    letters = unicodedata.normalize("NFKD", str(text)).casefold()
    plain = (c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join("".join(plain).split())


def alike(one: object, other: object) -> bool:
    """Whether two texts say the same name."""
    return fuzz.token_sort_ratio(folded(one), folded(other)) >= ALIKE


def measured(cases: list[Case]) -> Table:
    """Read every case and compare it with its labels."""
    table = Table()
    for case in cases:
        _measure(case, table)
    return table


def _measure(case: Case, table: Table) -> None:
    found = list(case.reading().announcements)
    if not case.events:
        table.count("silent", tp=not found, fn=bool(found))
    pairs = list(_pairs(case.events, found))
    table.count("events", tp=len(pairs), fp=len(found) - len(pairs), fn=len(case.events) - len(pairs))
    matched = [id(labels) for labels, _ in pairs]
    for labels in case.events:
        if id(labels) not in matched:
            _missed(labels, table)
    for labels, one in pairs:
        _compare(labels, one, table)


Labels = dict[str, Any]
"""What one event's ``expected.yml`` says."""


def _pairs(events: list[Labels], found: list[Announcement]) -> Iterator[tuple[Labels, Announcement]]:
    """Labels with what was read of the same day, the likest title first."""
    left = [(one, told(one)) for one in found]
    for labels in events:
        day = str(labels["start"])[:10]
        same = [pair for pair in left if str(pair[1]["start"])[:10] == day]
        if same:
            best = max(same, key=lambda pair, labels=labels: _likeness(labels, pair[1]))  # type: ignore[misc]
            left = [pair for pair in left if pair[0] is not best[0]]
            yield labels, best[0]


def _likeness(labels: Labels, got: dict[str, Any]) -> tuple[bool, float]:
    return got["start"] == str(labels["start"]), fuzz.ratio(folded(got["title"]), folded(labels.get("title")))


def _missed(labels: Labels, table: Table) -> None:
    for name in (*EXACT, *TEXTS):
        table.count(name, fn=labels.get(name) is not None)
    for name in NAMES:
        table.count(name, fn=len(_named(labels, name)))


def _named(values: dict[str, Any], name: str) -> list[str]:
    if name == "partners":
        return [n for role in ("co_organisers", "partners", "media_partners") for n in values.get(role) or ()]
    if name == "funders":
        return [*(values.get("funders") or ()), *(values.get("programmes") or ())]
    return list(values.get(name) or ())


def _compare(labels: Labels, one: Announcement, table: Table) -> None:
    got = told(one)
    for name in (*EXACT, *TEXTS):
        if name not in labels or (labels[name] is None and name not in TEXTS):
            continue
        want, value = labels[name], got[name]
        right = alike(want, value) if name in TEXTS and want and value else str(want) == str(value)
        given = want is not None
        table.count(name, tp=right and given, fp=not right and value is not None, fn=not right and given)
        if value is not None:
            _score(one, name, value, right, table)
    for name in NAMES:
        roles = ("co_organisers", "partners", "media_partners") if name == "partners" else (name,)
        if any(role in labels for role in roles):
            _compare_names(_named(labels, name), one, got, name, table)


def _compare_names(want: list[str], one: Announcement, got: dict[str, Any], name: str, table: Table) -> None:
    values = _named(got, name)
    hits = [w for w in want if any(alike(w, v) for v in values)]
    wrong = [v for v in values if not any(alike(w, v) for w in want)]
    table.count(name, tp=len(hits), fp=len(wrong), fn=len(want) - len(hits))
    for value in values:
        _score(one, name, value, value not in wrong, table)


def _score(one: Announcement, name: str, value: object, right: bool, table: Table) -> None:
    """Note the score of the settled claim behind ``value``."""
    field_name = CLAIMS.get(name, name)
    for claim in one.claims:
        if claim.settled and claim.field == field_name and (name not in NAMES or alike(claim.value, value)):
            table.scored.append((name, claim.method, claim.score, right))
            return


def report(table: Table) -> str:
    """The two tables, tabs between."""
    lines = ["field\tprecision\trecall\tF1\tlabels"]
    for name in ("events", "silent", *EXACT, *TEXTS, *NAMES):
        tally = table.fields[name]
        lines.append(f"{name}\t" + "\t".join(f"{x:.2f}" for x in tally.row()) + f"\t{tally.tp + tally.fn}")
    lines.append("\nscore\tvalues\tright")
    for low, high in zip(STEPS, (1.0, *STEPS), strict=False):
        many, share = table.share_right(low, high)
        lines.append(f"{low:.1f}–{high:.1f}\t{many}\t{share:.2f}")
    return "\n".join(lines)


def main() -> None:
    """Measure all cases, or those of the languages that the command line names."""
    cases = [case for case in load_cases() if len(sys.argv) == 1 or case.folder.parent.name in sys.argv[1:]]
    if not cases:
        sys.exit(f"benchmarks.gold: no labelled announcement in {', '.join(sys.argv[1:])}")
    print(report(measured(cases)))


if __name__ == "__main__":
    main()
