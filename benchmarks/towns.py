"""``python -m benchmarks.towns GOLD MANIFEST …``: weights for an event's town among all that its page names.

They are fitted to labelled pages: each GOLD holds documents as JSON Lines, {"id", "events": [{"start",
"city"}]}, each MANIFEST is what ``kalends extract --manifest`` reads, with the same ids. Of every event whose
day is read the page's candidates are told by their features, each mention by itself. As nobody labels which
mention tells the town, the likelihood that all mentions of the right one together have is made greatest
(the marginal likelihood of multiple-instance learning). An event without a labelled town counts for "no
town", less than others: its page may well name one.

On stderr, set by set held out, for the events of which the rules tell no town: how many choices are right,
wrong, and none. Needs the extra ``learning``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from benchmarks.ranking import is_right
from kalends.documents import documents_of_manifest
from pipeline.extract.drafts import Draft
from pipeline.extract.names import NameReader
from pipeline.extract.place import PlaceReader, tells_town
from pipeline.extract.town_choice import NOWHERE
from pipeline.extract.when import find_drafts
from pipeline.model import Page, SourceFacts
from pipeline.ranking import Features, Ranking
from pipeline.read import laid_out, published_day
from pipeline.text import read_document

SHRINKAGE = 20.0
"""How strongly the squares of the weights count against them."""
UNTOLD = 0.3
"""What an event without a labelled town counts, beside one with."""
LEAST = 0.02
"""Weights nearer to zero are left out."""
LEAST_SHARE = 0.2
"""As ``pipeline/extract/town_choice.py`` has it."""


@dataclass(frozen=True)
class Example:
    """One event's candidates: their towns, their features, which are right; "" is no town."""

    towns: Sequence[str]
    told: Sequence[Features]
    right: Sequence[bool]
    untold: bool
    """The rules tell no town of it, so that the choice decides."""


def examples(gold: Path, manifest: Path) -> Iterator[Example]:
    """Yield an example an event whose day is read, in the manifest's order."""
    lines = (json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip())
    labels = {line["id"]: line for line in lines}
    for document in documents_of_manifest(manifest):
        if document.page is not None and document.id in labels:
            yield from _of_page(document.page, document.facts or SourceFacts(), labels[document.id])


def _of_page(page: Page, facts: SourceFacts, labelled: dict[str, Any]) -> Iterator[Example]:
    document = read_document(page)
    sheet, _ = laid_out(page, document, facts)
    drafts, _ = find_drafts(sheet, published_day(document))
    places = PlaceReader(sheet, NameReader(sheet))
    alone = sum(draft.primary for draft in drafts) <= 1
    for draft, city in _labelled(drafts, labelled):
        found = places.told(draft, alone and draft.primary)
        ones, told = places.towns.weighed(draft, found)
        right = [bool(city) and is_right(one.town, city) for one in ones]
        yield Example(
            ["", *(one.key for one in ones)], [NOWHERE, *told], [not city, *right], not tells_town(found)
        )


def _labelled(drafts: Sequence[Draft], labelled: dict[str, Any]) -> Iterator[tuple[Draft, str]]:
    """Yield the drafts on the days of labelled events and their towns, "" for none.

    Where events of one day are in several towns, nothing tells which draft is which.
    """
    cut = 5 if labelled.get("year_is_inferable") is False else 0
    towns: dict[str, set[str]] = {}
    for event in labelled["events"]:
        towns.setdefault(event["start"][cut:10], set()).add(event.get("city") or "")
    for draft in drafts:
        start = draft.start.isoformat()[cut:]
        told = next((named for day, named in towns.items() if start.startswith(day)), ())
        if len(told) == 1:
            yield draft, next(iter(told))


class Table:
    """Examples as one sparse table of mentions; those of an event stand together."""

    def __init__(self, told: Sequence[Example], columns: DictVectorizer | None = None) -> None:
        self.examples = told
        rows = [features for one in told for features in one.told]
        self.columns = columns or DictVectorizer().fit(rows)
        self.rows = self.columns.transform(rows)
        self.sizes = np.array([len(one.told) for one in told])
        self.firsts = np.cumsum(self.sizes) - self.sizes
        self.right = np.array([right for one in told for right in one.right], dtype=float)
        self.counts = np.array([UNTOLD if one.right[0] else 1.0 for one in told])

    def odds(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return each mention's odds, against the likeliest of its event."""
        points = self.rows @ weights
        highest = np.repeat(np.maximum.reduceat(points, self.firsts), self.sizes)
        odds: NDArray[np.float64] = np.exp(points - highest)
        return odds

    def loss(self, weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Return how unlikely the right towns are, with the weights' squares, and its gradient."""
        odds = self.odds(weights)
        good = odds * self.right
        whole, right = np.add.reduceat(odds, self.firsts), np.add.reduceat(good, self.firsts)
        each = np.repeat(self.counts, self.sizes)
        slope = each * (odds / np.repeat(whole, self.sizes) - good / np.repeat(right, self.sizes))
        told = -float((self.counts * np.log(right / whole)).sum())
        return told + SHRINKAGE * float(weights @ weights) / 2, self.rows.T @ slope + SHRINKAGE * weights


def fitted(told: Sequence[Example]) -> Ranking:
    """Return the weights under which the right towns of all examples are likeliest."""
    table = Table([one for one in told if any(one.right)])
    names = table.columns.get_feature_names_out()
    found = minimize(table.loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    weights = zip(names, found, strict=True)
    return Ranking({str(name): round(float(one), 3) for name, one in weights if abs(one) >= LEAST})


def outcomes(told: Sequence[Example], chosen: Ranking) -> tuple[int, int, int]:
    """Return how many towns are chosen right, wrong and not at all, of events with a labelled one."""
    right = wrong = none = 0
    for one in (one for one in told if not one.right[0]):
        whole: dict[str, float] = {}
        for town, share in zip(one.towns, chosen.shares(one.told), strict=True):
            whole[town] = whole.get(town, 0.0) + share
        del whole[""]
        best = max(whole, key=lambda town: whole[town], default="")
        if not best or whole[best] < LEAST_SHARE:
            none += 1
        elif any(ok for town, ok in zip(one.towns, one.right, strict=True) if town == best):
            right += 1
        else:
            wrong += 1
    return right, wrong, none


def main(names: Sequence[str]) -> None:
    """Fit to all documents and print the weights; say on stderr how good they are, held out set by set."""
    if not names or len(names) % 2:
        sys.exit("usage: python -m benchmarks.towns GOLD MANIFEST …")
    paths = [Path(name) for name in names]
    sets = [list(examples(gold, manifest)) for gold, manifest in zip(paths[::2], paths[1::2], strict=True)]
    for i, told in enumerate(sets if len(sets) > 1 else ()):
        others = fitted([one for k, other in enumerate(sets) if k != i for one in other])
        untold = outcomes([one for one in told if one.untold], others)
        print(f"{paths[2 * i]}: right, wrong, none: {untold}", file=sys.stderr)
    ranking = fitted([one for told in sets for one in told])
    yaml.safe_dump(dict(ranking.weights), sys.stdout, allow_unicode=True)


if __name__ == "__main__":
    main(sys.argv[1:])
