"""``python -m benchmarks.hostile [N [FIRST]]``: what hostile pages cost, and whether any raises in reading.

First each pattern of ``tests.hostile`` at 1 MB (bound: 5 s of CPU), then N inputs (10,000 unless said) of the
kinds below, drawn with a fixed seed, in two processes (bounds: 10 s of CPU and 1 GB). With FIRST only those
from that one on are read, for running the 10,000 in parts. Exit code 1 if a bound is broken.
"""

from __future__ import annotations

import gzip
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as Late
from itertools import pairwise
from typing import NamedTuple

from pebble import ProcessExpired, ProcessPool

from pipeline.model import Page, SourceFacts
from pipeline.read import read_page
from tests.cases import load_cases
from tests.hostile import NAMES, hostile_page
from tests.telling import page_of

MEGABYTE, SECONDS, LONGEST, MOST_KB = 1_000_000, 5.0, 10.0, 1_000_000
FACTS = SourceFacts(id="example", country="SE", timezone="Europe/Stockholm", languages=("sv",))
TYPES = ["text/html", "text/plain", "text/markdown", "text/calendar", "application/json", "application/xml"]
EVENT = "<h1>Dialogmöte</h1><p>Torsdag 12 mars 2026 kl. 18 i Lund. Arrangör: Lindåkra kommun</p>"


class Outcome(NamedTuple):
    """One input's reading: its kind, seconds of CPU and by the clock, its process's peak memory so far in kB,
    and what went wrong.
    """

    kind: str
    seconds: float
    waited: float
    kilobytes: int
    fault: str


def noise(dice: random.Random) -> Page:
    """Random bytes under any media type."""
    return page_of(dice.randbytes(dice.randrange(20_000)), dice.choice(TYPES), "2026-02-01")


def mutant(dice: random.Random) -> Page:
    """A whole announcement with pieces cut, doubled, swapped and overwritten."""
    page = dice.choice(PAGES)
    body = bytearray(page.body)
    for _ in range(dice.randrange(1, 30)):
        at, size = dice.randrange(len(body) + 1), dice.randrange(1, 80)
        piece = dice.choice(
            [b"", body[at : at + size] * 3, dice.randbytes(size), bytes(reversed(body[at : at + size]))]
        )
        body[at : at + size] = piece
    return page_of(bytes(body), page.media_type, "2026-02-01")


def nested(dice: random.Random) -> Page:
    """Ten thousand elements, brackets or quotes deep."""
    depth = 10_000
    opened, closed = dice.choice(
        [("<div>", "</div>"), ("<ul><li>", "</li></ul>"), ("<table><tr><td>", ""), ("<b><i>", "")]
    )
    if dice.random() < 0.3:
        return page_of(
            dice.choice(["[", '{"a":', "((", "> "]) * depth + EVENT, dice.choice(TYPES), "2026-02-01"
        )
    return page_of(opened * depth + EVENT + closed * depth, "text/html", "2026-02-01")


def entities(dice: random.Random) -> Page:
    """Entities that name one another tenfold, nine deep."""
    names = [f"e{n}" for n in range(10)]
    told = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "kl 18 ">{told}]>'
    body = f"{head}<rss><channel><item><title>&e9;</title></item></channel></rss>"
    return page_of(body, dice.choice(["application/xml", "application/rss+xml", "text/html"]), "2026-02-01")


def calendar(dice: random.Random) -> Page:
    """A calendar of rules that never end."""
    often = dice.choice(["SECONDLY", "MINUTELY", "DAILY", "YEARLY"])
    rule, start = f"FREQ={often};INTERVAL={dice.choice([1, 1, 7, 10**9])}", dice.choice(["2026", "1950"])
    rule += dice.choice(
        [
            "",
            ";COUNT=99999999",
            ";COUNT=200",
            ";BYDAY=MO",
            ";BYHOUR=" + ",".join(map(str, range(24))),
            ";BYDAY=MO,TU;BYSETPOS=-366",
            ";BYMONTHDAY=31;BYMONTH=2",
            ";UNTIL=99991231T235959Z",
        ]
    )
    event = f"BEGIN:VEVENT\r\nUID:{{}}\r\nDTSTART:{start}0312T180000\r\n"
    event += f"RRULE:{rule}\r\nSUMMARY:Möte\r\nEND:VEVENT\r\n"
    many = "".join(event.format(n) for n in range(dice.choice([1, 50, 400])))
    return page_of(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{many}END:VCALENDAR\r\n", "text/calendar", "2026-02-01"
    )


def circle(dice: random.Random) -> Page:
    """JSON-LD whose nodes name one another in circles."""
    count = dice.choice([2, 30, 2000])
    nodes = [
        {"@type": "Event", "@id": f"#{n}", "name": f"Möte {n}", "startDate": "2026-03-12T18:00",
         "superEvent": {"@id": f"#{n - 1}"},
         "subEvent": [{"@id": f"#{(n + step) % count}"} for step in (0, 1, 7)],
         "location": {"@id": f"#{(n * 3) % count}"}, "organizer": {"@id": f"#{n}"}}
        for n in range(count)
    ]  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps({"@graph": nodes})}</script>'
    return page_of(EVENT + script, "text/html", "2026-02-01")


