"""All files of one build, read into memory once and compressed.

What only changes with a build lies under ``/b/<build>/`` and may be kept for ever; the build's name
is a hash over all of it. The pages themselves and ``/sw.js`` are asked for anew each time.
"""

import gzip
import hashlib
import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, Self

import msgspec

import resources
from gateway.pages.config import WEB
from gateway.pages.stylesheet import tokens_css
from gateway.protocol.schema import schema
from resources import icons
from resources.tokens import tokens

IMMUTABLE: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}
#: The pages that are filled in when they are asked for, and their addresses.
_TEMPLATES: Final = {
    "kiosk/index.html": "/",
    "kiosk/sw.js": "/sw.js",
    "partner/index.html": "/mitra/",
    "partner/sw.js": "/mitra/sw.js",
}
_FOLDERS: Final = ("kiosk", "partner", "lib")
#: Where a page names its pictures, each as ``icons/<name>.svg``.
_PICTURES: Final = ("kiosk/sw.js", "partner/pictures.js")
_PLACEHOLDER: Final = re.compile(r"\{\{(\w+)\}\}")
_PICTURE: Final = re.compile(r"[\"/]icons/([a-z0-9-]+)\.svg\"")
#: What the partner's page is started with; its service worker keeps all of it.
_OF_PARTNER: Final = re.compile(
    r"(partner|lib)/.+|tokens\.css|kiosk/icon.+|i18n/(partner|call)\..+|sounds/.+"
)
_SOUNDS: Final = ("kentongan.json", "tones.json")
_SENTENCES: Final = (
    "call.*.json",
    "guest.*.json",
    "kiosk.*.json",
    "phrases.*.json",
    "partner.*.json",
)
#: Kabupaten and kota that a guest may come from.
_PLACES: Final = "regencies.json"


class Served(msgspec.Struct, frozen=True):
    """One file as it is sent. ``compressed`` is None where gzip gains nothing."""

    content: bytes
    compressed: bytes | None
    media_type: str
    etag: str
    caching: str

    @classmethod
    def of(cls, content: bytes, suffix: str, caching: str) -> Self:
        """The file with its tag, compressed once for all requests."""
        smaller = gzip.compress(content, mtime=0)
        return cls(
            content=content,
            compressed=smaller if len(smaller) < len(content) else None,
            media_type=_TYPES[suffix],
            etag=f'"{hashlib.sha256(content).hexdigest()[:32]}"',
            caching=caching,
        )


class Build:
    """The files of one build. ``values`` fill the placeholders ``{{name}}`` of the templates.

    Besides them ``{{build}}`` is filled, and ``{{socket}}``: the sockets' address without a path.
    """

    def __init__(self, values: Mapping[str, str], web: Path = WEB) -> None:
        contents = dict(_contents(web))
        templates = {name: (web / name).read_text("utf-8") for name in _TEMPLATES}
        seen = msgspec.json.encode([sorted(values.items()), sorted(templates.items())])
        digest = hashlib.sha256(seen)
        for path, content in sorted(contents.items()):
            digest.update(f"{path}\0{len(content)}\0".encode() + content)
        self.name = digest.hexdigest()[:16]
        self._files = {
            f"/b/{self.name}/{path}": Served.of(content, Path(path).suffix, IMMUTABLE)
            for path, content in contents.items()
        }
        kept = {*filter(_OF_PARTNER.fullmatch, contents), *_pictures(web, "partner/pictures.js")}
        files = " ".join(f"/b/{self.name}/{path}" for path in sorted(kept))
        self._values = {**values, "build": self.name, "partner_files": files}
        self._templates = {address: templates[name] for name, address in _TEMPLATES.items()}
        self._filled: dict[tuple[str, str], Served] = {}
        protocol = msgspec.json.format(msgspec.json.encode(schema()), indent=1)
        self._files["/protocol.json"] = Served.of(protocol, ".json", ASK_AGAIN)

    @property
    def addresses(self) -> list[str]:
        """All that lies under the build's name."""
        return sorted(path for path in self._files if path.startswith("/b/"))

    def find(self, path: str, socket: str) -> Served | None:
        """The file at an address, for a page whose sockets are at ``socket``."""
        if path not in self._templates:
            return self._files.get(path)
        # Only hosts of ours reach here, so this stays small.
        if (path, socket) not in self._filled:
            suffix = Path(path).suffix or ".html"
            text = self._fill(self._templates[path], suffix, socket)
            self._filled[path, socket] = Served.of(text.encode(), suffix, ASK_AGAIN)
        return self._filled[path, socket]

    def _fill(self, template: str, suffix: str, socket: str) -> str:
        write: Callable[[str], str] = html.escape if suffix == ".html" else _in_json
        values = {**self._values, "socket": socket}
        return _PLACEHOLDER.sub(lambda found: write(values[found[1]]), template)


def _in_json(value: str) -> str:
    return json.dumps(value)[1:-1]


def _pictures(web: Path, page: str) -> list[str]:
    names = _PICTURE.findall((web / page).read_text("utf-8"))
    return [f"icons/{name}.svg" for name in names]


def _contents(web: Path) -> Iterator[tuple[str, bytes]]:
    for folder in _FOLDERS:
        for file in sorted((web / folder).rglob("*")):
            path = file.relative_to(web).as_posix()
            if file.suffix in _TYPES and path not in _TEMPLATES and file.is_file():
                yield path, file.read_bytes()
    for path in _PICTURES:
        for picture in _pictures(web, path):
            yield picture, icons.svg(Path(picture).stem).encode()
    sentences = resources.path("i18n")
    for file in sorted(found for part in _SENTENCES for found in sentences.glob(part)):
        yield f"i18n/{file.name}", file.read_bytes()
    for name in _SOUNDS:
        yield f"sounds/{name}", resources.read_text(name).encode()
    yield f"places/{_PLACES}", resources.read_text(_PLACES).encode()
    yield "tokens.css", tokens_css(tokens()).encode()
