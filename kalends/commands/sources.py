"""``kalends sources``: the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kalends import console
from kalends.commands import tending
from kalends.problems import Exit, Problem
from kalends.settings import load_settings

if TYPE_CHECKING:
    from kalends.newcomers import Newcomer

app = typer.Typer(help="The catalogue of sources.", rich_markup_mode=None)
for how in (tending.health, tending.pause, tending.resume):
    app.command(how.__name__)(how)


@app.command("list")
def list_sources(
    network: Annotated[str | None, typer.Option(help="Only sources of this network.")] = None,
    country: Annotated[str | None, typer.Option(help="Only sources of this country, such as SE.")] = None,
) -> int:
    """List the sources: id, publisher, networks, country, city, languages, kind, status.

    Example: kalends sources list --country PL
    """
    from kalends.catalogue import catalog_of

    catalog = catalog_of(load_settings())
    rows = [
        (
            source.id,
            source.publisher.name,
            "; ".join(source.networks),
            source.country,
            source.city,
            " ".join(source.languages),
            source.kind,
            source.status,
        )
        for source in catalog.values()
        if (network is None or network in source.networks)
        and (country is None or country.upper() == source.country)
    ]
    columns = ("id", "publisher", "networks", "country", "city", "languages", "kind", "status")
    console.show_table(f"{len(rows)} sources", columns, rows)
    for mistake in catalog.errors:
        console.say(f"kalends: {mistake}")
    return Exit.FAILED if catalog.errors else Exit.OK


@app.command("show")
def show(id_: Annotated[str, typer.Argument(metavar="ID", help="The source's id.")]) -> None:
    """Show one source: its file and what the file declares, defaults included.

    Example: kalends sources show mau-se
    """
    import yaml

    from kalends.catalogue import catalog_of, chosen

    catalog = catalog_of(load_settings())
    source = chosen(catalog, [id_])[0]
    print(f"# {catalog.files[source.id]}")
    declared = source.model_dump(mode="json", exclude_none=True)
    print(yaml.safe_dump(declared, allow_unicode=True, sort_keys=False), end="")


@app.command("check")
def check(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="YAML files; none: all.")] = None,
) -> int:
    """Check the catalogue, or FILEs before they join it: a mistake a line, file and key and what is allowed.

    A source's fixture (the folder beside its file that ``new`` writes) is read again: what is read otherwise
    now is told, too.

    Example: kalends sources check my-sources/se/my-source.yml
    """
    from kalends.catalogue import catalog_of
    from kalends.fixtures import changes
    from scrapers.catalog import read_source

    if files:
        read = [(file, *read_source(file)) for file in files]
        mistakes = [str(mistake) for _, _, errors in read for mistake in errors]
        mistakes += [line for file, source, _ in read if source for line in changes(source, file)]
        good = f"{len(files)} files are well"
    else:
        catalog = catalog_of(load_settings())
        mistakes = [str(mistake) for mistake in catalog.errors]
        mistakes += [line for id_, source in catalog.items() for line in changes(source, catalog.files[id_])]
        good = f"{len(catalog)} sources are well"
    for mistake in mistakes:
        console.say(mistake)
    if mistakes:
        raise Problem(f"{len(mistakes)} mistakes in the catalogue")
    print(good)
    return Exit.OK


@app.command("new")
def new(
    url: Annotated[str, typer.Argument(help="The page on which the site lists its announcements.")],
    into: Annotated[
        Path | None, typer.Option(help="Write <cc>/<id>.yml and a fixture in this folder; else to stdout.")
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Fetch nothing: draft from the address alone.")
    ] = False,
) -> None:
    """Try a site: find out its kind, draft its YAML, and show what would be read of it.

    A dozen pages are fetched for each kind that the site's pages speak for; nothing is stored.

    Example: kalends sources new https://www.example.se/kalender --into my-sources
    """
    from kalends.drafts import draft_source, write_draft

    if offline:
        draft = draft_source(url)
        if into is None:
            print(draft.text, end="")
            return
        print(write_draft(draft, into))
        return
    from kalends.newcomers import newcomer, write_newcomer

    found = newcomer(url, load_settings())
    if into is None:
        print(found.draft.text, end="")
    else:
        for path in write_newcomer(found, into):
            print(path)
    _show_trial(found)


def _show_trial(found: Newcomer) -> None:
    """Tell on stderr's side of the table what was tried and what the winner would read."""
    rows = [
        (candidate.kind, len(trial.pages), len(trial.announcements), trial.dated, candidate.mark)
        for candidate, trial in found.tried
    ]
    console.show_table("What was tried", ("kind", "pages", "announcements", "dated", "because of"), rows)
    told = [
        (one.when.start_text if one.when else None, one.title, one.place.venue or one.place.city, one.url)
        for one in found.trial.announcements[:20]
    ]
    title = f"What would be read as {found.trial.source.kind}"
    console.show_table(title, ("start", "title", "place", "url"), told)
    for issue in found.trial.report.issues:
        console.say(f"kalends: {issue}")


@app.command("verify")
def verify(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Sources; none: all active ones.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="Only sources of this country, such as SE.")] = None,
) -> int:
    """Try sources as they are declared: which answer, and which read well. Nothing is stored.

    Exit code 3 where one does not answer or tells of nothing dated.

    Example: kalends sources verify --country PL
    """
    from kalends.catalogue import catalog_of, chosen
    from kalends.trials import trials

    settings = load_settings()
    sources = [
        source
        for source in chosen(catalog_of(settings), ids or [])
        if country is None or source.country == country.upper()
    ]
    found = trials(sources, settings)
    rows = [
        (
            trial.source.id,
            trial.source.kind,
            trial.report.outcome,
            len(trial.pages),
            len(trial.announcements),
            trial.dated,
            next(iter(trial.report.issues), ""),
        )
        for trial in found
    ]
    columns = ("id", "kind", "outcome", "pages", "announcements", "dated", "issue")
    console.show_table(f"{len(rows)} sources tried", columns, rows)
    return Exit.OK if all(trial.dated for trial in found) else Exit.UNWELL
