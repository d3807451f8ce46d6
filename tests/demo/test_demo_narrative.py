"""The finished demo report read as the portal reads any report: text and tables must say the same."""

from decimal import Decimal

import pytest

from departments.content import load_content
from departments.importing.report.parse import parse_text
from departments.models import Report
from departments.prose.quantities import MONEY, find_quantities
from scoring.checks.registry import run_checks
from scoring.checks.subject import Subject

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county_loaded")]

D = Decimal

# Amounts of the text that stand in no cell, each with its working.
WORKED_OUT = {
    D("22.80"),  # 913.45 − 890.65, the whole change of the budget
    D("16.60"),  # 701.79 − 685.19, the addition to personnel
    D("0.35"),  # 6.20 − 5.85, the fall of the carry-over
    D("0.20"),  # 4.00 − 3.80, hospitality, budget to budget
    D("0.16"),  # 3.62 − 3.46, the same, outturn to outturn
    D("9.30"),  # 101.20 − 96.75 + 4.85, equipment bought
    D("1.60"),  # 38.90 − 38.20 + 0.90, furniture bought
    D("1.20"),  # 13.80 − 12.60, software bought
}
# Amounts of the real report's achievements: won for enterprises, in nobody's budget here.
OF_OTHERS = {D("2578.79"), D(780), D(995), D(245), D(100), D(70), D("388.79"), D(5700), D(5000)}
# 亿元 in 万元: output, investment, taxes, research, contracts.
OF_THE_CITY = {D(3664900), D(812200), D(113000), D(117000), D(322600)}


@pytest.fixture
def content():
    return load_content(Report.objects.get(department__code="305001", campaign__year=2023))


def as_document(content):
    lines = [content.report.department.name, "2023年度部门整体支出绩效自评报告"]
    for section in content.outline.sections:
        lines.append(section.title)
        for number, topic in enumerate(section.topics):
            lines += [f"（{'一二三四'[number]}）{topic.heading}"] if topic.heading else []
            lines.append(content.topic_text(section.key, topic.key))
    at = lines.index(content.outline.section("problems").title) + 1
    lines[at:at] = [f"{number}、{row.text}{row.cause}" for number, row in enumerate(content.problems, start=1)]
    lines += [
        f"{number}、{row.text}（{row.responsible}，{row.due}）" for number, row in enumerate(content.measures, start=1)
    ]
    return "\n".join(lines)


def test_checks_of_the_narrative_find_nothing(content):
    found = run_checks(Subject(parse_text(as_document(content))))
    # what the report is based on stands on the cover of the finished document
    assert [(finding.code, finding.quote) for finding in found if finding.code != "basis_missing"] == []


def test_every_amount_of_the_text_stands_in_a_table(content):
    cells = set(content.facts.values()) | WORKED_OUT | OF_OTHERS | OF_THE_CITY
    for project in content.projects:
        cells |= {project.initial, project.adjusted, project.outturn, project.adjusted - project.outturn}
        cells |= {project.adjusted_carried, project.adjusted - project.initial, project.initial - project.adjusted}
    amounts = {quantity.value for quantity in find_quantities(as_document(content)) if quantity.kind == MONEY}
    assert len(amounts) > 50
    assert amounts - cells == set()


def test_figures_of_the_achievements_are_those_of_the_real_report(content):
    text = content.topic_text("performance", "achievements")
    # 132 + 93 = 225; 1 + 1 + 1 + 2 = 5; 780 + 995 + 245 + 100 + 70 + 388.79 = 2578.79
    for figure in (
        "366.49亿元", "81.22亿元", "53.5%", "11.3亿元", "14.02%", "规模工业企业23家", "省专精特新企业14家", "11.7亿元",
        "净增15家", "500件", "32.26亿元", "中小企业入库117家", "平台5家", "基站225个", "5G基站132个", "4G基站93个",
        "4644个", "627家", "145家", "2578.79万元", "32笔、5700万元", "485家",
    ):  # fmt: skip
        assert figure in text, figure
