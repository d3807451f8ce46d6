"""The cover page of a report: what to do next, how far it is, how much time is left."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.campaigns import grant_extension, open_report
from departments.drafts import RowEdit, add_row, save_block, save_rows
from departments.enums import ReportState, Role
from departments.models import Report, StaffFigures
from departments.versions import freeze_report
from evalportal.home.deadline import deadline_of
from evalportal.home.stages import stages
from evalportal.templatetags.moments import deadline, moment
from scoring.models import Comment
from scoring.rectifying import issue_rectification
from scoring.scoresheet import score_report, write_sheet
from tests import factories
from tests.factories import NASTY
from tests.review.conftest import stored

pytestmark = pytest.mark.django_db


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def closing(text):
    """A report that closes then."""
    held = factories.campaign(2031, opens_at=at("2024-05-01T08:30"), closes_at=at(text))
    return Report.objects.with_closing_time().get(pk=open_report(held, factories.department(), by=None).pk)


@pytest.mark.parametrize(
    ("now", "days", "is_over"),
    [
        ("2024-05-24T23:59", 6, False),  # 24 to 30 May
        ("2024-05-29T23:59", 1, False),  # an hour count would say 17 hours, people say tomorrow
        ("2024-05-30T00:00", 0, False),
        ("2024-05-30T17:31", 0, True),
        ("2024-06-02T08:00", -3, True),
    ],
)
def test_days_left_are_days_of_the_calendar(now, days, is_over):
    left = deadline_of(closing("2024-05-30T17:30"), at(now))
    assert (left.days, left.is_over) == (days, is_over)


def test_an_extension_moves_the_deadline(county):
    report = closing("2024-05-30T17:30")
    later = at("2024-06-05T17:30")
    grant_extension(report.campaign, report.department, closes_at=later, reason="x", by=county.people["chief"])
    again = deadline_of(Report.objects.with_closing_time().get(pk=report.pk), at("2024-05-31T09:00"))
    assert (again.days, again.is_extended, again.is_over) == (5, True, False)


def test_a_closing_time_is_written_with_its_day_of_the_week():
    # 30 May 2024 was a Thursday
    assert deadline(at("2024-05-30T17:30")) == "2024年5月30日（星期四）17:30"


def test_moments_leave_out_what_goes_without_saying():
    today = timezone.localtime()
    assert moment(today) == f"今天 {today:%H:%M}"
    assert moment(at("2019-05-06T09:40")) == "2019年5月6日 09:40"
    assert moment(None) == "—"


def test_the_clerk_of_one_report_finds_it_at_home(county, as_person):
    page = as_person("clerk").get(reverse("home")).content.decode()
    assert "2023年度部门整体支出绩效自评" in page
    assert "下一步：填写一、部门基本概况" in page
    assert reverse("section", args=(county.report.pk, "profile")) in page
    # the factory closes the campaign three days from now
    assert "<b>3</b>" in page


def test_a_section_counts_what_it_lacks_and_what_cannot_be_read(county, as_person):
    report, clerk = county.report, county.people["clerk"]
    save_rows(
        report.pk, "profile", "staff", [RowEdit("staff", 0, {"staff_quota": "四十五", "staff_actual": "73"})], by=clerk
    )
    cover = as_person("clerk").get(reverse("home")).context["cover"]
    row = cover.rows[0]
    # lacking: 离退休人数, 内设股室, 所属单位, 表尾, 职能职责, 年度重点工作
    assert (row.mark, row.unreadable, row.lacks) == ("bad", 1, 6)
    assert cover.next.title == "下一步：更正一、部门基本概况"
    assert row.edited_at == StaffFigures.objects.get().edited_at


def test_nasty_text_is_counted_and_its_editor_named(county, as_person):
    clerk = county.people["clerk"]
    block = county.report.blocks.get(section="profile", topic="duties")
    save_block(county.report.pk, block.pk, text=NASTY * 10, version=block.version, by=clerk)
    page = as_person("clerk").get(reverse("home")).content.decode()
    # NASTY has 43 characters: 2 + 1 emoji, then " =1+1 ", then the script element
    assert f"{len(NASTY) * 10} 字" in page
    assert "<script>alert" not in page
    assert "，沈㙍" in page


@pytest.mark.parametrize(
    ("state", "step", "who", "title"),
    [
        (ReportState.DRAFT, 0, "head", "填报人正在填报"),
        (ReportState.SIGNING, 0, "clerk", "等待单位负责人签审"),
        (ReportState.SIGNING, 0, "head", "下一步：签审"),
        (ReportState.SUBMITTED, 1, "clerk", "已报送，等待审核"),
        (ReportState.IN_REVIEW, 2, "clerk", "正在审核"),
        (ReportState.APPROVED, 2, "clerk", "已审定"),
        (ReportState.PUBLISHED, 2, "head", "已公开"),
        (ReportState.WITHDRAWN, 0, "clerk", "任务已取消"),
    ],
)
def test_each_state_says_what_comes_next(county, as_person, state, step, who, title):
    Report.objects.filter(pk=county.report.pk).update(state=state, step=step)
    cover = as_person(who).get(reverse("report", args=(county.report.pk,))).context["cover"]
    assert cover.next.title == title


def test_a_returned_report_leads_to_the_section_that_was_unlocked(county, as_person):
    Report.objects.filter(pk=county.report.pk).update(state="returned", step=1, unlocked=["assets"])
    cover = as_person("clerk").get(reverse("home")).context["cover"]
    assert cover.next.title == "下一步：按退回意见修改四、资产管理情况"
    assert [row.is_locked for row in cover.rows] == [True, True, True, False, True, True, True]


def test_a_returned_report_says_what_is_to_be_answered_until_it_is(county, as_person):
    report, clerk = county.report, county.people["clerk"]
    Report.objects.filter(pk=report.pk).update(state="returned", step=1, unlocked=["assets"])
    version = freeze_report(stored(report), score=write_sheet(score_report(report)), findings=[], by=clerk)
    comment = Comment.objects.create(
        report=report, report_version=version, place="assets", text=f"闲置资产与卡片不符{NASTY}", step=1,
        state="open", author=county.people["reviewer"], told_at=timezone.now(),
    )  # fmt: skip
    browser = as_person("clerk")
    page = browser.get(reverse("home"))
    following = page.context["cover"].next
    assert (following.title, following.label) == ("下一步：按退回意见修改四、资产管理情况", "去修改")
    assert following.url == reverse("section", args=(report.pk, "assets"))
    assert [point.text for point in following.points] == [comment.text]
    assert "<script>alert" not in page.content.decode()
    Comment.objects.update(state="answered", answer="已更正", answered_at=timezone.now(), answered_by=clerk)
    assert browser.get(reverse("home")).context["cover"].next.points[0].text != comment.text


def test_the_cover_leads_to_what_has_to_be_put_right_also_from_the_year_before(county, as_person):
    before = open_report(factories.campaign(2022), county.department, by=None)
    Report.objects.filter(pk__in=(before.pk, county.report.pk)).update(state="approved", step=2)
    chief, day = county.people["chief"], timezone.localdate()
    issue_rectification(before, problem="资产闲置时间较长", due=day, by=chief)
    for _number in range(2):
        issue_rectification(county.report, problem="公务卡使用不规范", due=day, by=chief)
    page = as_person("clerk").get(reverse("report", args=(county.report.pk,))).content.decode()
    assert "需整改 2 项，未办结 2 项。" in page
    assert "往年 1 项，未办结 1 项。" in page
    assert reverse("rectification", args=(county.report.pk,)) in page
    assert "往年 1 项" not in as_person("clerk").get(reverse("report", args=(before.pk,))).content.decode()


def test_who_reviews_sees_the_sections_but_no_next_step_and_no_links_into_them(county, as_person):
    Report.objects.filter(pk=county.report.pk).update(state="submitted", step=1)
    response = as_person("reviewer").get(reverse("report", args=(county.report.pk,)))
    assert response.context["cover"].next is None
    assert reverse("section", args=(county.report.pk, "profile")) not in response.content.decode()


def test_outsider_gets_404_for_a_report(county, as_person):
    address = reverse("report", args=(county.report.pk,))
    for name in ("clerk_of_another", "reviewer", "auditor", "system_admin", "nobody"):  # a draft is not the reviewer's
        assert as_person(name).get(address).status_code == 404


def test_the_path_shows_where_a_report_stands(county):
    report = Report.objects.with_closing_time().get(pk=county.report.pk)
    labels = [
        "填报",
        "单位负责人签审",
        "审核：财政业务股室",
        "审核：财政局绩效股",
        "审定",
        "向社会公开",
    ]
    assert [stage.label for stage in stages(report)] == labels

    def marks(state, step):
        report.state, report.step = state, step
        return " ".join(stage.mark or "-" for stage in stages(report))

    assert marks("draft", 0) == "now - - - - -"
    assert marks("signing", 0) == "past now - - - -"
    assert marks("in_review", 2) == "past past past now - -"
    assert marks("returned", 1) == "now - - - - -"
    assert marks("approved", 2) == "past past past past past now"
    assert marks("published", 2) == "past past past past past past"
    assert marks("withdrawn", 0) == "- - - - - -"


def test_the_cover_costs_the_same_for_any_number_of_rows(county, as_person, django_assert_num_queries):
    browser, report, clerk = as_person("clerk"), county.report, county.people["clerk"]

    def ask(cost):
        for address in (reverse("home"), reverse("report", args=(report.pk,))):
            with django_assert_num_queries(cost):
                browser.get(address)

    # session, user, standing, report; content: 12 tables, blocks, files; problems to put right; while nothing is
    # written, whether there is last year's report to carry over
    ask(20)
    for cost in (20, 20):  # measures bring the problems that they answer
        for _number in range(3):
            add_row(report.pk, "special_funds", "projects", after=None, start={"name": NASTY}, by=clerk)
            add_row(report.pk, "measures", "measures", after=None, start={"text": NASTY}, by=clerk)
        ask(cost)


def test_the_menu_leads_into_the_only_running_report(county, as_person):
    browser = as_person("clerk")
    to = browser.get(reverse("current_report")).headers["Location"]
    assert to == reverse("section", args=(county.report.pk, "profile"))
    assert browser.get(reverse("current_score")).headers["Location"] == reverse("score", args=(county.report.pk,))
    factories.grant_role(county.people["clerk"], Role.PREPARER, department=county.other_report.department, by=None)
    assert browser.get(reverse("current_report")).headers["Location"] == reverse("home")
