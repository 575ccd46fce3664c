"""``python -m benchmarks.simulation [SITES [DAYS [KILLS]]]``: refreshes of simulated sites (200, 14, 100).

Sites publish, edit, move, cancel and withdraw events at random; a third of them fails for some days, each in
one of ten ways. After every day the store is compared, event by event, with what can be known of the sites;
every fault has to be named by `health` within a day, and no healthy site may be called unwell. The first day
and the last are refreshed twice, and a smaller world's second day is killed at random moments and gone on
with. Pages are as large as real ones; their sites are served by a process of their own.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.apart import serving_apart
from kalends.__main__ import NEW_OBJECTS
from kalends.health.states import State
from kalends.refresh import refresh
from store.session import open_store
from tests.simulator.killing import copied, differences, killed, killed_after, state_of, statements_of
from tests.simulator.playing import Day, World
from tests.simulator.sites import CITIES, FAULTS, SimSite, moment

SITES, DAYS, KILLS = 200, 14, 100
_TOPICS = [
    *(
        "parken",
        "skolan",
        "bussen",
        "badet",
        "torget",
        "bron",
        "hamnen",
        "biblioteket",
        "cykelbanan",
        "gatan",
    ),
    *("skogen", "sjön", "kvarteret", "budgeten", "klimatet", "bostäderna", "vattnet", "kulturhuset"),
]


def made_sites(count: int, days: int, seed: int = 20260302) -> list[SimSite]:
    """Sites with random stories; every third one fails."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    return [_made(number, days, chance) for number in range(count)]


def _made(number: int, days: int, chance: random.Random) -> SimSite:
    kind = chance.choices(("html", "ical", "wordpress"), (14, 3, 3))[0]
    city, answers = chance.choice(CITIES), chance.random()
    site = SimSite(f"site-{number:03}", kind, city, validators=answers < 0.8, restless=answers > 0.9)
    site.paragraphs = chance.randint(5, 30)
    fails = number % 3 == 0
    for place, slug in enumerate(chance.sample(_TOPICS, chance.randint(4, 8))):
        since = 1 if place < 4 else chance.randint(2, max(2, days))
        # What is over while a site fails cannot be known: its events are all to come.
        on = (
            chance.randint(5, max(5, days))
            if place == 0 and not fails
            else chance.randint(days + 6, days + 60)
        )
        site.publishes(since, slug, on=max(on, since + 1), hour=chance.randint(9, 20))
        happens = chance.choice(("nothing", "nothing", "edits", "moves", "cancels", "withdraws"))
        day = chance.randint(since + 1, days + 1)
        if day >= on:
            # What is over is not looked at again by every kind of site.
            continue
        if happens == "edits":
            site.edits(day, slug, f"Nytt möte om {slug} i {site.city}")
        elif happens == "moves" and place:
            site.moves(day, slug, by=chance.randint(1, 5))
        elif happens == "cancels":
            site.cancels(day, slug)
        elif happens == "withdraws" and place > 1:
            site.withdraws(day, slug)
    if fails:
        fault = FAULTS[number // 3 % len(FAULTS)]
        first = chance.randint(4, max(4, days - 4))
        site.fails(first, fault, days=chance.randint(1, 3))
    return site


def _misjudged(sites: Sequence[SimSite], day: int, played: Day) -> tuple[list[str], list[str]]:
    """Faults of yesterday or today's second day that are not named; healthy sites that are called unwell."""
    unnamed, alarms = [], []
    for site in sites:
        health = played.healths[site.id]
        fault, before = site.fault(day), site.fault(day - 1)
        if fault and health.state is State.OK:
            unnamed.append(f"day {day}: {site.id} ({site.kind}) is {fault}, health says ok")
        if not fault and not before and health.state is not State.OK:
            alarms.append(
                f"day {day}: {site.id} ({site.kind}) is well, health says {health.state}: {health.why}"
            )
    return unnamed, alarms


def _told(lines: list[str]) -> list[str]:
    for line in lines:
        print(line, file=sys.stderr, flush=True)
    return lines


def play(sites: Sequence[SimSite], days: int, folder: Path) -> list[str]:
    """Play all days and the last one twice; prints a line a day, returns what was wrong."""
    wrong: list[str] = []
    with serving_apart(sites) as served:
        world = World(folder, sites, served, workers=2)
        print("day\tseconds\tcpu\trequests\t304\twrong\tunnamed\tfalse alarms")
        first, before = 0.0, 0
        for day in [1, 1, *range(2, days + 1), days]:
            served.taken()
            rows, began, cpu = world.rows(), perf_counter(), process_time()
            played = world.play(day)
            seconds, cpu = perf_counter() - began, process_time() - cpu
            unnamed, alarms = _misjudged(sites, day, played)
            false = world.wrong()
            wrong += _told([*false, *unnamed, *alarms])
            asked = served.taken()
            same = sum(1 for *_, status in asked if status == 304)
            told = (
                day,
                f"{seconds:.1f}",
                f"{cpu:.1f}",
                len(asked),
                same,
                len(false),
                len(unnamed),
                len(alarms),
            )
            print(*told, sep="\t", flush=True)
            first = first or seconds
            if day == before:
                changed = differences(rows, world.rows())
                print(f"day {day} again: {seconds / first:.3f} of day 1's time, {len(changed)} rows changed")
                wrong += _told(changed)
            before = day
        world.engine.dispose()
    return wrong


def kill(kills: int, folder: Path) -> list[str]:
    """Kill a second day at random moments, half of them by the clock and half by the statement."""
    chance = random.Random()  # noqa: S311 (no secret)
    sites = made_sites(12, 6, seed=7)
    for site in sites:
        # No two answers of a restless site are the same bytes, whatever became of the run.
        site.faults, site.restless = [], False
    wrong: list[str] = []
    done = 0
    with serving_apart(sites) as served:
        world = World(folder / "before", sites, served)
        world.play(1)
        world.engine.dispose()
        served.day = 2
        sources = [site.source() for site in sites]
        settings = copied(folder / "before", folder / "undisturbed", world.settings)
        statements = statements_of(sources, settings, 2)
        undisturbed = state_of(open_store(settings.database))
        again = copied(folder / "before", folder / "timed", world.settings)
        began = perf_counter()
        killed_after(sources, again, 2, 600.0)
        seconds = perf_counter() - began
        for number in range(kills):
            settings = copied(folder / "before", folder / f"killed-{number}", world.settings)
            if number % 2:
                at = chance.uniform(0, seconds)
                done += killed_after(sources, settings, 2, at)
            else:
                done += killed(sources, settings, 2, chance.randint(1, statements))
            engine = open_store(settings.database)
            refresh(sources, settings, engine, clock=lambda: moment(2))
            wrong += _told(differences(undisturbed, state_of(engine)))
            engine.dispose()
    print(f"{kills} kills, {done} before the end: {len(wrong)} differences from the undisturbed run")
    return wrong


def main() -> None:
    """Play and kill; exit code 1 and the lines that say what, where anything was wrong."""
    gc.set_threshold(NEW_OBJECTS)  # as the command does, whose refresh this is
    given = [int(argument) for argument in sys.argv[1:]]
    count, days, kills = [*given, *(SITES, DAYS, KILLS)[len(given) :]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wrong = play(made_sites(count, days), days, folder / "played") if count else []
        wrong += kill(kills, folder / "killed") if kills else []
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
