"""Staff, assets, surveys, problems and measures: the remaining tables of a draft."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import AssetKind
from departments.facts import ASSETS_TABLE, PROBLEMS_TABLE, STAFF_TABLE, SURVEYS_TABLE, rate

from ..finding import Level, Observation
from ..registry import Needs, check
from ..subject import Subject
from .reading import CENT, amount, at_table, content_of


@check(
    "staff_above_quota",
    number=12,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("在职人员控制率不超过100%"),
    source=gettext_lazy("财预〔2013〕53号：在职人员控制率 = 在职人员数 ÷ 编制数 × 100%"),
    remedy=gettext_lazy("核对编制数和在职人数；确实超编的，写明原因和消化计划。"),
)
def check_staff_rate(subject: Subject) -> Iterator[Observation]:
    """More staff than posts."""
    content = content_of(subject)
    quota, actual = content.facts.get("staff_quota"), content.facts.get("staff_actual")
    if quota and actual is not None and actual > quota:
        yield at_table(
            content,
            STAFF_TABLE,
            row=STAFF_TABLE,
            cell="staff_actual",
            stated=f"{actual}人",
            expected=_("不超过%(quota)s人") % {"quota": quota},
            message=_("在职人员控制率 %(actual)s ÷ %(quota)s = %(rate)s%%，超过100%%。")
            % {"actual": actual, "quota": quota, "rate": rate(actual, quota)},
        )


@check(
    "assets_use",
    number=50,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("在用和闲置资产之和等于年末数"),
    source=gettext_lazy("财预〔2013〕53号：固定资产利用率 = 实际在用固定资产总额 ÷ 所有固定资产总额 × 100%"),
    remedy=gettext_lazy("核对资产的年末数、在用数和闲置数。"),
)
def check_assets(subject: Subject) -> Iterator[Observation]:
    """What is in use and what lies idle make up the closing amount."""
    content = content_of(subject)
    for row in content.assets:
        if row.closing is None or row.in_use is None:
            continue
        used = row.in_use + (row.idle or Decimal(0))
        if abs(used - row.closing) > CENT:
            yield at_table(
                content,
                ASSETS_TABLE,
                row=row.kind,
                cell="closing",
                stated=amount(row.closing),
                expected=amount(used),
                message=_("%(kind)s：在用 %(in_use)s + 闲置 %(idle)s = %(used)s，年末数填的是 %(closing)s。")
                % {
                    "kind": AssetKind(row.kind).label,
                    "in_use": amount(row.in_use),
                    "idle": amount(row.idle or Decimal(0)),
                    "used": amount(used),
                    "closing": amount(row.closing),
                },
            )


@check(
    "survey_numbers",
    number=49,
    level=Level.ERROR,
    needs=Needs.DRAFT,
    name=gettext_lazy("满意数不超过有效样本数"),
    source=gettext_lazy("财预〔2013〕53号：社会公众或服务对象满意度，一般采取社会调查的方式"),
    remedy=gettext_lazy("核对有效样本数和满意数。"),
)
def check_survey(subject: Subject) -> Iterator[Observation]:
    """Nobody can have more satisfied people than people who answered."""
    content = content_of(subject)
    for row in content.surveys:
        if row.answered is not None and row.satisfied is not None and row.satisfied > row.answered:
            yield at_table(
                content,
                SURVEYS_TABLE,
                row=row.pk,
                cell="satisfied",
                stated=str(row.satisfied),
                expected=_("不超过%(count)s") % {"count": row.answered},
                message=_("满意数 %(satisfied)s，超过有效样本数 %(answered)s。")
                % {"satisfied": row.satisfied, "answered": row.answered},
            )


@check(
    "problem_without_measure",
    number=43,
    level=Level.WARNING,
    needs=Needs.DRAFT,
    name=gettext_lazy("每个问题都有改进措施"),
    source=gettext_lazy("自评报告编写要求：改进措施与问题一一对应"),
    remedy=gettext_lazy("在第七部分写一条措施并勾选对应的问题。"),
)
def check_measures(subject: Subject) -> Iterator[Observation]:
    """A problem that no measure answers."""
    content = content_of(subject)
    answered = {problem.pk for measure in content.measures for problem in measure.problems.all()}
    for number, problem in enumerate(content.problems, start=1):
        if content.measures and problem.text.strip() and problem.pk not in answered:
            yield at_table(
                content,
                PROBLEMS_TABLE,
                row=problem.pk,
                message=_("第 %(number)s 个问题没有对应的改进措施。") % {"number": number},
            )
