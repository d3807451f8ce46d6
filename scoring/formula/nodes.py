"""The parts of a parsed formula: plain data, without any way to reach beyond the facts."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A literal, spelled as typed: 0.5 or 90%."""

    value: Decimal
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Name:
    """A fact: its Chinese name as the formula says it, and its code."""

    name: str
    code: str
    start: int


@dataclass(frozen=True, slots=True)
class Group:
    """Brackets, kept so that the formula is shown as it was written."""

    inner: "Node"
    start: int


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus sign in front of a value."""

    inner: "Node"
    start: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Terms joined by + and −, or factors joined by × and ÷, from left to right."""

    first: "Node"
    rest: tuple[tuple[str, "Node"], ...]
    start: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values compared; yields a condition, never a number."""

    left: "Node"
    sign: str
    right: "Node"
    start: int


@dataclass(frozen=True, slots=True)
class Call:
    """One of the functions of `scoring.formula.functions`."""

    function: str
    arguments: tuple["Node", ...]
    start: int


Node = Number | Name | Group | Negative | Chain | Comparison | Call
