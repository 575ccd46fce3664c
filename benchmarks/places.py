"""``python -m benchmarks.places towns|venues GOLD MANIFEST …``: weights for places that pages only name.

They are fitted to labelled pages: each GOLD holds documents as JSON Lines, {"id", "events": [{"start",
"city", "venue"}]}, each MANIFEST is what ``kalends extract --manifest`` reads, with the same ids. Of every
event whose day is read the page's candidates are told by their features, each mention by itself. As nobody
labels which mention tells the place, the likelihood that all mentions of the right one together have is made
greatest (the marginal likelihood of multiple-instance learning). An event without a label counts for
"nowhere"; of towns less than others, as its page may well name one.

What rules tell of an event stands among its candidates, with how surely they tell it; the project's own
announcements teach, too. On stderr, set by set held out, for the events of which the rules tell nothing, or
nothing surely: how many choices are right, wrong and none, and how many are made for events without a label.
Needs the extra ``learning``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from benchmarks.ranking import is_right
from kalends.documents import documents_of_manifest
from pipeline.extract.choosing import NOWHERE, Chooser, shares_of_names
from pipeline.extract.drafts import Draft
from pipeline.extract.names import NameReader
from pipeline.extract.place import PlaceReader
from pipeline.extract.place_named import tells
from pipeline.extract.when import find_drafts
from pipeline.model import Page, SourceFacts
from pipeline.ranking import Features, Ranking
from pipeline.read import laid_out, published_day
from pipeline.text import read_document
from tests.cases import load_cases

OWN = 0.3
"""So much do the project's own announcements teach, beside pages of others."""
LEAST = 0.02
"""Weights nearer to zero are left out."""


@dataclass(frozen=True)
class Kind:
    """What is fitted: the labels' key, and of a reader the chooser.

    ``shrinkage``: how strongly the squares of the weights count against them; ``untold``: what an event
    without a label counts, beside one with; ``least``: no smaller share is chosen, as the reader has it.
    """

    key: str
    chooser: Callable[[PlaceReader], Chooser]
    shrinkage: float
    untold: float
    least: float


KINDS = {
    "towns": Kind("city", lambda places: places.named.towns, shrinkage=5.0, untold=0.3, least=0.2),
    "venues": Kind("venue", lambda places: places.named.venues, shrinkage=3.0, untold=0.5, least=0.3),
}


@dataclass(frozen=True)
class Example:
    """One event's candidates: their names, their features, which are right; the first, "", is nowhere.

    ``untold``: the rules tell no place of it, so that the choice decides.
    """

    names: Sequence[str]
    told: Sequence[Features]
    right: Sequence[bool]
    untold: bool
    weight: float = 1.0


def examples(kind: Kind, gold: Path, manifest: Path) -> Iterator[Example]:
    """Yield an example an event whose day is read, in the manifest's order."""
    lines = (json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip())
    labels = {line["id"]: line for line in lines}
    for document in documents_of_manifest(manifest):
        if document.page is not None and document.id in labels:
            yield from _of_page(kind, document.page, document.facts or SourceFacts(), labels[document.id])


def own_examples(kind: Kind) -> Iterator[Example]:
    """Yield an example an event of the project's own announcements, which are harder than most pages."""
    for case in load_cases():
        events = [{**event, "start": str(event["start"])} for event in case.events if event.get("start")]
        told = _of_page(kind, case.page, case.facts, {"events": events})
        yield from (replace(one, weight=OWN) for one in told)


def _of_page(kind: Kind, page: Page, facts: SourceFacts, labelled: dict[str, Any]) -> Iterator[Example]:
    document = read_document(page)
    sheet, _ = laid_out(page, document, facts)
    drafts, _ = find_drafts(sheet, published_day(document))
    places = PlaceReader(sheet, NameReader(sheet))
    alone = sum(draft.primary for draft in drafts) <= 1
    for draft, name in _labelled(drafts, labelled, kind.key):
        found = places.told(draft, alone and draft.primary)
        ones, told = kind.chooser(places).weighed(draft, found)
        right = [bool(name) and is_right(one.name, name) for one in ones]
        names = ["", *(one.key for one in ones)]
        yield Example(names, [NOWHERE, *told], [not name, *right], not tells(found, kind.key))


