from collections import Counter
from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from departments.completeness import Progress, report_progress
from departments.content import load_content
from departments.enums import MANAGEMENT_ROLES, UNIT_ROLES, EventKind, ReportState, Role
from departments.facts import read_facts
from departments.models import Campaign, Department, Event, Extension, Membership, Notice, Report, TextBlock, User
from departments.people import create_user
from departments.standard import offer_for
from departments.trail import find_breaks
from scoring.models import BankIndicator, BankState, Decision, DepartmentIndicator, Rectification, SpotCheck
from scoring.scoresheet import score_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county_loaded")]

PASSWORD = "Changning-2023"
D = Decimal


def seed_report():
    return Report.objects.get(department__code="305001", campaign__year=2023)


def counts():
    models = [model for name in ("departments", "scoring") for model in apps.get_app_config(name).get_models()]
    return {model.__name__: model._base_manager.count() for model in models}


def test_a_second_run_adds_nothing():
    before = counts()
    assert before["Report"] == 18
    assert before["User"] == 50
    call_command("demo", "--quiet")
    assert counts() == before


def test_what_a_person_changed_in_between_stays():
    report = seed_report()
    block = report.blocks.get(topic="key_work")
    TextBlock.objects.filter(pk=block.pk).update(text="周慧改过")
    report.organisationunit_rows.all().delete()
    Department.objects.filter(code="305001").update(short_name="科工局")
    clerk = User.objects.get(username="zhouhui")
    clerk.name = "周惠"
    clerk.set_password("Other-2024")
    clerk.save()
    Membership.objects.filter(user__username="chenli").delete()
    Campaign.objects.update(title="改名了")
    before = counts()

    call_command("demo", "--quiet")

    assert counts() == before
    assert TextBlock.objects.get(pk=block.pk).text == "周慧改过"
    assert Department.objects.get(code="305001").short_name == "科工局"
    clerk.refresh_from_db()
    assert clerk.name == "周惠"
    assert clerk.check_password("Other-2024")
    assert Campaign.objects.get().title == "改名了"


def test_what_is_missing_comes_back():
    report = Report.objects.get(department__code="501001")
    report.delete()
    User.objects.filter(username="wanghaiyan").first().assignments.all().delete()
    User.objects.filter(username="wanghaiyan").delete()
    call_command("demo", "--quiet")
    assert report.department.reports.get().facts["staff_quota"] == "76"
    assert User.objects.get(username="wanghaiyan").memberships.get().role == Role.REVIEWER


def test_every_role_is_there_and_every_account_has_the_printed_password():
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role)
    for user in User.objects.all():
        assert user.is_demo
        assert not user.must_change_password
        assert user.check_password(PASSWORD)


def test_names_hold_rare_characters():
    assert set("㙍𬭚") <= set("".join(User.objects.values_list("name", flat=True)))


def test_every_department_has_a_clerk_and_a_head():
    for department in Department.objects.all():
        roles = Counter(department.memberships.filter(role__in=UNIT_ROLES).values_list("role", flat=True))
        assert roles == {Role.PREPARER: 1, Role.HEAD: 1}, department


def test_there_are_departments_of_different_kinds():
    departments = Department.objects.all()
    assert departments.count() == 18
    assert departments.get(is_finance_bureau=True).name == "常宁市财政局"
    assert {each.code for each in departments if each.supervisor} == {"305002", "205002", "501002"}
    assert len({each.level for each in departments}) == 3
    assert departments.get(code="305001").division.name == "企业股"


def test_the_campaign_is_open_for_thirty_days():
    campaign = Campaign.objects.get()
    assert campaign.year == 2023
    assert campaign.is_open()
    assert (timezone.localdate(campaign.closes_at) - timezone.localdate()).days == 30


def test_each_step_of_each_report_has_reviewers_who_do_not_fill_it():
    campaign = Campaign.objects.get()
    for department in Department.objects.all():
        for step in range(1, len(campaign.steps) + 1):
            named = campaign.assignments.filter(step=step)
            reviewers = set(named.filter(department=department).values_list("user", flat=True))
            if department.division_id:
                reviewers |= set(named.filter(division=department.division_id).values_list("user", flat=True))
            assert reviewers, (department, step)
            own = department.memberships.filter(role__in=UNIT_ROLES).values_list("user", flat=True)
            assert reviewers.isdisjoint(own), (department, step)


def test_management_posts_stand_alone():
    holders = User.objects.filter(memberships__role__in=MANAGEMENT_ROLES)
    assert holders.count() == 3
    assert all(user.memberships.count() == 1 and not user.assignments.exists() for user in holders)


def test_the_seed_department_has_its_real_figures():
    facts = read_facts(seed_report().facts)
    expected = {
        "staff_quota": D(45),
        "staff_actual": D(73),
        "internal_units": D(14),
        "subordinate_units": D(3),
        "project_count": D(5),
        "income_total.initial": D("890.65"),
        "income_general.initial": D("890.33"),
        "income_other.initial": D("0.32"),
        "expenditure_total.initial": D("890.65"),
        "expenditure_basic.initial": D("802.65"),
        "expenditure_personnel.initial": D("685.19"),
        "expenditure_public.initial": D("117.46"),
        "expenditure_project.initial": D("88"),
        "three_public_total.initial": D("3.8"),
        "three_public_reception.initial": D("3.8"),
    }
    assert {code: facts[code] for code in expected} == expected


