"""A report against last year's and against those of other units."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from departments.campaigns import open_report
from departments.content import load_content
from departments.drafts import add_block, save_block
from departments.importing.report.parse import parse_text
from departments.models import Campaign, TextBlock
from scoring.checks import Subject, run_checks
from scoring.checks.history import History, LastYear
from scoring.checks.shingles import similarity, sketch_of
from scoring.findings import report_findings
from scoring.models import ParagraphPrint
from scoring.scoresheet import score_report
from scoring.sent_narratives import keep_sent_narrative
from tests import factories
from tests.sending.conftest import stored

LONG = (
    "全年坚持以河长制为抓手，组织开展河道清四乱专项整治，建立问题台账并逐条销号，同步推进小型水库除险加固和农村饮水安全巩固提升，"
    "群众反映强烈的突出问题得到有效解决，水利管理水平明显提高。"
)


def write(report, text, *, section="performance", by):
    block = TextBlock.objects.filter(report=report, section=section).first()
    save_block(report.pk, block.pk, text=text, version=block.version, by=by)


def send(report):
    """What a sending keeps."""
    held = stored(report)
    keep_sent_narrative(held, load_content(held), score_report(held))


def findings(report, code):
    held = stored(report)
    return [each for each in report_findings(load_content(held), score_report(held)) if each.code == code]


@pytest.fixture
def two(db):
    return factories.county()


def test_similarity_is_common_pairs_over_all_pairs_and_figures_do_not_count():
    # 4 of 5 is 0.8, 5 of 6 is 0.833
    assert similarity((1, 2, 3, 4), (1, 2, 3, 4, 5)) == 0.8
    assert similarity((1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)) == pytest.approx(0.8333, abs=0.001)
    assert similarity(sketch_of(LONG), sketch_of(LONG.replace("河长制", "河长制２０２３"))) == 1
    assert sketch_of(LONG[:50]) is None  # too short to be called a copy


def test_a_paragraph_that_another_unit_sent_is_a_warning_at_its_place(two):
    write(two.other_report, LONG, by=two.people["clerk_of_another"])
    assert findings(two.report, "copied_paragraph") == []
    write(two.report, f"开头一段。\n{LONG.replace('河道', '河流')}", by=two.people["clerk"])
    assert findings(two.report, "copied_paragraph") == []  # the other one was not sent yet
    send(two.other_report)
    [finding] = findings(two.report, "copied_paragraph")
    assert (str(finding.level), finding.section) == ("warning", "performance")
    assert finding.place.startswith("performance/block/")
    assert "其他单位2023年度" in finding.message
    assert finding.quote.startswith("全年坚持")


def test_half_rewritten_is_no_copy_and_duties_are_alike_by_nature(two):
    write(two.other_report, LONG, by=two.people["clerk_of_another"])
    write(two.other_report, LONG, section="profile", by=two.people["clerk_of_another"])
    send(two.other_report)
    own = "本单位另外组织了全县防汛抗旱应急演练和巡堤查险，补充物资储备，完善预案，落实值班值守制度。"
    half = LONG[: len(LONG) // 2] + own
    write(two.report, half, by=two.people["clerk"])
    write(two.report, LONG, section="profile", by=two.people["clerk"])
    assert findings(two.report, "copied_paragraph") == []


def test_last_years_own_paragraph_is_told_and_sending_again_keeps_one_set(two):
    before = open_report(factories.campaign(2022), two.department, by=None)
    write(before, LONG, by=two.people["clerk"])
    send(before)
    send(before)
    assert ParagraphPrint.objects.count() == 1
    write(two.report, LONG, by=two.people["clerk"])
    [finding] = findings(two.report, "copied_paragraph")
    assert "本单位2022年度" in finding.message


def test_a_growth_rate_is_held_against_last_years_report(two):
    before = open_report(factories.campaign(2022), two.department, by=None)
    write(before, "工业上缴税收合计9.5亿元。研发投入10.6亿元。", by=two.people["clerk"])
    send(before)
    # 11.3 ÷ 1.1402 = 9.91, last year said 9.5; 11.7 ÷ 1.104 = 10.598, last year said 10.6
    text = "工业上缴税收合计11.3亿元，同比增长14.02%。研发投入11.7亿元，同比增长10.4%。"
    write(two.report, text, by=two.people["clerk"])
    [finding] = findings(two.report, "growth_against_last_year")
    assert (str(finding.level), finding.expected) == ("hint", "9.5亿元")
    assert "推算上年为9.91亿元" in finding.message


def scores(total, execution, last_total, last_execution):
    last = LastYear(2022, Decimal(last_total), Decimal(last_execution))
    subject = Subject(
        parse_text("甲"), history=History(last), total=Decimal(total), execution=Decimal(execution)
    )
    return [each.stated for each in run_checks(subject) if each.code == "score_against_last_year"]


def test_a_score_that_rose_while_execution_fell_and_two_years_above_98():
    assert scores("95", "90.00", "94", "92.00") == ["95"]
    assert scores("95", "92.00", "94", "92.00") == []
    assert scores("94", "90.00", "94", "92.00") == []
    assert scores("98.5", "95.00", "99", "95.00") == ["98.5"]
    assert scores("98", "95.00", "99", "95.00") == []


def test_after_the_general_window_a_hint_says_so(two):
    assert findings(two.report, "sent_late") == []
    Campaign.objects.update(closes_at=timezone.now() - timedelta(days=2))
    [finding] = findings(two.report, "sent_late")
    assert "2 天" in finding.message


def test_history_costs_two_queries_whatever_was_sent(two, django_assert_num_queries):
    from scoring.sent_narratives import history_of

    write(two.other_report, LONG, by=two.people["clerk_of_another"])
    block = TextBlock.objects.filter(report=two.report, section="performance").first()
    for number in range(6):
        text = f"{LONG}{number}"
        add_block(two.report.pk, section="performance", topic=block.topic, text=text, by=two.people["clerk"])
    send(two.other_report)
    content = load_content(stored(two.report))
    with django_assert_num_queries(2):
        assert len(history_of(content).copies) == 6
