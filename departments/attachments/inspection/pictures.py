"""Checks photographs and scans: whole, of a size that can be shown, and nothing behind the picture."""

import zipfile
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image

from departments.attachments.inspection.wording import damaged, two_natures
from departments.attachments.refusal import FileRefused

# A3 scanned at 600 dpi has 9921 × 7016 = 69.6 million.
MAX_PIXELS = 80_000_000
_FORMATS = {"jpg": "JPEG", "png": "PNG"}
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"


class _Watched(BytesIO):
    """Notes that the decoder wanted more than there was.

    WeasyPrint, in the same process, tells Pillow for good to make up for what is missing instead of complaining.
    """

    ran_out = False

    def __init__(self, file: IO[bytes]) -> None:
        file.seek(0)
        super().__init__(file.read())

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        self.ran_out = self.ran_out or (not found and size != 0)
        return found


def check_picture(file: IO[bytes], name: str, kind: str) -> None:
    """Raises FileRefused for a broken, oversized or two-natured picture."""
    try:
        with Image.open(file, formats=[_FORMATS[kind]]) as picture:
            width, height = picture.size
            _check_size(width * height, name)
            picture.verify()
        watched = _Watched(file)
        with Image.open(watched, formats=[_FORMATS[kind]]) as picture:
            # Only decoding shows that the data reaches the end; an eighth of the size spares the memory.
            picture.draft(None, (max(width // 8, 1), max(height // 8, 1)))
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels(name) from bomb
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError) as error:
        raise damaged(name) from error
    if watched.ran_out:
        raise damaged(name)
    if zipfile.is_zipfile(file) or (kind == "png" and not _ends_as_png(file)):
        raise two_natures(name)


def _check_size(pixels: int, name: str) -> None:
    if pixels > MAX_PIXELS:
        raise _too_many_pixels(name)


def _too_many_pixels(name: str) -> FileRefused:
    return FileRefused(
        _("“%(name)s”的像素过多（超过 %(wan)s 万），请降低分辨率后再上传。")
        % {"name": name, "wan": MAX_PIXELS // 10_000}
    )


def _ends_as_png(file: IO[bytes]) -> bool:
    file.seek(0, 2)
    file.seek(max(file.tell() - 64, 0))
    return file.read().rstrip(b"\0\r\n").endswith(_PNG_END)
