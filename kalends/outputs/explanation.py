"""Why an event is as it is, for a person's eyes: its tellings, judgements, fields with evidence, changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

from kalends.console import clean, write_section_to
from kalends.outputs.wording import moment_words, when_words
from pipeline.model import Claim
from store.explain import Explanation

Labels = dict[str, str]
LONGEST_QUOTE = 120
TOLD = ("", "source", "language", "title", "url", "last seen", "missing since")
JUDGED = ("judgement", "pair", "verdict", "score", "why", "by", "at")
FIELDS = ("field", "value", "quote", "method", "score", "telling", "why chosen")
CHANGES = ("at", "telling", "field", "was", "became", "page", "run")


def write_explanation(explanation: Explanation, out: TextIO) -> None:
    """Write the event in one line, then its tellings, judgements, fields and changes, each as a table."""
    settled = explanation.event.settled
    place = ", ".join(
        part for part in (settled.place.venue, settled.place.address, settled.place.city) if part
    )
    when = when_words(settled.when or settled.yearless)
    print(clean(f"{settled.title} | {when} | {place} | {settled.status.value}"), file=out)
    print(f"event {explanation.event.id}", file=out)
    if explanation.redirected_from:
        print(f"asked for as {explanation.redirected_from}, which was merged into it", file=out)
    labels = {
        telling.announcement.id: f"[{number}]" for number, telling in enumerate(explanation.event.tellings, 1)
    }
    for conflict in explanation.conflicts:
        said = ", ".join(f"{labels[key]} {value}" for key, value in conflict.said)
        print(clean(f"conflict: {conflict.field}: {said}"), file=out)
    sections = (
        ("Told by", TOLD, _told(explanation, labels)),
        ("Judged", JUDGED, _judged(explanation, labels)),
        ("Fields", FIELDS, _fields(explanation, labels)),
        ("Changes", CHANGES, _changes(explanation, labels)),
    )
    for title, columns, rows in sections:
        if listed := list(rows):
            write_section_to(out, title, columns, listed)


def _told(explanation: Explanation, labels: Labels) -> Iterator[tuple[object, ...]]:
    for telling in explanation.event.tellings:
        told = telling.announcement
        missing = telling.missing_since
        yield (
            labels[told.id],
            f"{told.source_id} ({telling.publisher})",
            told.language,
            told.title,
            told.url,
            moment_words(telling.last_seen),
            moment_words(missing) if missing else "",
        )


def _judged(explanation: Explanation, labels: Labels) -> Iterator[tuple[object, ...]]:
    for judgement in explanation.judgements:
        left, right = (labels.get(id_, id_) for id_ in (judgement.left, judgement.right))
        verdict = judgement.verdict.value + (" (withdrawn)" if judgement.withdrawn_at else "")
        reasons = "; ".join(judgement.reasons)
        yield (
            judgement.id,
            f"{left} {right}",
            verdict,
            f"{judgement.score:.2f}",
            reasons,
            judgement.by,
            moment_words(judgement.at),
        )


def _fields(explanation: Explanation, labels: Labels) -> Iterator[tuple[object, ...]]:
    for field in explanation.fields:
        for evidence in field.winners:
            yield _field(evidence.claim, labels[evidence.announcement_id], field.reason or "")
        said = [evidence.claim.value for evidence in field.winners]
        for evidence in field.losers:
            remark = "says the same" if evidence.claim.value in said else "not chosen"
            yield _field(evidence.claim, labels[evidence.announcement_id], remark)


def _field(claim: Claim, label: str, remark: str) -> tuple[object, ...]:
    value = claim.value if isinstance(claim.value, str) else json.dumps(claim.value, ensure_ascii=False)
    quote = clean(claim.quote)
    if len(quote) > LONGEST_QUOTE:
        quote = quote[: LONGEST_QUOTE - 1] + "…"
    return claim.field, value, quote, claim.method, f"{claim.score:.2f}", label, remark


def _changes(explanation: Explanation, labels: Labels) -> Iterator[tuple[object, ...]]:
    for revision in explanation.revisions:
        label = labels.get(revision.announcement_id, revision.announcement_id)
        was, became = _json(revision.old), _json(revision.new)
        at = moment_words(revision.at)
        yield at, label, revision.field, was, became, revision.url or "", revision.run_id or ""


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