def test_the_seed_department_is_a_finished_draft():
    report = seed_report()
    assert report.state == ReportState.DRAFT
    progress = report_progress(load_content(report))
    assert [(each.section.key, each.lacks) for each in progress if each.progress != Progress.DONE] == []


def test_standard_paragraphs_of_the_seed_department_agree_with_its_tables():
    content = load_content(seed_report())
    standard = [block for block in content.blocks if block.recipe]
    assert Counter(block.recipe for block in standard) == {
        "income_expenditure": 1,
        "projects": 1,
        "basic": 1,
        "three_public": 1,
        "assets": 1,
    }
    assert [offer_for(block, content) for block in standard] == [None] * 5
    overview = content.topic_text("expenditure", "overview")
    # 890.33 ÷ 890.65 = 0.99964; 0.32 ÷ 890.65 = 0.00036; 88 ÷ 890.65 = 0.09880; 907.60 ÷ 913.45 = 0.99360
    for share in ("99.96%", "0.04%", "9.88%", "99.36%"):
        assert share in overview


def test_the_seed_department_scores_what_its_text_says():
    sheet = score_report(seed_report())
    assert {row.code: str(row.score) for row in sheet.rows} == {
        "staff_control": "0.00",  # 73 ÷ 45 = 162.22 %, 62 full points over × 0.5, at most 5
        "three_public_change": "8.00",  # (3.80 − 4.00) ÷ 4.00 = −5.00 %
        "budget_completion": "5.00",  # (913.45 − 5.85) ÷ 913.45 = 99.36 %, no full step of 5 below 100
        "budget_control": "4.00",  # |18.60 − 2.00| ÷ 890.65 = 1.86 %, up to 10 %
        "building_area": "5.00",  # none finished
        "building_investment": "5.00",
        "public_funds_control": "8.00",  # 114.53 ÷ 117.46 = 97.51 %
        "three_public_control": "7.00",  # 3.46 ÷ 3.80 = 91.05 %
        "procurement_execution": "6.00",  # 12.10 ÷ 12.40 = 97.58 %, no full step of 5 off 100
        "management_rules": "6.00",  # 3 of 4 × 2
        "fund_compliance": "6.00",  # no case
        "disclosure": "4.00",  # 4 of 5
        "key_work": "7.68",  # 96 ÷ 100 × 8
        "benefits": "6.50",
        "efficiency": "6.00",
        "satisfaction": "6.00",  # 160 ÷ 168 = 95.24 %
    }
    # 0 + 8 + 5 + 4 + 5 + 5 + 8 + 7 + 6 + 6 + 6 + 4 + 7.68 + 6.5 + 6 + 6
    assert sheet.total == D("90.18")
    assert "自评得分90.18分，等次为优" in load_content(seed_report()).topic_text("performance", "actual")
    assert sheet.grade == "优"


def test_measures_answer_the_problems():
    content = load_content(seed_report())
    answered = {problem.pk for measure in content.measures for problem in measure.problems.all()}
    assert answered == {problem.pk for problem in content.problems}
    assert len(answered) == 5


def test_drafts_are_of_different_completeness():
    bar = {Progress.NONE: "·", Progress.PART: "o", Progress.BAD: "x", Progress.DONE: "●"}
    reports = Report.objects.select_related("department", "campaign")
    bars = {
        report.department.code: "".join(bar[each.progress] for each in report_progress(load_content(report)))
        for report in reports.filter(state__in=(ReportState.DRAFT, ReportState.WITHDRAWN))
    }
    assert bars == {
        "205001": "oxo····",
        "301001": "o●●●●●·",
        "305001": "●●●●●●●",
        "305002": "●●●●···",
        "402001": "●●o····",
        "404001": "●●o●·●·",
        "501001": "●······",
        "502001": "●●o●···",
        "602001": "ox·····",
    }


def test_reports_are_carried_into_every_state_by_their_people():
    states = dict(Report.objects.values_list("department__code", "state"))
    assert set(states.values()) == set(ReportState)
    assert {code: state for code, state in states.items() if state != ReportState.DRAFT} == {
        "101001": "submitted",
        "204001": "in_review",
        "205002": "in_review",
        "206001": "approved",
        "305002": "withdrawn",
        "403001": "approved",
        "405001": "published",
        "501002": "returned",
        "503001": "signing",
        "601001": "published",
    }
    settled = dict(Decision.objects.values_list("report__department__code", "total"))
    sent = {
        report.department.code: D(report.versions.get().score["total"])
        for report in Report.objects.filter(decisions__isnull=False).select_related("department")
    }
    # What was cut: 3 of 管理制度健全性 (8 to 5); 2.5 + 2 (6.5 to 4, 8 to 6); nothing; 1 (6 to 5)
    assert {code: sent[code] - total for code, total in settled.items()} == {
        "206001": D(3),
        "403001": D("4.5"),
        "405001": D(0),
        "601001": D(1),
    }


