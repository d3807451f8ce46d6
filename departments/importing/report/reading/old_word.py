"""Reads .doc through a converter on this machine: antiword, else LibreOffice, else a sentence that helps."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from ..document import Document, from_text
from .refused import ImportRefused
from .word import read_word

CONVERTER_SECONDS = 60


def read_old_word(content: bytes) -> Document:
    """The lines of a .doc file."""
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise ImportRefused(_("文件带有宏，出于安全考虑不能导入。请在 Word 或 WPS 中另存为 .docx 后再导入。"))
    antiword, office = shutil.which("antiword"), shutil.which("soffice") or shutil.which("libreoffice")
    if not antiword and not office:
        raise ImportRefused(
            _("这台服务器不能读取旧版 .doc 文件。请用 Word 或 WPS 打开，点“文件—另存为”，类型选 .docx，再导入。")
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.doc"
        source.write_bytes(content)
        document = _with_antiword(antiword, source) if antiword else None
        if document is None and office:
            document = _with_office(office, source)
    if document is None:
        raise ImportRefused(_("这个 .doc 文件转换不了。请用 Word 或 WPS 打开，另存为 .docx 后再导入。"))
    return document


def _with_antiword(program: str, source: Path) -> Document | None:
    done = _run([program, "-m", "UTF-8.txt", "-w", "0", str(source)], source.parent)
    text = "" if done is None else done.decode("utf-8", errors="replace")
    return from_text(text) if text.strip() else None


def _with_office(program: str, source: Path) -> Document | None:
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(source.parent), str(source)]
    _run(command, source.parent)
    converted = source.with_suffix(".docx")
    return read_word(converted.read_bytes()) if converted.exists() else None


def _run(command: list[str], folder: Path) -> bytes | None:
    try:
        done = subprocess.run(  # noqa: S603 - a program found on the path, with our own arguments
            command, cwd=folder, capture_output=True, timeout=CONVERTER_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
