"""Walks every address of the portal as every kind of person, and as nobody, with GET and with POST."""

import json
from dataclasses import dataclass
from decimal import Decimal
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from departments.attachments.actions import accept_file
from departments.campaigns import assign_reviewer, open_report
from departments.drafts import add_block, add_row
from departments.enums import ReportState
from departments.models import Attachment, Event, ProjectFund, Report, ReviewAssignment, TextBlock
from departments.versions import freeze_report
from evalportal.documents.models import StoredDocument
from evalportal.documents.storage import keep
from scoring.models import Decision
from scoring.scoresheet import score_report, write_sheet
from tests import factories
from tests.access.addresses import all_addresses
from tests.access.cases import CASES, NOT_ALLOWED, OUTSIDER, PEOPLE, Answers, Case
from tests.attachments import making
from tests.review.conftest import stored
from tests.workflow.test_permissions import MAY

ADDRESSES = {address.entry: address for address in all_addresses()}
# Whatever is open to nobody in particular stands here, so that it is opened on purpose.
PUBLIC = {
    "sign_in", "public", "public_year", "public_year_csv", "public_year_json", "public_unit", "public_pdf",
    "public_csv", "public_json", "verify", "verify_code",
}  # fmt: skip


@dataclass
class Place:
    """A report with something of everything, to which the addresses point."""

    county: factories.County
    assignment: ReviewAssignment
    report: Report
    project: ProjectFund
    block: TextBlock
    standard_block: TextBlock
    attachment: Attachment


def furnish(report, county):
    clerk, reviewer = county.people["clerk"], county.people["reviewer"]
    saved = add_row(report.pk, "special_funds", "projects", after=None, start={}, by=clerk)
    standard = add_block(report.pk, section="assets", topic="management", recipe="assets", text="x", by=clerk)
    upload = making.uploaded("批复㙍.pdf", making.pdf())
    return Place(
        county=county,
        assignment=assign_reviewer(report.campaign, step=1, user=reviewer, division=county.division, by=None),
        report=report,
        project=next(iter(saved.rows.values())),
        block=TextBlock.objects.filter(report=report, section="expenditure").first(),
        standard_block=standard.block,
        attachment=accept_file(report, place="expenditure", upload=upload, by=clerk),
    )