def test_dates_are_spread_over_the_campaign_and_in_order():
    campaign = Campaign.objects.get(year=2023)
    moves = Event.objects.filter(kind=EventKind.TRANSITION)
    days = {timezone.localdate(event.at) for event in moves}
    assert len(days) >= 10
    assert all(campaign.opens_at < event.at <= timezone.now() for event in moves)
    for report in Report.objects.exclude(state=ReportState.DRAFT):
        steps = [event.at for event in moves.filter(chain=f"report:{report.pk}").order_by("number")]
        assert steps == sorted(steps)


def test_drafts_were_written_on_different_days():
    drafts = Report.objects.filter(state=ReportState.DRAFT)
    assert len({timezone.localdate(report.edited_at) for report in drafts}) == 8
    assert all(report.edited_at <= timezone.now() for report in drafts)


def test_one_report_came_back_corrected_with_each_comment_answered(client):
    report = Report.objects.get(department__code="204001")
    assert report.versions.count() == 2
    comments = report.comments.order_by("pk").values_list("place", "state", "is_internal")
    assert list(comments) == [
        ("profile", "answered", False), ("expenditure", "answered", False), ("score/benefits", "open", True),
    ]  # fmt: skip
    client.force_login(User.objects.get(username="jiangxiaohong"), "django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/reviews/{report.pk}/").content.decode()
    assert '<del class="was">0734-7220000</del><ins>0734-7221516</ins>' in page
    assert "<ins>全年压减" in page
    assert "退回意见和单位答复 2 条" in page
    told = Notice.objects.filter(user__username="jiangxiaohong", report_id=report.pk).order_by("pk")
    assert [notice.kind for notice in told] == ["to_review", "answered"]
    assert told[1].text == "常宁市司法局2023年度自评报告已修改并重新报送，2 条意见已答复，请审核。"
    assert "已补充会议、培训压减情况。" in page


def test_the_bureau_has_drawn_checks_and_asked_for_what_has_to_be_put_right():
    assert Counter(SpotCheck.objects.values_list("report__department__division__code", flat=True)) == {
        "01": 1, "02": 1, "04": 1,
    }  # fmt: skip
    assert SpotCheck.objects.exclude(result="").count() == 1
    stages = {
        item.report.department.code: (item.answered_at is not None, item.confirmed_at is not None)
        for item in Rectification.objects.select_related("report__department")
    }
    assert stages == {"206001": (False, False), "403001": (True, False), "601001": (True, True)}
    assert Extension.objects.get().department.code == "602001"


def test_departments_keep_indicators_and_some_stand_in_the_common_bank():
    own = DepartmentIndicator.objects.filter(department__code="305001")
    assert own.count() == 6
    states = dict(BankIndicator.objects.values_list("name", "state"))
    assert states == {
        "申报成功高新技术企业": BankState.PROPOSED,
        "企业满意度": BankState.ACCEPTED,
        "学生家长满意度": BankState.ACCEPTED,
    }


def test_a_mistyped_figure_is_kept_as_typed():
    report = Report.objects.get(department__code="205001")
    assert report.budgetline_rows.get(line="public_utilities_travel").invalid == {"outturn": "47.2O"}


def test_the_trail_is_whole_and_names_who_did_what():
    assert list(find_breaks()) == []
    report = seed_report()
    events = Event.objects.filter(chain=f"report:{report.pk}")
    opened, *filled = events.order_by("number")
    assert (opened.kind, opened.actor_name) == (EventKind.REPORT_OPENED, "何志远")
    assert {event.actor_name for event in filled} == {"周慧"}
    granted = Event.objects.filter(kind=EventKind.ROLE_GRANTED, chain="portal")
    assert Counter(granted.values_list("actor_name", flat=True)) == {"": 1, "段丽萍": 49}


def test_accounts_are_printed_as_a_table_with_the_clerk_first():
    out = StringIO()
    call_command("demo", stdout=out)
    first, heading, clerk, *others = out.getvalue().splitlines()
    assert first == "常宁市演示数据：新建单位和股室0个，账号0个，报告0份。"
    assert heading.split() == ["账号", "口令", "姓名", "单位和角色"]
    assert clerk.split() == ["zhouhui", PASSWORD, "周慧", "科技和工业信息化局", "填报人"]
    assert len(others) == 49


def test_quiet_prints_nothing():
    out = StringIO()
    call_command("demo", "--quiet", stdout=out)
    assert out.getvalue() == ""


def test_known_passwords_do_not_come_into_a_portal_in_use(settings):
    create_user(username="real", name="真人", password="Real-2024-x", by=None)
    call_command("demo", "--quiet")
    settings.LOCAL = False
    with pytest.raises(CommandError, match="已有正式账号"):
        call_command("demo", "--quiet")
