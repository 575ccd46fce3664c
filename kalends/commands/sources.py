"""``kalends sources``: the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kalends import console
from kalends.problems import Exit, Problem
from kalends.settings import load_settings

app = typer.Typer(help="The catalogue of sources.", rich_markup_mode=None)


@app.command("list")
def list_sources(
    network: Annotated[str | None, typer.Option(help="Only sources of this network.")] = None,
    country: Annotated[str | None, typer.Option(help="Only sources of this country, such as SE.")] = None,
) -> int:
    """List the sources: id, publisher, networks, country, city, languages, kind, status.

    Example: kalends sources list --country PL
    """
    from kalends.resources import catalog_of

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

    from kalends.resources import catalog_of, chosen

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

    Example: kalends sources check my-sources/se/my-source.yml
    """
    from kalends.resources import catalog_of
    from scrapers.catalog import read_source

    if files:
        mistakes = [str(mistake) for file in files for mistake in read_source(file)[1]]
        good = f"{len(files)} files are well"
    else:
        catalog = catalog_of(load_settings())
        mistakes = [str(mistake) for mistake in catalog.errors]
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
        Path | None, typer.Option(help="Write <cc>/<id>.yml in this folder; else to stdout.")
    ] = None,
) -> None:
    """Draft the YAML of a new source from its address; nothing is fetched, the lines to look at say so.

    Example: kalends sources new https://www.example.se/kalender --into my-sources
    """
    from kalends.drafts import draft_source

    draft = draft_source(url)
    if into is None:
        print(draft.text, end="")
        return
    path = into / draft.country.lower() / f"{draft.id}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(draft.text)
    except FileExistsError as error:
        raise Problem(f"{path} is there already; nothing was written") from error
    print(path)
