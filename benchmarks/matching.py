"""``python -m benchmarks.matching [COUNT | FOLDER]``: ``kalends match`` beside plain Splink on the same file.

COUNT made-up announcements, or those of FOLDER/announcements.jsonl, whose "group" says which event each tells
of (an announcement without one is alone). Both cluster them in processes of their own, one after the other; a
line each: seconds, seconds of the processor, peak memory, pairwise precision and recall; then the ratios.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.announcements import announcements

COUNT = 1_000_000
COLUMNS: dict[str, object] = {"title": None, "start": None, "city": None, "venue": None, "organisers": []}
PLAIN = """
import json, sys
import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_library as cl
connection = duckdb.connect()
connection.execute("SET enable_progress_bar = false")
connection.execute(
    "CREATE TABLE told AS SELECT id, title, start[:10] AS day, city, venue, organisers[1] AS organiser"
    f" FROM read_json('{sys.argv[1]}', format = 'newline_delimited')")
[(count,)] = connection.execute("SELECT count(*) FROM told").fetchall()
is_large = count > 10_000
database = DuckDBAPI(connection)
settings = SettingsCreator(
    link_type="dedupe_only", unique_id_column_name="id",
    probability_two_random_records_match=0.3 / count,
    comparisons=[
        cl.JaroWinklerAtThresholds("title", [0.92, 0.8]), cl.ExactMatch("day"), cl.ExactMatch("city"),
        cl.ExactMatch("venue"), cl.ExactMatch("organiser"),
    ],
    blocking_rules_to_generate_predictions=[block_on("day", "city")],
)
told = database.register("told")
linker = Linker(told, settings, log_level="ERROR")
linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
if is_large:  # a hundred announcements are too few to learn from, and Splink's own weights do better
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("day", "city"))
least = 0.9 if is_large else 0.5
predicted = linker.inference.predict(threshold_match_probability=least)
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, least)
for row in clusters.as_record_list():
    print(json.dumps({"id": row["id"], "event": row["cluster_id"]}))
"""


def measured(command: list[str], out: Path) -> tuple[float, float, float]:
    """(seconds, seconds of all cores together, peak megabytes of the largest process so far) of a command
    whose stdout goes to ``out``.
    """
    begun, before = perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with out.open("w", encoding="utf-8") as stdout:
        subprocess.run(command, check=True, stdout=stdout)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return perf_counter() - begun, worked, after.ru_maxrss / 1024


def quality(clusters: Path, groups: dict[str, str]) -> tuple[float, float]:
    """Pairwise (precision, recall)."""
    event = {line["id"]: line["event"] for line in map(json.loads, clusters.open(encoding="utf-8"))}
    both = Counter((groups[key], event[key]) for key in groups)
    pairs = [
        sum(count * (count - 1) // 2 for count in counts.values())
        for counts in (both, Counter(event.values()), Counter(groups.values()))
    ]
    return pairs[0] / max(1, pairs[1]), pairs[0] / max(1, pairs[2])


def write_announcements(out: Path, lines: Iterable[dict[str, object]]) -> dict[str, str]:
    """Write the lines without their groups, with all columns that plain Splink asks for; groups by id."""
    groups: dict[str, str] = {}
    with out.open("w", encoding="utf-8") as written:
        for line in lines:
            groups[str(line["id"])] = str(line.pop("group", None) or line["id"])
            written.write(json.dumps(COLUMNS | line, ensure_ascii=False) + "\n")
    return groups


def labelled(folder: Path) -> Iterator[dict[str, object]]:
    """The announcements of a folder with their groups."""
    with (folder / "announcements.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    """Measure as many announcements as the command line says, or those of a folder."""
    asked = sys.argv[1] if len(sys.argv) > 1 else str(COUNT)
    lines = announcements(int(asked)) if asked.isdecimal() else labelled(Path(asked))
    with TemporaryDirectory() as folder:
        told = Path(folder) / "announcements.jsonl"
        groups = write_announcements(told, lines)
        print("what\tannouncements\tseconds\tcpu seconds\tpeak MB\tprecision\trecall")
        seconds = []
        commands = {
            "plain Splink": [sys.executable, "-c", PLAIN, str(told)],
            "kalends match": [sys.executable, "-m", "kalends", "match", "--announcements", str(told)],
        }
        for what, command in commands.items():
            out = Path(folder) / "clusters.jsonl"
            took, worked, peak = measured(command, out)
            precision, recall = quality(out, groups)
            seconds.append((took, worked))
            print(
                f"{what}\t{len(groups)}\t{took:.1f}\t{worked:.1f}\t{peak:.0f}\t{precision:.4f}\t{recall:.4f}",
                flush=True,
            )
        (plain, plain_cpu), (ours, ours_cpu) = seconds
        print(f"ratio\t{ours / plain:.2f}\tof cpu seconds\t{ours_cpu / plain_cpu:.2f}")


if __name__ == "__main__":
    main()
