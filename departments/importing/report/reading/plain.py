"""Text files in the encodings that Chinese offices use: UTF-8 and UTF-16 with or without mark, GB 18030."""

from django.utils.translation import gettext as _

from ..document import Document, from_text
from .refused import ImportRefused


def read_plain(content: bytes) -> Document:
    """The lines of a text file."""
    return from_text(decode(content))


def decode(content: bytes) -> str:
    """The text of bytes; control characters that no text holds mean that it is no text file."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _checked(content.decode(encoding, errors="replace"))
    if b"\x00" in content:
        raise ImportRefused(_no_text())
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise ImportRefused(_("认不出文件的文字编码。请用记事本打开，另存为 UTF-8 编码的文本文件后再导入。"))


def _checked(text: str) -> str:
    odd = sum(1 for char in text if ord(char) < 32 and char not in "\t\n\r\x0b\x0c")
    if odd > len(text) // 100:
        raise ImportRefused(_no_text())
    return "".join(char for char in text if ord(char) >= 32 or char in "\t\n\r\x0b\x0c")


def _no_text() -> str:
    return _("这不是文本文件。请用 Word 或 WPS 打开原文件，另存为 .docx 后再导入。")
