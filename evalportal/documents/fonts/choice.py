"""Chooses one font per role: the bureau's own folder, then the system, then Fandol, then the shipped floor.

GB/T 9704-2012 names 仿宋, 黑体, 楷体 and 小标宋, which are licensed; a bureau that owns them puts the files
into EVALPORTAL_FONT_DIR. The choice is made once per process.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .installed import FontFile, faces_in, system_faces


class Role(StrEnum):
    """What a font is for; the value is part of the family name in style sheets."""

    BODY = "body"
    HEADING = "heading"
    KAI = "kai"
    SONG = "song"
    TABLE = "table"
    LATIN = "latin"


class Origin(StrEnum):
    """Where a font was found, in the order of preference."""

    BUREAU = "bureau"
    SYSTEM = "system"
    FANDOL = "fandol"
    FLOOR = "floor"


ROLE_NAMES = {
    Role.BODY: _("正文（仿宋）"),
    Role.HEADING: _("一级标题、表头（黑体）"),
    Role.KAI: _("二级标题（楷体）"),
    Role.SONG: _("标题（小标宋）"),
    Role.TABLE: _("表格、页码（宋体）"),
    Role.LATIN: _("数字、西文"),
}
ORIGIN_NAMES = {
    Origin.BUREAU: _("本单位字体文件夹"),
    Origin.SYSTEM: _("操作系统"),
    Origin.FANDOL: _("Fandol 开源字体"),
    Origin.FLOOR: _("随程序安装的字体"),
}

# The names a role's genuine faces go by, best first.
WANTED: Mapping[Role, tuple[str, ...]] = {
    Role.BODY: ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "FZFangSong-Z02", "STFangsong"),
    Role.HEADING: ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01", "STHeiti"),
    Role.KAI: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "FZKai-Z03", "STKaiti"),
    Role.SONG: ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "STZhongsong"),
    Role.TABLE: ("宋体", "SimSun", "NSimSun", "方正书宋_GBK", "FZShuSong-Z01", "STSong"),
    Role.LATIN: ("Times New Roman", "Liberation Serif", "Tinos", "TeX Gyre Termes"),
}
FANDOL: Mapping[Role, str] = {
    Role.BODY: "FandolFang-Regular.otf",
    Role.HEADING: "FandolHei-Regular.otf",
    Role.KAI: "FandolKai-Regular.otf",
    Role.SONG: "FandolSong-Bold.otf",
    Role.TABLE: "FandolSong-Regular.otf",
}
# Where Debian's TeX packages put Fandol; `make fonts` puts it into the portal's own data folder.
TEX_FOLDER = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
SHIPPED = Path(pylopdf_fonts_zh_cn.__file__).parent
SHIPPED_SERIF = SHIPPED / "NotoSerifSC-Regular.otf"
SHIPPED_SANS = SHIPPED / "NotoSansSC-Regular.otf"
# Wide collections that hold rare characters of names and places.
RARE = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "HanaMinB", "Plangothic P1")


@dataclass(frozen=True, slots=True)
class Choice:
    """A role's font and where it came from."""

    role: Role
    origin: Origin
    face: FontFile

    @property
    def family(self) -> str:
        return f"Evalportal {self.role.value}"


@cache
def chosen() -> Mapping[Role, Choice]:
    """Give the font of each role; LATIN is left out where no genuine face is found."""
    choices = (_choose(role) for role in Role)
    return {choice.role: choice for choice in choices if choice is not None}


def floor() -> tuple[str, FontFile]:
    """Give family name and face of the shipped font that stands behind every role."""
    return "Evalportal floor", _file(SHIPPED_SERIF)


@cache
def rare() -> tuple[tuple[str, FontFile], ...]:
    """Give the system's wide collections, the last resort; large, so loaded only for a text that needs one."""
    found = (_named(system_faces(), [name])[:1] for name in RARE)
    return tuple((f"Evalportal rare {at}", faces[0]) for at, faces in enumerate(found) if faces)


def _choose(role: Role) -> Choice | None:
    own = _named(faces_in(settings.FONT_DIR), WANTED[role])
    if own:
        return Choice(role, Origin.BUREAU, own[0])
    system = _named(system_faces(), WANTED[role])
    if system:
        return Choice(role, Origin.SYSTEM, system[0])
    if role is Role.LATIN:
        return None
    for folder in (settings.FONT_DIR / "fandol", TEX_FOLDER):
        if (path := folder / FANDOL[role]).is_file():
            return Choice(role, Origin.FANDOL, _file(path))
    return Choice(role, Origin.FLOOR, _file(SHIPPED_SANS if role is Role.HEADING else SHIPPED_SERIF))


def _named(faces: Iterable[FontFile], names: Iterable[str]) -> list[FontFile]:
    """Give the faces that go by one of the names, in the order of the names; regular before bold."""
    known = list(faces)
    found = []
    for name in names:
        matching = [face for face in known if name.lower() in face.names]
        found += sorted(matching, key=lambda face: any("bold" in n or "italic" in n for n in face.names))
    return found


def _file(path: Path) -> FontFile:
    return FontFile(path, 0, frozenset())
