"""What the engine and the editor know of every rule."""

from abc import ABC, abstractmethod
from decimal import Decimal
from typing import ClassVar

from django.utils.functional import Promise

from scoring.rules.case import Case, Verdict


class Rule(ABC):
    """A kind of rule; its subclasses are frozen dataclasses of their parameters.

    `uses` says what a rule is applied to: "value" a formula's value, "pair" an actual value and a target,
    "answer" what a person entered.
    """

    __slots__ = ()

    kind: ClassVar[str]
    label: ClassVar[str | Promise]
    help: ClassVar[str | Promise]
    uses: ClassVar[str]

    @abstractmethod
    def problems(self, points: Decimal) -> list[str]:
        """What is wrong with the parameters for an indicator of so many points, in Chinese sentences."""

    @abstractmethod
    def judge(self, case: Case) -> Verdict:
        """Points and trace for one case."""
