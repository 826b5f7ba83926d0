"""Pictures as SVG text: our own where we have one, else those of fontawesomefree (CC BY 4.0)."""

from functools import cache
from importlib.resources import files


@cache
def svg(name: str) -> str:
    """The SVG of a picture such as ``house-fire``, painted in currentColor.

    Raises FileNotFoundError for an unknown name.
    """
    own = files(__name__).joinpath(f"{name}.svg")
    if own.is_file():
        return own.read_text("utf-8")
    found = files("fontawesomefree").joinpath(f"static/fontawesomefree/svgs/solid/{name}.svg")
    return found.read_text("utf-8").replace("<path ", '<path fill="currentColor" ')
