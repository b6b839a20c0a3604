"""A picture somebody sends becomes one of ours: read by what it is, made small enough, and written anew.

Written anew, it has no place, camera or comment in it any more, and nothing that a browser could take for something
else than a picture.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
WIDEST = 1600
"""Pixels; a page is never wider."""
READ = ("JPEG", "PNG", "WEBP")
"""What is read, whatever the file is called."""


class NoPicture(ValueError):
    """It cannot be used; `.code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Made:
    """A picture as it is kept."""

    content: bytes
    media_type: str
    width: int
    height: int


def make(sent: bytes) -> Made:
    """Make our own picture of what was sent: PNG where it is see-through, else JPEG. Raises NoPicture."""
    if len(sent) > MOST_BYTES:
        raise NoPicture("too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(sent), formats=READ) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise NoPicture("too_large")
                opened.load()
                picture = ImageOps.exif_transpose(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NoPicture("too_large") from error
    except NoPicture:
        raise
    except Exception as error:  # a damaged file can break its reader anywhere, and in any way
        raise NoPicture("not_a_picture") from error
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    picture = picture.convert("RGBA" if see_through else "RGB")
    picture.info = {}  # else its comment and its profile would be written along
    picture.thumbnail((WIDEST, WIDEST * 2))
    written = BytesIO()
    if see_through:
        picture.save(written, "PNG", optimize=True)
    else:
        picture.save(written, "JPEG", quality=82, optimize=True, progressive=True)
    media_type = "image/png" if see_through else "image/jpeg"
    return Made(written.getvalue(), media_type, picture.width, picture.height)
