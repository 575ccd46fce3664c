"""``kalends organisations`` and ``kalends venues``: who organises, who pays, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kalends import console
from kalends.problems import Problem
from kalends.settings import load_settings

if TYPE_CHECKING:
    from sqlmodel import Session

    from store.parties import OrganisationView
    from store.venues import VenueView

View = TypeVar("View")
LIST = ("name", "type", "country", "events", "identifiers")
ROLES = ("role", "events")
MONEY = ("year", "currency", "amount")


def organisations(
    text: Annotated[str | None, typer.Argument(help="Part of any name, or an identifier.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
) -> None:
    """List organisations, those of most events first; one alone with its names, roles and money by year.

    Example: kalends organisations "Malmö universitet"
    """
    from store.parties import find_organisations

    found = _found("organisation", find_organisations, text, limit)
    if text is not None and len(found) == 1:
        _show(found[0])
        return
    console.show_table("Organisations", LIST, [_row(one) for one in found])


def venues(
    text: Annotated[str | None, typer.Argument(help="Part of any name, or of the city.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
) -> None:
    """List venues, those of most events first; one alone with all its names, its address and position.

    Example: kalends venues "Biblioteka Raczyńskich"
    """
    from store.venues import find_venues

    found = _found("venue", find_venues, text, limit)
    if text is not None and len(found) == 1:
        _show_venue(found[0])
        return
    rows = [(one.name, one.address, one.city, one.country, one.events) for one in found]
    console.show_table("Venues", ("name", "address", "city", "country", "events"), rows)


def _found(
    kind: str,
    find: Callable[[Session, str | None, int | None], list[View]],
    text: str | None,
    limit: int | None,
) -> list[View]:
    """What is asked for; Problem where nothing has this name."""
    from kalends.resources import reading

    with reading(load_settings()) as session:
        found = find(session, text, limit)
    if text is not None and not found:
        raise Problem(f"no {kind} {text!r}")
    return found


def _show_fields(name: str, fields: Iterable[tuple[str, object]]) -> None:
    """One entity, field by field, without those that are not known."""
    console.show_section(name, ("field", "value"), [(field, value) for field, value in fields if value])


def _show_venue(one: VenueView) -> None:
    position = f"{one.lat:.5f}, {one.lon:.5f}" if one.lat is not None and one.lon is not None else None
    rows = [
        ("name", one.name),
        ("also", "; ".join(one.aliases)),
        ("address", one.address),
        ("city", one.city),
        ("country", one.country),
        ("position", position),
        ("events", one.events),
    ]
    _show_fields(one.name, rows)


def _row(one: OrganisationView) -> tuple[object, ...]:
    counts = ", ".join(f"{role} {count}" for role, count in one.roles)
    return one.name, one.type, one.country, counts, _identifiers(one)


def _identifiers(one: OrganisationView) -> str:
    return ", ".join(f"{scheme}:{value}" for scheme, value in one.identifiers)


def _show(one: OrganisationView) -> None:
    rows = [
        ("name", one.name),
        ("also", "; ".join(one.aliases)),
        ("type", one.type),
        ("country", one.country),
        ("page", one.url),
        ("part of", one.parent),
        ("members", "; ".join(one.members)),
        ("identifiers", _identifiers(one)),
    ]
    _show_fields(one.name, rows)
    console.show_section("Events", ROLES, one.roles)
    if one.money:
        console.show_section("Money", MONEY, [(year, unit, f"{sum_:.2f}") for year, unit, sum_ in one.money])
