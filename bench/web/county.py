"""A county for load: many departments with a clerk each, signed in, every report with figures and text."""

from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from departments.campaigns import create_campaign, open_report
from departments.drafts import RowEdit, save_rows
from departments.enums import Role
from departments.models import TextBlock, User
from departments.organisation import create_department
from departments.people import create_user, grant_role

TOKEN = "a" * 32


@dataclass(frozen=True)
class Editor:
    """One clerk with a running session and the report to edit; `cookie` is what the browser sends."""

    report: int
    block: int
    cookie: str


def sign_in(user: User) -> str:
    """The cookies of a browser in which this person has signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


def make_editors(number: int) -> list[Editor]:
    """`number` departments, each with a clerk who has begun the report."""
    now = timezone.now()
    held = create_campaign(
        year=2023,
        title="2023年度部门整体支出绩效自评",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
        steps=["财政业务股室", "财政局绩效股"],
        by=None,
    )
    secret = make_password("Mei-2023-hua")
    editors = []
    for serial in range(number):
        unit = create_department(code=f"9{serial:05}", name=f"第{serial}局", short_name=f"{serial}局", by=None)
        user = create_user(
            username=f"editor{serial}", name="周慧", password_hash=secret, must_change_password=False, by=None
        )
        grant_role(user, Role.PREPARER, department=unit, by=None)
        report = open_report(held, unit, by=None)
        lines = (
            "income_general",
            "expenditure_personnel",
            "expenditure_public",
            "procurement",
            "three_public_reception",
        )
        edits = [RowEdit(line, 0, {"prior_outturn": "9", "initial": "10", "outturn": "11"}) for line in lines]
        save_rows(report.pk, "expenditure", "base", edits, by=user)
        block = TextBlock.objects.filter(report=report, section="assets").values_list("pk", flat=True).get()
        editors.append(Editor(report.pk, block, sign_in(user)))
    return editors
