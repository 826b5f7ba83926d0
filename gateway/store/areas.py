"""Imported areas and boundaries: written with the event that brings them, read by code."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Select, func, insert, select, update

from gateway.domain.area import Area, AreaBatch, AreaImport, Polygon
from gateway.domain.world import Entry
from gateway.protocol import events as ev
from gateway.protocol.views import BoundaryView
from gateway.store.tables import area, area_import, boundary

MICRO: Final = 1_000_000


class ImportRow(Struct, frozen=True, kw_only=True):
    """One import as it is listed, taken back or not."""

    subject: str
    at: datetime
    areas: int
    boundaries: int
    undone: bool


def write(connection: Connection, entries: Iterable[Entry]) -> None:
    """Write what these events bring, and mark what they take back; the caller commits."""
    for entry in entries:
        match entry.data:
            case ev.AreasImported() if entry.areas is not None:
                _write_import(connection, entry, entry.areas)
            case ev.AreasUndone():
                taken_back = area_import.c.subject == entry.data.imported
                connection.execute(
                    update(area_import).where(taken_back).values(undone_seq=entry.seq)
                )


def imports(connection: Connection) -> list[AreaImport]:
    """The imports that hold, oldest first."""
    chosen = select(area_import.c.seq, area_import.c.subject)
    chosen = chosen.where(area_import.c.undone_seq.is_(None)).order_by(area_import.c.seq)
    return [
        AreaImport(row.subject, _areas_of(connection, row.seq))
        for row in connection.execute(chosen).all()
    ]


def listed(connection: Connection) -> list[ImportRow]:
    """All imports, oldest first."""
    chosen = select(area_import).order_by(area_import.c.seq)
    return [
        ImportRow(
            subject=row.subject,
            at=row.at,
            areas=row.areas,
            boundaries=row.boundaries,
            undone=row.undone_seq is not None,
        )
        for row in connection.execute(chosen)
    ]


def boundaries(connection: Connection, after: str, limit: int) -> list[BoundaryView]:
    """The next outlines after a code, by code: of each the newest that holds."""
    newest = _newest().subquery()
    chosen = (
        select(boundary)
        .join(newest, (boundary.c.batch == newest.c.batch) & (boundary.c.code == newest.c.code))
        .where(boundary.c.code > after)
        .order_by(boundary.c.code)
        .limit(limit)
    )
    return [
        BoundaryView(
            area=row.code,
            name=row.name,
            lat=row.lat_micro / MICRO,
            lon=row.lon_micro / MICRO,
            polygons=msgspec.json.decode(row.polygons, type=list[Polygon]),
        )
        for row in connection.execute(chosen)
    ]


def _newest() -> Select[Any]:
    return (
        select(boundary.c.code, func.max(boundary.c.batch).label("batch"))
        .join(area_import, area_import.c.seq == boundary.c.batch)
        .where(area_import.c.undone_seq.is_(None))
        .group_by(boundary.c.code)
    )


def _areas_of(connection: Connection, batch: int) -> dict[str, Area]:
    chosen = select(area).where(area.c.batch == batch)
    return {
        row.code: Area(
            code=row.code, name=row.name, lat=row.lat_micro / MICRO, lon=row.lon_micro / MICRO
        )
        for row in connection.execute(chosen)
    }


def _write_import(connection: Connection, entry: Entry, batch: AreaBatch) -> None:
    head = {
        "seq": entry.seq,
        "subject": entry.subject,
        "at": entry.at,
        "areas": len(batch.areas),
        "boundaries": len(batch.boundaries),
    }
    connection.execute(insert(area_import), head)
    areas = [
        {"batch": entry.seq, "code": a.code, "name": a.name, **_point(a.lat, a.lon)}
        for a in batch.areas
    ]
    if areas:
        connection.execute(insert(area), areas)
    outlines = [
        {
            "batch": entry.seq,
            "code": b.code,
            "name": b.name,
            "tolerance_micro": round(b.tolerance * MICRO),
            "polygons": msgspec.json.encode(b.polygons),
            **_point(b.lat, b.lon),
        }
        for b in batch.boundaries
    ]
    if outlines:
        connection.execute(insert(boundary), outlines)


def _point(lat: float, lon: float) -> dict[str, int]:
    return {"lat_micro": round(lat * MICRO), "lon_micro": round(lon * MICRO)}