@pytest.fixture
def county(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return factories.county()


@pytest.fixture
def draft(county):
    return furnish(county.report, county)


@pytest.fixture
def sent(county):
    """A report of the same department for another year, before the first reviewer."""
    report = open_report(factories.campaign(2022), county.department, by=None)
    place = furnish(report, county)
    freeze_report(report, score=write_sheet(score_report(report)), findings=[], by=county.people["clerk"])
    report.state, report.step = ReportState.SUBMITTED, 1
    report.save()
    return place


@pytest.fixture
def published(county):
    """A report of the same department for a third year, settled and public."""
    report = open_report(factories.campaign(2021), county.department, by=None)
    place = furnish(report, county)
    version = freeze_report(report, score=write_sheet(score_report(report)), findings=[], by=county.people["clerk"])
    decision = Decision.objects.create(
        report=report, report_version=version, total=Decimal(88), grade="良", decided_by=county.people["chief"]
    )
    # Who may fetch the file is asked here, not how it is made.
    content = b"%PDF-1.7"
    key, sha256 = keep(content)
    StoredDocument.objects.create(
        version=version, decision=decision, kind="public", format="pdf", state="ready",
        key=key, sha256=sha256, size=len(content),
    )  # fmt: skip
    report.state, report.step = ReportState.PUBLISHED, 2
    report.save()
    return place


# Enough to see that publication opens nothing beside the public pages.
FEW = ("clerk", "clerk_of_another", "reviewer", "reviewer_of_another", "nobody")


class Walker:
    """Asks as one person or another; whatever a request changed is taken back."""

    def __init__(self, county):
        self.cookies = {OUTSIDER: SimpleCookie()}
        for person in PEOPLE:
            client = Client()
            client.force_login(county.people[person])
            self.cookies[person] = client.cookies

    def ask(self, person, method, address, case, place, *, keeps=False):
        """The status that a person gets; with `keeps` what the request changed stays."""
        client = Client(raise_request_exception=False)
        client.cookies = SimpleCookie(self.cookies[person].output(header="", sep=";"))
        data = case.data(place)
        with transaction.atomic():
            if method == "get":
                response = (client.head if case.by_head else client.get)(address)
            elif case.json:
                script = {"accept": "application/json"}
                response = client.post(address, json.dumps(data), content_type="application/json", headers=script)
            else:
                response = client.post(address, data)
            b"".join(response)  # files are sent piece by piece
            transaction.set_rollback(not keeps)
        if response.status_code == 302 and person == OUTSIDER:
            to = response["Location"]
            assert to.startswith(reverse("sign_in")), f"{address} sends outsiders to {to}"
        return response.status_code

    def walk(self, place, state):
        """Ask everybody everything; fails with one line for each answer that differs from the table."""
        wrong = []
        for name, case in CASES.items():
            answers, methods, people = getattr(case, state), ("get", "post"), PEOPLE
            if answers is None and state == "published":
                answers, methods, people = case.sent, ("get",), FEW
            if name not in ADDRESSES or answers is None:
                continue
            address = reverse(ADDRESSES[name].name, kwargs=case.args(place))
            for method in methods:
                expected = getattr(answers, method)
                # Where a method is open to nobody, two are enough to ask.
                for person in ("clerk", OUTSIDER) if expected is NOT_ALLOWED else (*people, OUTSIDER):
                    got = self.ask(person, method, address, case, place)
                    if got != expected[person]:
                        wrong.append(
                            f"{method.upper()} {address} ({name}) as {person}: {got}, expected {expected[person]}"
                        )
        if wrong:
            pytest.fail("\n".join(wrong), pytrace=False)


@pytest.mark.parametrize("name", list(ADDRESSES))
def test_address_is_in_the_table(name):
    route = ADDRESSES[name].route
    if not name:
        pytest.fail(f"the address {route!r} has no name; give it one, so that the walk can look at it", pytrace=False)
    if name not in CASES:
        pytest.fail(
            f"the address {name!r} ({route}) has no case: say in tests/access/cases.py who gets what there; "
            "how is written at the top of that file",
            pytrace=False,
        )
    if "report_id" in route and CASES[name].sent is None:
        pytest.fail(
            f"{name!r} ({route}) is about a report: say with `sent=` what happens once it was sent", pytrace=False
        )


def test_table_names_no_address_that_is_gone():
    assert set(CASES) <= set(ADDRESSES), f"no such address any more: {set(CASES) - set(ADDRESSES)}"


def test_only_what_must_be_is_open_to_nobody_in_particular():
    assert {name for name, address in ADDRESSES.items() if address.public} == PUBLIC


def test_draft_is_for_those_who_write_it(draft, county):
    Walker(county).walk(draft, "draft")


def test_sent_report_is_for_its_reviewers_too(sent, county):
    Walker(county).walk(sent, "sent")


def test_published_report_is_for_everybody_on_the_public_pages_alone(published, county):
    Walker(county).walk(published, "published")


# action of the workflow → its address, and what is posted
BUTTONS = {
    **{action: ("check_step", {"action": action}) for action in ("ask_for_signature", "send", "hand_back", "recall")},
    "sign_and_send": ("check_step", {"action": "sign_and_send"}),
    "begin_review": ("review_step", {"action": "begin"}),
    "pass_on": ("review_step", {"action": "pass-on"}),
    "return_to_unit": ("review_step", {"action": "return"}),
    "return_to_step": ("review_step", {"action": "return-to-step"}),
    "approve": ("review_step", {"action": "approve"}),
    "reopen": ("review_step", {"action": "reopen"}),
    "publish": ("publish", {}),
    "unpublish": ("publish", {}),
    "withdraw": ("move_task", {"action": "withdraw"}),
    "restore": ("move_task", {"action": "restore"}),
}


def test_no_button_of_the_workflow_moves_anything_for_somebody_who_may_not(sent, county):
    assert set(BUTTONS) == set(MAY)
    report, walker = sent.report, Walker(county)
    assign_reviewer(report.campaign, step=2, user=county.people["chief"], division=county.division, by=None)
    data = {"reason": "理由写在这里", "opinion": "同意。", "password": factories.PASSWORD}
    moved = []
    for action, (name, more) in BUTTONS.items():
        state, step, head_signs, people = MAY[action]
        type(report.campaign).objects.update(head_signs=head_signs)
        Report.objects.filter(pk=report.pk).update(state=state, step=step)
        year = {"year": report.campaign.year} if name == "move_task" else {}
        address = reverse(name, kwargs={"report_id": report.pk, **year, **more})
        posted = {**data, "step": "unpublish"} if action == "unpublish" else data
        case = Case(draft=Answers(get={}), data=lambda _place, posted=posted: posted)
        before = Event.objects.filter(kind="transition").count()
        for person in (*PEOPLE, OUTSIDER):
            if person in people:
                continue
            status = walker.ask(person, "post", address, case, sent, keeps=True)
            assert status in {302, 404}, (action, person, status)
            if (stored(report).state, Event.objects.filter(kind="transition").count()) != (state, before):
                moved.append((action, person))
    assert moved == []


def test_withdrawn_report_of_another_department_is_not_there_at_any_address(draft, county):
    draft.report.state = ReportState.WITHDRAWN
    draft.report.save()
    walker = Walker(county)
    for name, case in CASES.items():
        if name not in ADDRESSES or "report_id" not in ADDRESSES[name].route:
            continue
        where = reverse(ADDRESSES[name].name, kwargs=case.args(draft))
        for person in ("clerk_of_another", "reviewer_of_another"):
            for method in ("get", "post"):
                assert walker.ask(person, method, where, case, draft) in {404, 405}, (name, person)
