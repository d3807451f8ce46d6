"""Says which characters of a text no font has, before anything is rendered: never a box on paper."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from .choice import Role, chosen, floor, rare
from .installed import FontFile

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class MissingCharacter:
    """A character without a glyph, and where in the report it stands."""

    character: str
    place: str

    def __str__(self) -> str:
        name = unicodedata.name(self.character, "")
        code = f"U+{ord(self.character):04X}"
        return _("“%(character)s”（%(code)s %(name)s），在%(place)s") % {
            "character": self.character,
            "code": code,
            "name": name,
            "place": self.place,
        }


class MissingCharacters(Exception):
    """Some characters are in no font. The message names each of them and its first place."""

    def __init__(self, missing: tuple[MissingCharacter, ...]) -> None:
        self.missing = missing
        listed = "；".join(str(item) for item in missing[:MOST_NAMED])
        more = _("；另有 %s 个") % (len(missing) - MOST_NAMED) if len(missing) > MOST_NAMED else ""
        super().__init__(
            _("字体中没有下列字符，不能生成文件：%s。请改用其他写法，或请管理员安装含有这些字符的字体。")
            % (listed + more)
        )


@cache
def covered() -> frozenset[int]:
    """Give the code points that every role can show: by the floor, or by each role's own face."""
    own = frozenset.intersection(
        *(_code_points(choice.face) for role, choice in chosen().items() if role is not Role.LATIN)
    )
    return own | _code_points(floor()[1])


@cache
def covered_by_rare() -> frozenset[int]:
    """Give the code points that the large collections of the system add; slow at its first call (1 s)."""
    return frozenset[int]().union(*(_code_points(face) for _name, face in rare()))


def _code_points(face: FontFile) -> frozenset[int]:
    with face.load() as font:
        return frozenset(font.getBestCmap())


def require_coverage(texts: Iterable[tuple[str, str]]) -> bool:
    """Check (place, text) pairs; say whether the rare fonts are needed.

    Raises MissingCharacters, which names each character that no font has and where it stands first.
    """
    first_places: dict[str, str] = {}
    for place, text in texts:
        for character in set(text) - first_places.keys():
            first_places[character] = place
    uncommon = [char for char in first_places if ord(char) not in covered() and not char.isspace()]
    missing = [char for char in uncommon if ord(char) not in covered_by_rare()]
    if missing:
        raise MissingCharacters(tuple(MissingCharacter(char, first_places[char]) for char in sorted(missing)))
    return bool(uncommon)
