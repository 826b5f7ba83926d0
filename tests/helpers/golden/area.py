"""Golden frames of areas."""

from gateway.protocol import commands, messages, queries, views
from tests.helpers.golden.base import PLACE, SECOND_PRESS, result


def bodies() -> dict[str, commands.AnyBody]:
    """The commands about areas."""
    return {
        "import_areas": commands.ImportAreas(batch=SECOND_PRESS),
        "undo_areas": commands.UndoAreas(),
    }


def asks() -> dict[str, queries.AnyAsk]:
    """Questions about areas."""
    return {
        "areas": queries.Areas(text="Suko"),
        "boundaries": queries.Boundaries(),
    }


def results() -> dict[str, messages.Message]:
    """Their answers."""
    return {
        "boundaries": result(
            views.BoundaryView(
                area=PLACE.area,
                name="Sukorejo",
                lat=-7.083,
                lon=110.045,
                polygons=[[[11_004_000, -708_800, 1_000, 0, 0, 900]]],
            ),
            following=PLACE.area,
        ),
        "areas": result(
            views.AreaView(
                area=PLACE.area,
                desa="Sukorejo",
                kecamatan="Sukorejo",
                lat=-7.083,
                lon=110.045,
            )
        ),
    }
