from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.enums import EventKind, Role
from departments.models import Event, Notice
from scoring.models import Rectification
from scoring.rectifying import (
    RefusedRectification,
    answer_rectification,
    confirm_rectification,
    issue_rectification,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon():
    return timezone.localdate() + timedelta(days=30)


@pytest.fixture
def settled(unit):
    report = unit("90", "88")
    return report, factories.person("", Role.PREPARER, department=report.department)


def test_issued_answered_sent_back_and_confirmed(settled, chief, soon):
    report, clerk = settled
    item = issue_rectification(report, problem="资产没有盘点㙍", due=soon, by=chief)
    assert Notice.objects.filter(user=clerk, kind="rectify").count() == 1
    item = answer_rectification(item, answer="已完成盘点。", version=1, by=clerk)
    item = confirm_rectification(item, version=2, remark="请附盘点表", by=chief)
    assert item.answered_at is None
    item = answer_rectification(item, answer="已附盘点表。", version=3, by=clerk)
    item = confirm_rectification(item, version=4, by=chief)
    assert item.confirmed_at
    with pytest.raises(RefusedRectification):
        answer_rectification(item, answer="再改一次", version=5, by=clerk)
    assert Event.objects.filter(kind=EventKind.RECTIFIED).count() == 5


def test_stale_answer_and_early_confirmation_are_refused(settled, chief, soon):
    report, clerk = settled
    item = issue_rectification(report, problem="资产没有盘点", due=soon, by=chief)
    with pytest.raises(RefusedRectification):
        confirm_rectification(item, version=1, by=chief)
    answer_rectification(item, answer="已完成盘点。", version=1, by=clerk)
    with pytest.raises(RefusedRectification):
        answer_rectification(item, answer="另一个页面", version=1, by=clerk)
    assert Rectification.objects.get().answer == "已完成盘点。"


def test_nothing_is_issued_before_the_approval(unit, chief, soon):
    with pytest.raises(RefusedRectification):
        issue_rectification(unit("90"), problem="资产没有盘点", due=soon, by=chief)


def test_page_is_shared_by_unit_and_bureau_and_shows_the_year_before(client, unit, settled, chief, soon):
    report, clerk = settled
    before = unit("84", "80", of=report.department, campaign=factories.campaign(2022))
    issue_rectification(before, problem="去年没有按期公开", due=soon, by=chief)
    page, step = reverse("rectification", args=(report.pk,)), reverse("rectify", args=(report.pk,))

    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    client.post(step, {"step": "issue", "problem": "<b>资产没有盘点", "due": soon.isoformat()})
    item = Rectification.objects.get(report=report)

    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    text = client.get(page).content.decode()
    assert "&lt;b&gt;资产没有盘点" in text
    assert "去年没有按期公开" in text
    assert client.post(step, {"step": "issue", "problem": "自己下达", "due": soon.isoformat()}).status_code == 404
    client.post(step, {"step": "answer", "item": item.pk, "version": 1, "answer": "已完成盘点。"})
    item.refresh_from_db()
    assert item.answered_by == clerk

    stranger = factories.person("", Role.PREPARER, department=factories.department())
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(page).status_code == 404
