"""Which font file serves which role of an official document, and which characters it lacks."""

from .choice import ORIGIN_NAMES, ROLE_NAMES, Origin, Role, chosen, floor, rare
from .coverage import MissingCharacter, MissingCharacters, require_coverage

__all__ = [
    "ORIGIN_NAMES",
    "ROLE_NAMES",
    "MissingCharacter",
    "MissingCharacters",
    "Origin",
    "Role",
    "chosen",
    "floor",
    "rare",
    "require_coverage",
]
