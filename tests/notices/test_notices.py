"""What people are told: in the portal at once, by mail once, as they have chosen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from departments.campaigns import grant_extension, open_report
from departments.inbox.actions import choose_mail
from departments.mailing import Sent, remind_of_closing, send_notices
from departments.models import Campaign, Extension, Mail, Notice, Report
from departments.models.notice import NoticeKind
from departments.notices import queue_notices
from tests import factories
from tests.factories import NASTY

pytestmark = pytest.mark.django_db


class Refusing(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


def tell(person, text="请签审", **more):
    queue_notices(NoticeKind.TO_SIGN, [person], text=text, url="/reports/1/", **more)


@pytest.fixture
def head():
    return factories.person("head", email="head@example.cn", name="谭建国㙍")


@pytest.fixture
def outbox():
    mail.outbox.clear()
    return mail.outbox


class TestMail:
    def test_each_notice_is_mailed_once(self, head, outbox, settings):
        settings.SITE_URL = "https://jixiao.example.gov.cn/"
        tell(head, f"请签审{NASTY}")
        assert send_notices() == Sent(1, 0)
        assert send_notices() == Sent(0, 0)
        [message] = outbox
        assert (message.to, message.subject) == (["head@example.cn"], "【部门整体支出绩效自评】待签审")
        assert f"请签审{NASTY}" in message.body
        assert "https://jixiao.example.gov.cn/reports/1/" in message.body

    def test_without_an_address_of_the_portal_a_mail_holds_no_link(self, head, outbox):
        tell(head)
        send_notices()
        assert "/reports/1/" not in outbox[0].body

    def test_whoever_wants_a_digest_gets_one_a_day(self, head, outbox):
        choose_mail(head, Mail.DIGEST)
        for text in ("一", "二"):
            tell(head, text)
        now = timezone.now()
        assert send_notices(now) == Sent(1, 0)
        assert outbox[0].subject == "【部门整体支出绩效自评】2 条通知"
        tell(head, "三")
        assert send_notices(now + timedelta(minutes=5)).mails == 0
        assert send_notices(now + timedelta(days=1)).mails == 1

    @pytest.mark.parametrize("why", ["none", "address", "inactive", "read", "old"])
    def test_who_or_what_is_not_mailed(self, why, head, outbox):
        tell(head)
        if why == "none":
            choose_mail(head, Mail.NONE)
        elif why == "address":
            type(head).objects.update(email="")
        elif why == "inactive":
            type(head).objects.update(is_active=False)
        elif why == "read":
            Notice.objects.update(read_at=timezone.now())
        else:
            Notice.objects.update(created_at=timezone.now() - timedelta(days=15))
        assert send_notices() == Sent(0, 0)
        assert outbox == []

    def test_what_the_mail_server_refuses_is_sent_by_the_next_run(self, head, outbox, settings):
        choose_mail(head, Mail.DIGEST)
        tell(head, "一")
        tell(head, "二")
        settings.EMAIL_BACKEND = "tests.notices.test_notices.Refusing"
        with pytest.raises(CommandError, match="1 封邮件没有发出"):
            call_command("send_notices")
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        call_command("send_notices")
        assert len(outbox) == 1

    @pytest.mark.django_db(transaction=True)
    def test_several_runs_at_once_send_one_mail(self, outbox):
        person = factories.person("head", email="head@example.cn")
        for number in range(5):
            tell(person, f"第{number}条")
        barrier = Barrier(4)

        def run(_number):
            try:
                barrier.wait(timeout=10)
                return send_notices().mails
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(run, range(4))) == 5
        assert len(outbox) == 5


class TestReminders:
    @pytest.fixture
    def report(self):
        factories.report()
        return Report.objects.get()

    def closes_in(self, days):
        at = timezone.localtime().replace(hour=12, minute=0) + timedelta(days=days)
        Campaign.objects.update(closes_at=at, opens_at=at - timedelta(days=30))

    def test_three_days_before_and_one_day_before_each_once(self, report):
        self.closes_in(3)
        assert (remind_of_closing(), remind_of_closing()) == (1, 0)
        assert remind_of_closing(timezone.now() + timedelta(days=1)) == 0
        assert remind_of_closing(timezone.now() + timedelta(days=2)) == 1
        assert "截止报送" in Notice.objects.filter(kind="closing_soon").first().text

    def test_four_days_before_nobody_is_reminded(self, report):
        self.closes_in(4)
        assert remind_of_closing() == 0

    @pytest.mark.parametrize("state", ["submitted", "in_review", "approved", "published", "withdrawn"])
    def test_what_the_unit_has_sent_needs_no_reminder(self, state, report):
        self.closes_in(1)
        Report.objects.update(state=state)
        assert remind_of_closing() == 0

    def test_an_extension_moves_the_reminder(self, report):
        self.closes_in(1)
        later = timezone.localtime().replace(hour=12, minute=0) + timedelta(days=10)
        grant_extension(
            Campaign.objects.get(), report.department, closes_at=later, reason="机构改革", by=factories.person("boss")
        )
        assert remind_of_closing() == 0
        Extension.objects.update(closes_at=timezone.now() + timedelta(days=2))
        assert remind_of_closing() == 1


def test_a_task_is_announced_to_those_who_have_to_do_it():
    unit = factories.department()
    clerk = factories.person("clerk", "preparer", department=unit)
    open_report(factories.campaign(), unit, by=None)
    assert list(Notice.objects.values_list("user__username", "kind")) == [(clerk.username, "task_issued")]


class TestPages:
    def test_the_masthead_counts_what_is_unread(self, client):
        clerk = factories.report()[1]
        tell(clerk)
        tell(clerk)
        client.force_login(clerk)
        assert "通知，2 条未读" in client.get("/notices/").content.decode()
        client.post("/notices/read/")
        assert "条未读" not in client.get("/notices/").content.decode()

    def test_opening_a_notice_leads_to_its_page_and_marks_it_read(self, client):
        clerk = factories.report()[1]
        tell(clerk)
        notice = Notice.objects.get()
        client.force_login(clerk)
        assert client.get(f"/notices/{notice.pk}/")["Location"] == "/reports/1/"
        assert Notice.objects.get().read_at

    def test_somebody_else_s_notice_is_not_there(self, client):
        clerk = factories.report()[1]
        tell(clerk)
        client.force_login(factories.person("other"))
        assert client.get(f"/notices/{Notice.objects.get().pk}/").status_code == 404
        assert Notice.objects.get().read_at is None

    def test_how_to_be_mailed_is_one_s_own_choice(self, client):
        clerk = factories.report()[1]
        client.force_login(clerk)
        client.post("/notices/mail/", {"mail": "none"})
        assert clerk.mail_choice.mail == "none"
        client.post("/notices/mail/", {"mail": "<script>"})
        clerk.mail_choice.refresh_from_db()
        assert clerk.mail_choice.mail == "none"

    @pytest.mark.parametrize("count", [1, 3, 300])
    def test_the_list_costs_the_same_for_any_number(self, count, client, django_assert_num_queries):
        clerk = factories.report()[1]
        for number in range(count):
            tell(clerk, f"第{number}条")
        client.force_login(clerk)
        client.get("/notices/")
        # session, user, memberships with unread count; choice, number of notices, notices
        with django_assert_num_queries(6):
            client.get("/notices/")
