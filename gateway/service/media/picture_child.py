"""The child in which one picture is decoded: picture on standard input, made anew on output.

It limits itself before it looks at the picture; whatever a hostile file does, it does here. Exit
codes: 0, 3 (too many points), 4 (can't be decoded); a signal when a limit was hit.
"""

import resource
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

CPU_S: Final = 2
MEMORY_BYTES: Final = 256 * 1024 * 1024
POINTS: Final = 12_000_000
#: Longest sides of the stored picture and of its thumbnail, px.
LONGEST: Final = 1_600
THUMBNAIL: Final = 320
QUALITY: Final = 82
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
TOO_LARGE: Final = 3
BROKEN: Final = 4


def limit() -> None:
    """No more than the design allows, and no file or child of its own."""
    for what, most in (
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def made_anew(content: bytes) -> tuple[bytes, bytes, int, int]:
    """The picture as JPEG, its thumbnail, width and height: upright, and nothing but its points.

    Raises OSError, ValueError or SyntaxError (Pillow's ways) for what can't be decoded.
    """
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and has an answer of its own
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > POINTS:
            sys.exit(TOO_LARGE)
        opened.draft("RGB", (LONGEST, LONGEST))
        upright = _flat(ImageOps.exif_transpose(opened))
    upright.thumbnail((LONGEST, LONGEST))
    small = upright.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return _jpeg(upright), _jpeg(small), upright.width, upright.height


def _flat(picture: "Image") -> "Image":
    """Without transparency, on white."""
    from PIL import Image

    if picture.mode == "RGB":
        return picture.copy()
    if "A" not in picture.mode and "transparency" not in picture.info:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _jpeg(picture: "Image") -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def main() -> None:
    """Decode what comes in, or end with the code that says why not."""
    limit()
    content = sys.stdin.buffer.read()
    try:
        full, small, width, height = made_anew(content)
    except Exception:  # noqa: BLE001  whatever a damaged file makes a decoder raise
        sys.exit(BROKEN)
    out = sys.stdout.buffer
    out.write(f"{width} {height} {len(full)} {len(small)}\n".encode())
    out.write(full + small)


if __name__ == "__main__":
    main()
