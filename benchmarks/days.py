"""``python -m benchmarks.days GOLD MANIFEST …``: weights for days that are likely an event's, as YAML.

They are fitted to the project's own examples, ``tests/announcements`` and what tells of no event in
``tests/words``, and to labelled pages: each GOLD holds documents as JSON Lines, {"id", "events": [{"start"}],
"year_is_inferable"}, each MANIFEST is what ``kalends extract --manifest`` reads, with the same ids. Of every
page the dates that may be events' are told by their features; a logistic regression says how probably such a
date is the first day of a labelled event.

On stderr: precision and recall of the pages' days by points alone and with likely days, on pages held out
(ten parts, each under the weights of the others), and on how many pages without an event none counts. Needs
the extra ``learning``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kalends.documents import documents_of_manifest
from pipeline.extract.drafts import ENOUGH
from pipeline.extract.likely_days import LIKELY, day_features
from pipeline.extract.lists import beside
from pipeline.extract.occasion_days import stand_in_days
from pipeline.extract.pairing import pair_times
from pipeline.extract.roles import EVENT
from pipeline.extract.when import settled_occasions, weigh
from pipeline.model import Page, SourceFacts
from pipeline.ranking import Features, Ranking
from pipeline.read import laid_out, published_day
from pipeline.records import find_records
from pipeline.text import read_document
from tests.cases import load_cases
from tests.telling import page_of

TESTS = Path(__file__).parent.parent / "tests"
PARTS = 10
SHRINKAGE = 0.1
"""scikit-learn's C: smaller draws the weights closer to zero."""
LEAST = 0.02
"""Weights nearer to zero are left out."""


@dataclass(frozen=True)
class Example:
    """One page: the days that may be events', each with its features and whether its points are enough.

    ``labelled``: the days that its events begin on; of a page without a year all days are without.
    """

    days: Sequence[str]
    told: Sequence[Features]
    enough: Sequence[bool]
    labelled: frozenset[str]


def examples(gold: Path, manifest: Path) -> Iterator[Example]:
    """Yield an example a page, in the manifest's order."""
    lines = (json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip())
    labels = {line["id"]: line for line in lines}
    for document in documents_of_manifest(manifest):
        if document.page is None or document.id not in labels:
            continue
        label = labels[document.id]
        starts = [event["start"] for event in label["events"]]
        undated = label.get("year_is_inferable") is False
        yield _of_page(document.page, document.facts or SourceFacts(), starts, undated)


def own_examples() -> Iterator[Example]:
    """Yield the project's own announcements, and its phrases that tell of no event."""
    for case in load_cases():
        yield _of_page(case.page, case.facts, [event["start"] for event in case.events], False)
    for path in sorted((TESTS / "words").glob("*.yml")):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        facts = SourceFacts(id="example", languages=(path.stem,), **table["facts"])
        for phrase in (phrase for phrase in table["phrases"] if phrase.get("none")):
            yield _of_page(page_of(phrase["text"], fetched=phrase.get("fetched")), facts, (), False)


def _of_page(page: Page, facts: SourceFacts, starts: Sequence[str], undated: bool) -> Example:
    document = read_document(page)
    sheet, _ = laid_out(page, document, facts)
    found = settled_occasions(sheet, published_day(document))
    _, empty = find_records(sheet, found)
    events = beside(empty, [o for o in found if o.role == EVENT and o.days])
    if not events:
        events = stand_in_days(found)
        pair_times(sheet, events)
    weigh(sheet, events)
    cut = 5 if undated or any(event.yearless for event in events) else 0
    return Example(
        [event.days[0].isoformat()[cut:] for event in events],
        day_features(sheet, events, found),
        [event.score >= ENOUGH for event in events],
        frozenset(start[cut:10] for start in starts if start),
    )


def fitted(told: Sequence[Example]) -> Ranking:
    """Return the weights by which a day of the examples is likely an event's."""
    columns = DictVectorizer()
    rows = columns.fit_transform([features for one in told for features in one.told])
    right = [day in one.labelled for one in told for day in one.days]
    model = LogisticRegression(C=SHRINKAGE, fit_intercept=False, max_iter=5000).fit(rows, right)
    weights = zip(columns.get_feature_names_out(), model.coef_[0], strict=True)
    return Ranking({str(name): round(float(one), 3) for name, one in weights if abs(one) >= LEAST})


@dataclass
class Tally:
    """Days that count: rightly and wrongly; labelled ones that do not; pages without an event, and silent."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    without: int = 0
    silent: int = 0

    def add(self, one: Example, counted: frozenset[str]) -> None:
        """Count a page's days."""
        self.right += len(counted & one.labelled)
        self.wrong += len(counted - one.labelled)
        self.missed += len(one.labelled - counted)
        self.without += not one.labelled
        self.silent += not one.labelled and not counted

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; silent on {self.silent} of {self.without}"


def main(names: Sequence[str]) -> None:
    """Fit to all documents and print the weights; say on stderr how good they are on pages held out."""
    if not names or len(names) % 2:
        sys.exit("usage: python -m benchmarks.days GOLD MANIFEST …")
    paths = [Path(name) for name in names]
    pairs = zip(paths[::2], paths[1::2], strict=True)
    told = [one for gold, manifest in pairs for one in examples(gold, manifest)]
    own = list(own_examples())
    by_points, likely = Tally(), Tally()
    for part in range(PARTS):
        known = fitted([*own, *(one for i, one in enumerate(told) if i % PARTS != part)])
        for one in told[part::PARTS]:
            by_points.add(one, frozenset(d for d, ok in zip(one.days, one.enough, strict=True) if ok))
            rows = zip(one.days, one.told, one.enough, strict=True)
            counted = (d for d, f, ok in rows if ok or 1 / (1 + exp(-known.points(f))) >= LIKELY)
            likely.add(one, frozenset(counted))
    print(f"by points: {by_points}\nwith likely days: {likely}", file=sys.stderr)
    yaml.safe_dump(dict(fitted([*own, *told]).weights), sys.stdout, allow_unicode=True)


if __name__ == "__main__":
    main(sys.argv[1:])
