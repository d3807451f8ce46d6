"""Checks that a campaign switches off or moves to another level."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from departments.drafts import save_block
from departments.models import Event, ReportVersion, TextBlock
from evalportal.audit.wording import said
from scoring.check_levels import Stale, set_check_levels, settings_digest
from scoring.findings import read_findings
from scoring.models import CheckSetting
from scoring.preflight import run_preflight
from scoring.submission import send_report
from tests import factories
from tests.sending.conftest import explain_all, stored

pytestmark = pytest.mark.django_db
# 85 points are 良, which reaches from 80 to below 90
WRONG = "本单位自评得分为85分，等级为优。"


@pytest.fixture
def wrong(filled):
    """A report that is ready but for one wrong grade."""
    block = TextBlock.objects.filter(report=filled.report, section="problems").first()
    block = block or TextBlock.objects.filter(report=filled.report).first()
    clerk = filled.people["clerk"]
    save_block(filled.report.pk, block.pk, text=WRONG, version=block.version, by=clerk)
    explain_all(filled.report, by=clerk)
    return filled


def levels(made):
    return [str(point.finding.level) for point in run_preflight(stored(made.report)).points
            if point.finding.code == "grade_fits_score"]  # fmt: skip


def move(made, level, **more):
    return set_check_levels(made.report.campaign, {"grade_fits_score": level}, by=made.people["system_admin"], **more)


def test_a_check_moves_wherever_findings_are_computed(wrong, client):
    assert levels(wrong) == ["error"]
    assert move(wrong, "hint") == 1
    assert levels(wrong) == ["hint"]
    client.force_login(wrong.people["clerk"])
    [section] = {
        each.finding.section for each in run_preflight(stored(wrong.report)).points
        if each.finding.code == "grade_fits_score"
    }  # fmt: skip
    panel = reverse("report_panel", args=(wrong.report.pk, section))
    told = client.get(panel).content.decode()
    assert "属于“良”" in told
    out = StringIO()
    call_command("check_report", "--department", "300002", "--year", "2023", "--json", stdout=out)
    found = json.loads(out.getvalue())["findings"]
    assert [each["level"] for each in found if each["code"] == "grade_fits_score"] == ["hint"]
    move(wrong, "off")
    assert levels(wrong) == []
    assert "属于“良”" not in client.get(panel).content.decode()


def test_back_at_its_usual_level_a_check_leaves_no_setting(wrong):
    move(wrong, "off")
    assert move(wrong, "error") == 1
    assert not CheckSetting.objects.exists()
    assert move(wrong, "error") == 0


def test_what_was_sent_keeps_its_findings_and_another_campaign_its_levels(wrong):
    move(wrong, "warning")
    explain_all(wrong.report, by=wrong.people["clerk"])
    wrong.report.campaign.head_signs = False
    wrong.report.campaign.save()
    send_report(wrong.report.pk, by=wrong.people["clerk"])
    move(wrong, "off")
    version = ReportVersion.objects.get(report=wrong.report)
    kept = [each for each in read_findings(version.findings) if each.finding.code == "grade_fits_score"]
    assert [(str(each.finding.level), each.explanation) for each in kept] == [("warning", "口径不同，已核对无误。")]
    assert settings_digest(factories.campaign(2024).pk) == ""


def test_the_trail_says_in_words_what_was_moved(wrong):
    move(wrong, "off")
    event = Event.objects.filter(kind="campaign_saved").last()
    assert event.detail["checks"] == {"grade_fits_score": ["error", "off"]}
    assert "检查“等级与得分相符”：错误 → 不检查" in said(event)


def test_two_administrators_do_not_overwrite_each_other(wrong):
    seen = settings_digest(wrong.report.campaign_id)
    move(wrong, "hint", seen=seen)
    with pytest.raises(Stale):
        move(wrong, "off", seen=seen)
    assert levels(wrong) == ["hint"]


def test_the_page_is_the_administrators_alone_and_keeps_what_is_chosen(wrong, client):
    address = reverse("campaign_checks", args=(wrong.report.campaign_id,))
    for name in ("chief", "security_admin", "auditor", "clerk"):
        client.force_login(wrong.people[name])
        assert client.get(address).status_code == 404, name
    client.force_login(wrong.people["system_admin"])
    assert "等级与得分相符" in client.get(address).content.decode()
    client.post(address, {"seen": "", "level-grade_fits_score": "warning", "level-share": "warning"})
    assert settings_digest(wrong.report.campaign_id) == "grade_fits_score=warning"
    for bad in ({"level-grade_fits_score": "fatal"}, {"level-<script>": "off"}):
        client.post(address, {"seen": "grade_fits_score=warning", **bad})
    assert levels(wrong) == ["warning"]
    client.post(address, {"seen": "grade_fits_score=warning", "usual": "1"})
    assert levels(wrong) == ["error"]
