"""What the overview is asked for in its address: words, state, division, difference, order. The rest is ignored."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from departments.enums import ReportState
from evalportal.overview.lines import Line

LOW = Decimal(-1000)
# A unit whose score was cut by as much gave itself too much.
MUCH = Decimal(3)

GAPS = {"cut": _("核减 3 分以上"), "any": _("有差异"), "none": _("无差异")}
DUES = {"late": _("已逾期"), "unsent": _("未报送")}


def _left(line: Line) -> tuple[bool, int]:
    return (not line.with_unit, line.days)


# Key → (heading, order, whether the first look is descending).
ORDERS: dict[str, tuple[Any, Callable[[Line], Any], bool]] = {
    "code": (_("编码"), lambda line: line.code, False),
    "state": (_("状态"), lambda line: list(ReportState).index(line.state), False),
    "self": (_("自评分"), lambda line: LOW if line.self_score is None else line.self_score, True),
    "settled": (_("核定分"), lambda line: LOW if line.settled is None else line.settled, True),
    "gap": (_("差异"), lambda line: -LOW if line.gap is None else line.gap, False),
    "left": (_("剩余"), _left, False),
}


@dataclass(frozen=True)
class Head:
    """A column that can be sorted by: its address, and how it is sorted now."""

    key: str
    label: Any
    query: str
    sorted: str


class Asked:
    """The filter and the order of one request."""

    def __init__(self, data: QueryDict) -> None:
        self._data = data
        self.words = data.get("words", "").strip()[:60]
        self.state = data.get("state", "") if data.get("state") in ReportState.values else ""
        division = data.get("division", "")
        self.division = int(division) if division.isdecimal() and len(division) < 10 else None
        self.gap = data.get("gap", "") if data.get("gap") in GAPS else ""
        self.due = data.get("due", "") if data.get("due") in DUES else ""
        sort = data.get("sort", "left")
        self.sort = sort.removeprefix("-") if sort.removeprefix("-") in ORDERS else "left"
        self.is_backward = sort.startswith("-")

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.words or self.state or self.division or self.gap or self.due)

    def narrowed(self, lines: Iterable[Line]) -> list[Line]:
        """The lines that were asked for, in order."""
        found = [line for line in lines if self._fits(line)]
        found.sort(key=ORDERS[self.sort][1], reverse=self.is_backward)
        return found

    def _fits(self, line: Line) -> bool:
        if self.words and not (self.words.lower() in line.name.lower() or line.code.startswith(self.words)):
            return False
        if self.state and line.state != self.state:
            return False
        if self.division and line.division_id != self.division:
            return False
        if self.due and not {"late": line.is_late, "unsent": line.with_unit}[self.due]:
            return False
        return not self.gap or self._gap_fits(line.gap)

    def _gap_fits(self, gap: Decimal | None) -> bool:
        if gap is None:
            return False
        return {"cut": gap <= -MUCH, "any": gap != 0, "none": gap == 0}[self.gap]

    def heads(self) -> dict[str, Head]:
        """The columns with the addresses that sort by them."""
        return {key: self._head(key) for key in ORDERS}

    def _head(self, key: str) -> Head:
        label, _order, descending = ORDERS[key]
        is_current = key == self.sort
        backward = not self.is_backward if is_current else descending
        query = self._data.copy()
        query.pop("page", None)
        query["sort"] = f"-{key}" if backward else key
        state = ("descending" if self.is_backward else "ascending") if is_current else ""
        return Head(key, label, query.urlencode(), state)

    def query(self, *, without: str = "page") -> str:
        """The address without one parameter."""
        query = self._data.copy()
        query.pop(without, None)
        return query.urlencode()