def _labelled(drafts: Sequence[Draft], labelled: dict[str, Any], key: str) -> Iterator[tuple[Draft, str]]:
    """Yield the drafts on the days of labelled events and their places, "" for none.

    Where events of one day are in several places, nothing tells which draft is which.
    """
    cut = 5 if labelled.get("year_is_inferable") is False else 0
    places: dict[str, set[str]] = {}
    for event in labelled["events"]:
        places.setdefault(event["start"][cut:10], set()).add(event.get(key) or "")
    for draft in drafts:
        start = draft.start.isoformat()[cut:]
        told = next((named for day, named in places.items() if start.startswith(day)), ())
        if len(told) == 1:
            yield draft, next(iter(told))


class Table:
    """Examples as one sparse table of mentions; those of an event stand together."""

    def __init__(self, kind: Kind, told: Sequence[Example]) -> None:
        self.kind = kind
        rows = [features for one in told for features in one.told]
        self.columns = DictVectorizer().fit(rows)
        self.rows = self.columns.transform(rows)
        self.sizes = np.array([len(one.told) for one in told])
        self.firsts = np.cumsum(self.sizes) - self.sizes
        self.right = np.array([right for one in told for right in one.right], dtype=float)
        self.counts = np.array([one.weight * (kind.untold if one.right[0] else 1.0) for one in told])

    def odds(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return each mention's odds, against the likeliest of its event."""
        points = self.rows @ weights
        highest = np.repeat(np.maximum.reduceat(points, self.firsts), self.sizes)
        odds: NDArray[np.float64] = np.exp(points - highest)
        return odds

    def loss(self, weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return how unlikely the right places are, with the weights' squares, and its gradient."""
        odds = self.odds(weights)
        good = odds * self.right
        whole, right = np.add.reduceat(odds, self.firsts), np.add.reduceat(good, self.firsts)
        each = np.repeat(self.counts, self.sizes)
        slope = each * (odds / np.repeat(whole, self.sizes) - good / np.repeat(right, self.sizes))
        told = -float((self.counts * np.log(right / whole)).sum())
        shrinkage = self.kind.shrinkage
        return told + shrinkage * float(weights @ weights) / 2, self.rows.T @ slope + shrinkage * weights


def fitted(kind: Kind, told: Sequence[Example]) -> Ranking:
    """Return the weights under which the right places of all examples are likeliest."""
    table = Table(kind, [one for one in told if any(one.right)])
    names = table.columns.get_feature_names_out()
    found = minimize(table.loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    weights = zip(names, found, strict=True)
    return Ranking({str(name): round(float(one), 3) for name, one in weights if abs(one) >= LEAST})


def outcomes(kind: Kind, told: Sequence[Example], chosen: Ranking) -> Counter[str]:
    """Return how many choices are right, wrong and none; of events without a label only how many are made."""
    counts: Counter[str] = Counter()
    for one in told:
        whole = shares_of_names(one.names, chosen.shares(one.told))
        best = max(whole, key=lambda name: whole[name], default="")
        made = bool(best) and whole[best][0] >= kind.least
        ok = any(right for name, right in zip(one.names, one.right, strict=True) if name == best)
        outcome = ("right" if ok else "wrong") if made else "none"
        counts["unlabelled" if one.right[0] and made else "silent" if one.right[0] else outcome] += 1
    return counts


def main(names: Sequence[str]) -> None:
    """Fit to all documents and print the weights; say on stderr how good they are, held out set by set."""
    if len(names) < 3 or names[0] not in KINDS or not len(names) % 2:
        sys.exit("usage: python -m benchmarks.places towns|venues GOLD MANIFEST …")
    kind, paths = KINDS[names[0]], [Path(name) for name in names[1:]]
    pairs = zip(paths[::2], paths[1::2], strict=True)
    sets = [list(examples(kind, gold, manifest)) for gold, manifest in pairs]
    sets.append(list(own_examples(kind)))
    total: Counter[str] = Counter()
    for i, told in enumerate(sets if len(sets) > 1 else ()):
        others = fitted(kind, [one for k, other in enumerate(sets) if k != i for one in other])
        counts = outcomes(kind, [one for one in told if one.untold], others)
        total += counts
        name = paths[2 * i] if 2 * i < len(paths) else "the project's own"
        print(f"{name}: {dict(sorted(counts.items()))}", file=sys.stderr)
    print(f"held out: {dict(sorted(total.items()))}", file=sys.stderr)
    ranking = fitted(kind, [one for told in sets for one in told])
    yaml.safe_dump(dict(ranking.weights), sys.stdout, allow_unicode=True)


if __name__ == "__main__":
    main(sys.argv[1:])