def lying(dice: random.Random) -> Page:
    """A declared encoding that the bytes do not have, NUL bytes, compressed bytes."""
    name = dice.choice(
        ["utf-16", "utf-32", "shift_jis", "iso-2022-jp", "utf-7", "hz", "idna", "rot13", "zlib", "ö"]
    )
    body = f'<meta charset="{name}">{EVENT}'.encode(
        dice.choice(["utf-8", "latin-1", "utf-16", "cp1250"]), "replace"
    )
    body = dice.choice([body, body.replace(b" ", b"\0"), gzip.compress(body * 1000), body + b"\xff" * 5000])
    return page_of(
        body, dice.choice(TYPES), "2026-02-01", headers={"Content-Type": f"text/html; charset={name}"}
    )


def long(dice: random.Random) -> Page:
    """Any of the patterns, up to 1 MB."""
    return hostile_page(
        dice.choice(NAMES),
        dice.choice([1_000, 20_000, 50_000, MEGABYTE] if dice.random() < 0.02 else [1_000, 20_000]),
    )


def huge(dice: random.Random) -> Page:
    """Fifty megabytes."""
    return hostile_page(dice.choice(NAMES), 50 * MEGABYTE)


KINDS: dict[Callable[[random.Random], Page], int] = {
    noise: 25, mutant: 40, nested: 3, entities: 2, calendar: 5, circle: 5, lying: 10, long: 10,
}  # fmt: skip
"""Each kind's share of the draws; the huge ones are HUGE in all."""
HUGE, TOTAL = 20, 10_000
PAGES = [case.page for case in load_cases()]


def outcome(kind: str, page: Page) -> Outcome:
    """Read ``page`` here and now."""
    began, at = time.process_time(), time.perf_counter()
    try:
        read_page(page, FACTS)
        fault = ""
    except Exception as bug:  # noqa: BLE001 (whatever it is, it is what this looks for)
        fault = f"raises {type(bug).__name__}: {str(bug)[:100]}"
    spent, waited = time.process_time() - began, time.perf_counter() - at
    return Outcome(kind, spent, waited, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, fault)


def drawn(kind: str, seed: int) -> Outcome:
    """Draw the input of ``seed`` and read it."""
    return outcome(kind, globals()[kind](random.Random(seed)))  # noqa: S311 (a seed, not a secret)


def outcomes(count: int, first: int = 0) -> Iterator[Outcome]:
    """The outcomes of ``count`` drawn inputs from ``first`` on, and of the huge ones behind the last."""
    dice = random.Random(20261127)  # noqa: S311
    drawings = dice.choices([one.__name__ for one in KINDS], list(KINDS.values()), k=TOTAL)
    kinds = [*enumerate(drawings)][first : first + count]
    if first + count >= TOTAL:
        kinds += enumerate([huge.__name__] * HUGE, TOTAL)
    with ProcessPool(max_workers=2) as pool:
        waiting = [(kind, seed, pool.schedule(drawn, args=(kind, seed), timeout=60)) for seed, kind in kinds]
        for kind, seed, future in waiting:
            try:
                yield future.result()
            except (Late, ProcessExpired) as died:
                yield Outcome(kind, 60.0, 60.0, 0, f"seed {seed}: {type(died).__name__}")


def main(arguments: list[str]) -> int:
    """Print both tables; 1 where a bound is broken."""
    print("1 MB of\tCPU seconds")
    patterns = sorted(
        (outcome(name, hostile_page(name, MEGABYTE)) for name in (NAMES if len(arguments) < 2 else ())),
        key=lambda one: -one.seconds,
    )
    for one in patterns[:10]:
        print(f"{one.kind}\t{one.seconds:.2f}\t{one.fault}")
    found = list(outcomes(*map(int, arguments or [str(TOTAL)])))
    print("kind\tinputs\tmost CPU (s)\tlongest (s)\tmost memory (MB)\traised or died")
    for kind in [one.__name__ for one in (*KINDS, huge)]:
        mine = [one for one in found if one.kind == kind]
        faults = [one.fault for one in mine if one.fault]
        slow, waited, most = (max((one[at] for one in mine), default=0) for at in (1, 2, 3))
        print(
            f"{kind}\t{len(mine)}\t{slow:.2f}\t{waited:.2f}\t{most / 1000:.0f}\t{len(faults)}",
            *sorted(set(faults))[:3],
            sep="\t",
        )
    slow_ones = [one for one in patterns if one.seconds > SECONDS or one.fault]
    return (
        1
        if slow_ones or any(one.fault or one.seconds > LONGEST or one.kilobytes > MOST_KB for one in found)
        else 0
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
