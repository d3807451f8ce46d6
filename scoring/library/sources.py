"""Where indicators may be picked from: the department's library, the county's bank, the common framework of 53号."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from departments.enums import IndicatorGroup, Sign
from departments.models import Department
from scoring.models import BankIndicator, BankState, DepartmentIndicator, Indicator, IndicatorSystem, KeptIndicator

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# How the levels of 财预〔2013〕53号 are called in the project form of 财预〔2020〕10号.
GROUPS = {"产出": IndicatorGroup.OUTPUT, "效果": IndicatorGroup.BENEFIT}
SATISFACTION = "满意度"


@dataclass(frozen=True)
class Choice:
    """One indicator to pick. `key` says where it comes from: own/7, bank/3, frame/91."""

    key: str
    group: IndicatorGroup
    level_two: str
    name: str
    sign: Sign
    target: Decimal | None
    target_text: str
    unit: str
    evidence: str
    explanation: str = ""

    @property
    def aim(self) -> str:
        """Sign, target and unit as people write them."""
        if self.sign == Sign.QUALITATIVE or self.target is None:
            return self.target_text
        return f"{self.sign.label} {format(self.target.normalize(), 'f')}{self.unit}"


@dataclass(frozen=True)
class Source:
    """A library with its choices."""

    key: str
    name: StrOrPromise
    choices: list[Choice]


def own_choices(department: Department) -> list[Choice]:
    """What the department keeps and uses; one query."""
    return _choices("own", DepartmentIndicator.objects.filter(department=department, is_active=True))


def bank_choices() -> list[Choice]:
    """What the common bank holds; one query."""
    return _choices("bank", BankIndicator.objects.filter(state=BankState.ACCEPTED))


def framework_choices() -> list[Choice]:
    """The output and effect indicators of banks without weights that come with the portal; one query."""
    newest = IndicatorSystem.objects.filter(bank=True).order_by("code", "-version")
    rows = Indicator.objects.filter(system__in=newest, level_one__in=GROUPS).select_related("system")
    return [_from_framework(row) for row in rows]


def _from_framework(row: Indicator) -> Choice:
    group = IndicatorGroup.SATISFACTION if SATISFACTION in row.name else GROUPS[row.level_one]
    return Choice(
        f"frame/{row.pk}", group, row.level_two[:40], row.name, Sign.AT_LEAST, None, "", "", "；".join(row.evidence),
        row.explanation,
    )  # fmt: skip


def _choices(prefix: str, rows: Iterable[KeptIndicator]) -> list[Choice]:
    return [
        Choice(
            f"{prefix}/{row.pk}", IndicatorGroup(row.group), row.level_two, row.name, Sign(row.sign), row.target,
            row.target_text, row.unit, row.evidence,
        )
        for row in rows
    ]  # fmt: skip
