"""Carries demo reports through the campaign by the actions of their people, up to the state that the fixture names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from departments.drafts import RowEdit, save_block, save_rows
from departments.facts import CONTACT_TABLE
from departments.models import Campaign, Department, Report, User
from evalportal.demo.clock import days_after, on_day
from evalportal.demo.filling import fill_report
from evalportal.demo.writing import write_report
from scoring.explaining import answer_comment, explain_finding
from scoring.models import Comment
from scoring.preflight import run_preflight
from scoring.publishing import publish_report
from scoring.review.beginning import begin_review, join_review
from scoring.review.commenting import record_comment, write_comment
from scoring.review.ending import pass_on_report, return_report
from scoring.review.scoring_rows import agree_rows, save_opinion, save_scores
from scoring.scoresheet import read_sheet
from scoring.settling import approve_report
from scoring.submission import ask_for_signature, sign_report
from scoring.withdrawing import withdraw_report

Record = Mapping[str, Any]
EXPLANATION = "已核对，数据与账簿一致，属正常情况。"
OPINION = "自评组织有序，材料齐全，数据与决算一致，同意核定。请按改进措施抓好落实。"

# What happens on the days of a unit's path, in order.
PATHS: Mapping[str, tuple[str, ...]] = {
    "signing": ("ask",),
    "submitted": ("ask", "sign"),
    "step_one": ("ask", "sign", "begin"),
    "resent": ("ask", "sign", "give_back", "correct", "sign", "begin"),
    "step_two": ("ask", "sign", "first"),
    "returned": ("ask", "sign", "give_back"),
    "approved": ("ask", "sign", "first", "settle"),
    "published": ("ask", "sign", "first", "settle", "publish"),
    "withdrawn": ("withdraw",),
}


@dataclass(frozen=True)
class Case:
    """One unit on its way, with its people."""

    report: Report
    unit: Record

    def person(self, role: str) -> User:
        """The account that acts as clerk (`by`), head or reviewer."""
        return User.objects.get(username=self.unit[role])

    @property
    def chief(self) -> User:
        """The one who settles."""
        return User.objects.get(username="luowenjing")


def write_unit(report: Report, unit: Record) -> None:
    """Fill in the report of a unit that has no fixture of its own."""
    clerk = User.objects.get(username=unit["by"])
    fill_report(report, write_report({**unit, "name_of_clerk": clerk.name}), by=clerk)


def carry(campaign: Campaign, unit: Record) -> None:
    """Take every step of the unit's path, each on its day."""
    department = Department.objects.get(code=unit["code"])
    report = Report.objects.select_related("campaign", "department").get(campaign=campaign, department=department)
    case = Case(report, unit)
    for step, day in zip(PATHS[unit["path"]], unit["days"], strict=True):
        with on_day(_moment(campaign, day)):
            STEPS[step](case)


def _moment(campaign: Campaign, day: int) -> datetime:
    return days_after(campaign.opens_at, day)


def _ask(case: Case) -> None:
    clerk = case.person("by")
    case.report.refresh_from_db()
    for point in run_preflight(case.report).unexplained:
        explain_finding(case.report.pk, point.key, text=EXPLANATION, version=point.version, by=clerk)
    ask_for_signature(case.report.pk, by=clerk)


def _sign(case: Case) -> None:
    sign_report(case.report.pk, by=case.person("head"))


def _begin(case: Case) -> None:
    begin_review(case.report.pk, by=case.person("reviewer"))


def _first(case: Case) -> None:
    reviewer = case.person("reviewer")
    begin_review(case.report.pk, by=reviewer)
    _score(case, reviewer)
    _comment(case, reviewer)
    pass_on_report(case.report.pk, by=reviewer)


def _score(case: Case, reviewer: User) -> None:
    """Cut what the fixture says, give rows without a score what the reviewer finds, agree with the rest."""
    version = case.report.versions.order_by("-number")[0]
    cut = case.unit.get("cut", {})
    open_rows = [row for row in read_sheet(version.score).rows if row.is_pending and row.code not in cut]
    edits = [RowEdit(code, 0, {"score": score, "reason": reason}) for code, (score, reason) in cut.items()]
    edits += [
        RowEdit(row.code, 0, {"score": str(row.points), "reason": "没有相应事项，按满分核定。"}) for row in open_rows
    ]
    if edits:
        save_scores(case.report.pk, edits, by=reviewer)
    agree_rows(case.report.pk, only_computed=False, by=reviewer)


def _settle(case: Case) -> None:
    join_review(case.report.pk, by=case.chief)
    agree_rows(case.report.pk, only_computed=False, by=case.chief)
    save_opinion(case.report.pk, text=OPINION, version=1, by=case.chief)
    approve_report(case.report.pk, opinion=OPINION, by=case.chief)


def _give_back(case: Case) -> None:
    reviewer = case.person("reviewer")
    begin_review(case.report.pk, by=reviewer)
    _comment(case, reviewer)
    return_report(case.report.pk, reason=case.unit["reason"], by=reviewer)


def _comment(case: Case, reviewer: User) -> None:
    """Say what the fixture says: to the unit, or to colleagues where it is `internal`."""
    for comment in case.unit.get("comments", ()):
        place, is_internal = comment["place"], comment.get("internal", False)
        write_comment(case.report.pk, place=place, text=comment["text"], version=0, by=reviewer)
        record_comment(case.report.pk, place=place, is_internal=is_internal, by=reviewer)


def _correct(case: Case) -> None:
    """The clerk changes what the fixture says, answers each comment and asks for the signature again."""
    clerk, report = case.person("by"), case.report
    for block in report.blocks.filter(recipe=""):
        for old, new in case.unit["corrections"].get(f"{block.section}/{block.topic}", {}).items():
            if old in block.text:
                save_block(report.pk, block.pk, text=block.text.replace(old, new), version=block.version, by=clerk)
    contact = report.contactdetails_rows.get()
    cells = case.unit["corrections"]["contact"]
    save_rows(report.pk, "profile", CONTACT_TABLE, [RowEdit("contact", contact.version, cells)], by=clerk)
    answers = {each["place"]: each["answer"] for each in case.unit["comments"] if "answer" in each}
    for comment in Comment.objects.filter(report=report, is_internal=False):
        answer_comment(report.pk, comment.pk, text=answers[comment.place], version=comment.version, by=clerk)
    _ask(case)


def _publish(case: Case) -> None:
    publish_report(case.report.pk, by=case.chief)


def _withdraw(case: Case) -> None:
    withdraw_report(case.report.pk, reason=case.unit["reason"], by=case.chief)


STEPS: Mapping[str, Callable[[Case], None]] = {
    "ask": _ask,
    "sign": _sign,
    "begin": _begin,
    "first": _first,
    "settle": _settle,
    "give_back": _give_back,
    "correct": _correct,
    "publish": _publish,
    "withdraw": _withdraw,
}
