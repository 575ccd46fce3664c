"""``python -m benchmarks [MANIFEST]``: milliseconds a page, reading against ``search_dates``, and the ratio.

Both are measured in CPU seconds, in one process on the same texts, one after the other page by page, so that
a busy machine slows both alike; the best of three rounds counts.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from time import process_time

from dateparser.search import search_dates

from benchmarks.corpus import own_pages, pages_of_manifest
from kalends.readers import Job, steady
from pipeline.model import Reading
from pipeline.read import read_page

ROUNDS = 3
DATEPARSER_NAMES = {"no": "nb"}
Measured = tuple[str, float, float]


def measured(jobs: Sequence[Job]) -> list[Measured]:
    """(language, seconds of the whole reading, seconds of search_dates) for each page that has a text."""
    warm: set[str] = set()
    steady()  # as the processes that read are
    results = []
    for page, facts in jobs:
        reading = read_page(page, facts)
        language = reading.language or "en"
        if not reading.text:
            continue
        if language not in warm:  # languages load their data on first use
            _search(reading, language)
            warm.add(language)
        read, search = [], []
        for _ in range(ROUNDS):
            begun = process_time()
            read_page(page, facts)
            between = process_time()
            _search(reading, language)
            read.append(between - begun)
            search.append(process_time() - between)
        results.append((language, min(read), min(search)))
    return results


def _search(reading: Reading, language: str) -> None:
    search_dates(reading.text, languages=[DATEPARSER_NAMES.get(language, language)])


def report(results: Sequence[Measured]) -> str:
    """A line a language and one for all, tabs between; the ratio is reading ÷ search_dates."""
    groups: defaultdict[str, list[Measured]] = defaultdict(list)
    for result in results:
        groups[result[0]].append(result)
    lines = ["language\tpages\treading ms/page\tsearch_dates ms/page\tratio"]
    for name, group in [*sorted(groups.items()), ("all", list(results))]:
        read, search = mean(r for _, r, _ in group) * 1000, mean(s for _, _, s in group) * 1000
        lines.append(f"{name}\t{len(group)}\t{read:.2f}\t{search:.2f}\t{read / search:.2f}")
    return "\n".join(lines)


def main() -> None:
    """Measure the project's own pages, or those of the manifest that the command line names."""
    jobs = list(pages_of_manifest(Path(sys.argv[1])) if len(sys.argv) > 1 else own_pages())
    results = measured(jobs)
    if not results:
        sys.exit("benchmarks: no page has a text; nothing was measured")
    print(report(results))


if __name__ == "__main__":
    main()
