"""Asking for the signature, signing, sending, handing back, recalling."""

from datetime import timedelta

import pytest
from django.utils import timezone

from departments.campaigns import grant_extension
from departments.content import load_content
from departments.drafts import RowEdit, save_rows
from departments.models import Campaign, Event, Notice, Report, ReportVersion
from departments.versions import frozen_content, is_unchanged
from scoring.choosing import RefusedSystem, choose_system
from scoring.findings import read_findings
from scoring.models import CampaignScoring, IndicatorSystem
from scoring.preflight import run_preflight
from scoring.scoresheet import read_sheet, score_report
from scoring.submission import (
    Closed,
    NotReady,
    ask_for_signature,
    hand_back_report,
    recall_report,
    send_report,
    sign_report,
)
from scoring.workflow.moving import MoveRefused, Stale, stamp
from tests.factories import NASTY
from tests.sending.conftest import stored


def sent(county):
    ask_for_signature(county.report.pk, by=county.people["clerk"])
    return sign_report(county.report.pk, by=county.people["head"])


def told(person):
    return list(Notice.objects.filter(user=person).order_by("pk").values_list("kind", flat=True))


def close(county):
    Campaign.objects.update(closes_at=timezone.now() - timedelta(minutes=1))


def test_sending_freezes_content_score_and_findings(ready):
    report = sent(ready)
    assert (report.state, report.step) == ("submitted", 1)
    version = ReportVersion.objects.get(report=report)
    assert (version.number, is_unchanged(version)) == (1, True)
    live = stored(report)
    assert frozen_content(version).facts == load_content(live).facts
    assert read_sheet(version.score) == score_report(live)
    assert [(each.finding.code, each.explanation) for each in read_findings(version.findings)] == [
        (point.finding.code, point.explanation) for point in run_preflight(live).points
    ]
    event = Event.objects.filter(chain=f"report:{report.pk}", kind="transition").last()
    assert (event.detail["version"], event.detail["sha256"]) == (1, version.digest)


def test_a_report_that_is_not_ready_goes_nowhere(county):
    with pytest.raises(NotReady, match=r"还不能办理：\d+ 处没有填好。"):
        ask_for_signature(county.report.pk, by=county.people["clerk"])
    assert (stored(county.report).state, Notice.objects.filter(kind="to_sign").count()) == ("draft", 0)


def test_without_a_head_the_clerk_sends(ready):
    Campaign.objects.update(head_signs=False)
    assert send_report(ready.report.pk, by=ready.people["clerk"]).state == "submitted"
    with pytest.raises(MoveRefused):
        ask_for_signature(ready.report.pk, by=ready.people["clerk"])


def test_each_step_tells_who_acts_next(ready):
    people = ready.people
    sent(ready)
    assert told(people["head"]) == ["task_issued", "to_sign"]
    assert told(people["reviewer"]) == ["to_review"]
    assert told(people["chief"]) == []
    assert Notice.objects.get(user=people["reviewer"]).url == f"/reviews/{ready.report.pk}/"


def test_where_nobody_is_named_for_the_step_the_performance_division_is_told(ready):
    ready.report.campaign.assignments.all().delete()
    sent(ready)
    assert told(ready.people["chief"]) == ["to_review"]


def test_handing_back_tells_the_clerk_why(ready):
    ask_for_signature(ready.report.pk, by=ready.people["clerk"])
    back = hand_back_report(ready.report.pk, reason=f"请补充满意度{NASTY}", by=ready.people["head"])
    assert back.state == "draft"
    assert f"请补充满意度{NASTY}" in Notice.objects.get(user=ready.people["clerk"], kind="handed_back").text


def test_after_the_closing_time_the_draft_stays_open_but_is_not_sent(ready):
    clerk, head = ready.people["clerk"], ready.people["head"]
    close(ready)
    assert save_rows(ready.report.pk, "profile", "staff", [RowEdit("staff", 1, {"staff_quota": "45"})], by=clerk).closed
    ask_for_signature(ready.report.pk, by=clerk)
    with pytest.raises(Closed, match=r"报送已于.*截止，内容仍可填写和保存"):
        sign_report(ready.report.pk, by=head)
    assert (stored(ready.report).state, ReportVersion.objects.count()) == ("signing", 0)


def test_an_extension_opens_the_way_for_its_department_alone(ready):
    close(ready)
    until = timezone.now() + timedelta(days=1)
    ask_for_signature(ready.report.pk, by=ready.people["clerk"])
    other = ready.other_report.department
    closed = Campaign.objects.get()
    grant_extension(closed, other, closes_at=until, reason="机构改革", by=ready.people["system_admin"])
    with pytest.raises(Closed):
        sign_report(ready.report.pk, by=ready.people["head"])
    grant_extension(closed, ready.department, closes_at=until, reason="机构改革", by=ready.people["system_admin"])
    assert sign_report(ready.report.pk, by=ready.people["head"]).state == "submitted"


def test_nothing_is_sent_before_the_window_opens(ready):
    Campaign.objects.update(opens_at=timezone.now() + timedelta(days=1), closes_at=timezone.now() + timedelta(days=9))
    ask_for_signature(ready.report.pk, by=ready.people["clerk"])
    with pytest.raises(Closed, match="填报还没有开始"):
        sign_report(ready.report.pk, by=ready.people["head"])


def test_recall_gives_the_draft_back_and_keeps_the_version(ready):
    report = sent(ready)
    back = recall_report(report.pk, by=ready.people["clerk"])
    assert (back.state, back.step) == ("draft", 0)
    assert sent(ready).state == "submitted"
    first, second = ReportVersion.objects.filter(report=report)
    assert (first.number, second.number, second.previous) == (1, 2, first.digest)


def test_a_second_click_is_told_that_the_report_has_moved(ready):
    seen = stamp(stored(ready.report))
    ask_for_signature(ready.report.pk, by=ready.people["clerk"], seen=seen)
    with pytest.raises(Stale):
        ask_for_signature(ready.report.pk, by=ready.people["clerk"], seen=seen)


def test_sending_holds_the_campaign_to_the_rules_it_was_sent_under(ready):
    assert not CampaignScoring.objects.exists()
    sent(ready)
    scoring = CampaignScoring.objects.get(campaign=ready.report.campaign)
    assert scoring.system.frozen_at is not None
    other = IndicatorSystem.objects.filter(bank=False).exclude(pk=scoring.system_id).first()
    with pytest.raises(RefusedSystem, match="已有单位报送"):
        choose_system(ready.report.campaign, other, by=None)


def test_who_may_not_sign_does_not_even_learn_what_is_missing(county):
    Report.objects.filter(pk=county.report.pk).update(state="signing")
    for name in ("clerk", "head_of_another", "chief", "system_admin"):
        with pytest.raises(MoveRefused, match="您不能办理“签审并报送”。"):
            sign_report(county.report.pk, by=county.people[name])
