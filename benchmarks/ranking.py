"""``python -m benchmarks.ranking text|markdown [GOLD MANIFEST …]``: weights for titles, as YAML.

They are fitted to the titles of the project's own examples, ``tests/announcements`` and ``tests/words``, and
to labelled pages: each GOLD holds documents as JSON Lines, {"id", "events": [{"title", "title_any",
"primary"}]}, each MANIFEST is what ``kalends extract --manifest`` reads, with the same ids. Of every document
the candidates for its title are told by their features, and a logistic regression on the differences of right
and wrong ones is fitted. A candidate is right where it is an example's title, or where it is nearly that of
most of a labelled document's own events, or holds one of ``title_any``.

On stderr: how often the likeliest candidate is right, on the pages fitted to and, set by set, on pages held
out; and how often some candidate is right at all. Needs the extra ``learning``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz
from scipy.sparse import vstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kalends.documents import documents_of_manifest
from pipeline.extract.title_candidates import candidates
from pipeline.extract.title_features import title_features
from pipeline.extract.when import find_drafts
from pipeline.gazetteer import fold
from pipeline.model import Page, SourceFacts
from pipeline.ranking import Features, Ranking, likeliest
from pipeline.read import laid_out, published_day
from pipeline.text import read_document
from tests.cases import load_cases
from tests.telling import page_of

KINDS = {"text": "text/plain", "markdown": "text/markdown"}
TESTS = Path(__file__).parent.parent / "tests"
ALIKE, WITHIN, SHORTEST = 75, 95, 4
SHRINKAGE = 0.5
"""scikit-learn's C: smaller draws the weights closer to zero."""
LEAST = 0.02
"""Weights nearer to zero are left out."""


@dataclass(frozen=True)
class Example:
    """One page's candidates: their features, and which of them are right."""

    told: Sequence[Features]
    right: Sequence[bool]


def is_right(title: str, labelled: str, forms: Sequence[str] = ()) -> bool:
    """Tell whether a title is nearly the labelled one, holds it, is within it, or holds one of ``forms``."""
    one, other = fold(title), fold(labelled)
    if (
        any(fold(form) in one for form in forms)
        or max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) >= ALIKE
    ):
        return True
    short, long = sorted((one, other), key=len)
    held = len(short) >= SHORTEST and len(short) >= 0.4 * len(long)
    return held and fuzz.partial_ratio(short, long) >= WITHIN


def examples(gold: Path, manifest: Path) -> Iterator[Example]:
    """Yield an example a document with events of its own, in the manifest's order."""
    lines = (json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip())
    labels = {line["id"]: [e for e in line["events"] if e.get("primary", True)] for line in lines}
    for document in documents_of_manifest(manifest):
        events = labels.get(document.id, [])
        if document.page is None or not events or not events[0].get("title"):
            continue
        told, titles = _told(document.page, document.facts or SourceFacts())
        yield Example(told, [_names_most(title, events) for title in titles])


def own_examples(kind: str) -> Iterator[Example]:
    """Yield an example an announcement or a phrase of the project's tests that says its title."""
    for case in load_cases():
        if case.events and case.page.media_type == KINDS[kind]:
            told, titles = _told(case.page, case.facts)
            yield Example(told, [fold(title) == fold(case.events[0].get("title") or "") for title in titles])
    for path in sorted((TESTS / "words").glob("*.yml")) if kind == "text" else []:
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        facts = SourceFacts(id="example", languages=(path.stem,), **table["facts"])
        for phrase in (phrase for phrase in table["phrases"] if phrase.get("title")):
            told, titles = _told(page_of(phrase["text"], fetched=phrase.get("fetched")), facts)
            yield Example(told, [fold(title) == fold(phrase["title"]) for title in titles])


def _names_most(title: str, events: Sequence[dict[str, Any]]) -> bool:
    """Tell a title that is right for more than half of a page's own events."""
    hits = sum(is_right(title, event.get("title") or "", event.get("title_any") or ()) for event in events)
    return 2 * hits > len(events)


def _told(page: Page, facts: SourceFacts) -> tuple[list[Features], list[str]]:
    document = read_document(page)
    sheet, _ = laid_out(page, document, facts)
    drafts, _ = find_drafts(sheet, published_day(document))
    lead = drafts[0] if drafts else None
    found = candidates(sheet, lead)
    return title_features(sheet, lead, found), [one.title.text for one in found]


def fitted(told: Sequence[Example]) -> Ranking:
    """Return the weights that put right candidates ahead of wrong ones; each page counts the same."""
    pairs: list[dict[str, float]] = []
    weights: list[float] = []
    for example in told:
        good = [f for f, ok in zip(example.told, example.right, strict=True) if ok]
        bad = [f for f, ok in zip(example.told, example.right, strict=True) if not ok]
        for one in good:
            for other in bad:
                pairs.append(_difference(one, other))
                weights.append(1 / (len(good) * len(bad)))
    vectorizer = DictVectorizer()
    ahead = vectorizer.fit_transform(pairs)
    behind = vectorizer.transform([{name: -value for name, value in pair.items()} for pair in pairs])
    model = LogisticRegression(C=SHRINKAGE, fit_intercept=False, max_iter=5000)
    model.fit(vstack([ahead, behind]), [1] * len(pairs) + [0] * len(pairs), sample_weight=weights * 2)
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    return Ranking({str(name): round(float(weight), 3) for name, weight in named if abs(weight) >= LEAST})


def _difference(one: Features, other: Features) -> dict[str, float]:
    return {name: one.get(name, 0.0) - other.get(name, 0.0) for name in {*one, *other}}


def share_right(told: Sequence[Example], chosen: Ranking) -> float:
    """Return on how many pages of all the likeliest candidate is right."""
    hits = [e.right[likeliest(chosen.shares(e.told))] for e in told if e.told]
    return sum(hits) / max(1, len(told))


def main(names: Sequence[str]) -> None:
    """Fit to all documents and print the weights; say on stderr how good they are, held out set by set."""
    if not names or names[0] not in KINDS or not len(names) % 2:
        sys.exit("usage: python -m benchmarks.ranking text|markdown [GOLD MANIFEST …]")
    paths = [Path(name) for name in names[1:]]
    sets = [list(examples(gold, manifest)) for gold, manifest in zip(paths[::2], paths[1::2], strict=True)]
    sets.append(list(own_examples(names[0])))
    everything = [example for told in sets for example in told]
    ranking = fitted(everything)
    possible = sum(any(example.right) for example in everything) / len(everything)
    print(f"{len(everything)} pages; fitted: {share_right(everything, ranking):.3f}", file=sys.stderr)
    held = [share_right(told, fitted(_others(sets, i))) for i, told in enumerate(sets) if len(sets) > 1]
    share = sum(one * len(told) for one, told in zip(held, sets, strict=False)) / len(everything)
    print(f"held out: {share:.3f} ({' '.join(f'{one:.2f}' for one in held)})", file=sys.stderr)
    print(f"possible: {possible:.3f}", file=sys.stderr)
    yaml.safe_dump(dict(ranking.weights), sys.stdout, allow_unicode=True)


def _others(sets: Sequence[Sequence[Example]], but: int) -> list[Example]:
    return [example for k, told in enumerate(sets) if k != but for example in told]


if __name__ == "__main__":
    main(sys.argv[1:])
