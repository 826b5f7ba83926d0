"""Files that the product needs at run time, and the only way to read them."""

from importlib.resources import as_file, files
from pathlib import Path


def read_text(name: str) -> str:
    """The text of a resource, named relative to this folder (``i18n/console.id.json``)."""
    return files(__name__).joinpath(name).read_text("utf-8")


def path(name: str) -> Path:
    """The file of a resource. The product is never zipped, so the path stays valid."""
    with as_file(files(__name__).joinpath(name)) as found:
        return found
