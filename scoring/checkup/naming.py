"""Facts, levels and needs of checks in the words of the forms."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments import chart
from departments.enums import Column
from departments.facts import FACTS
from scoring.checks import Level, Needs

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_LEVELS: Mapping[Level, "StrOrPromise"] = {
    Level.ERROR: gettext_lazy("错误"),
    Level.WARNING: gettext_lazy("警告"),
    Level.HINT: gettext_lazy("提示"),
}
_NEEDS: Mapping[Needs, "StrOrPromise"] = {
    Needs.TEXT: gettext_lazy("文字"),
    Needs.DRAFT: gettext_lazy("表格"),
    Needs.HISTORY: gettext_lazy("上年和其他单位的报告"),
}


def level_name(level: Level) -> str:
    """错误, 警告, 提示."""
    return str(_LEVELS[level])


def needs_name(needs: Needs) -> str:
    """What a check looks at."""
    return str(_NEEDS[needs])


def fact_name(code: str) -> str:
    """The name of a fact code; an amount whose column the text does not tell says so."""
    if code in FACTS:
        return FACTS[code].name
    line, _dot, column = code.partition(".")
    name = str(chart.LINES[line].name) if line in chart.LINES else _("自评得分") if line == "self_score" else line
    if column in Column.values:
        return f"{name}{Column(column).label}"
    return name if line == "self_score" else _("%(name)s（文中没有写明栏目）") % {"name": name}
