"""The one thing that a person should do next with a report of the own department, in words and with a button."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import ReportState
from departments.models import Report
from evalportal.home.deadline import Deadline
from evalportal.home.sections import SectionRow
from scoring.comments import ToldComment

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN = 4


@dataclass(frozen=True)
class Point:
    """One thing to do within the step."""

    title: str
    text: str
    url: str
    label: str = gettext_lazy("去填写")  # type: ignore[assignment]


@dataclass(frozen=True)
class NextStep:
    """`url` is empty where there is nothing to press: somebody else has to act."""

    title: str
    text: str
    url: str = ""
    label: str = ""
    points: list[Point] = field(default_factory=list)


def next_step(
    report: Report,
    rows: list[SectionRow],
    deadline: Deadline,
    comments: Sequence[ToldComment] = (),
    *,
    fills: bool,
    signs: bool,
) -> NextStep:
    """What waits for somebody who fills in or signs this report, in its present state.

    `comments`: what the reviewers have told the unit, where the report was returned.
    """
    if report.state in (ReportState.DRAFT, ReportState.RETURNED):
        if not fills:
            return _watching(report, rows)
        unanswered = [each for each in comments if each.is_open]
        return _answering(report, deadline, unanswered) if unanswered else _filling(report, rows, deadline)
    if report.state == ReportState.SIGNING:
        return _signing(report, signs=signs)
    title, text = _SENT[ReportState(report.state)]
    return NextStep(str(title), str(text))


def _answering(report: Report, deadline: Deadline, comments: Sequence[ToldComment]) -> NextStep:
    """Returned: the comments, each with the way to its section, where it is answered."""
    first = comments[0]
    words = _("还有 %(count)s 条意见没有答复。写了意见的部分已重新开放，改好并逐条答复后重新报送。")
    return NextStep(
        title=_("下一步：按退回意见修改%(section)s") % {"section": first.title},
        text=_late(deadline) or words % {"count": len(comments)},
        url=reverse("section", args=(report.pk, first.section)),
        label=_("去修改"),
        points=[
            Point(each.title, each.comment.text, reverse("section", args=(report.pk, each.section)), _("去答复"))
            for each in comments[:SHOWN]
        ],
    )


def _late(deadline: Deadline) -> str:
    return _("填报已截止，内容仍可保存，但不能报送；需要延期的，请与财政局联系。") if deadline.is_over else ""


def _filling(report: Report, rows: list[SectionRow], deadline: Deadline) -> NextStep:
    open_rows = [row for row in rows if not row.is_locked]
    waiting = [row for row in open_rows if row.unreadable] or [row for row in open_rows if row.mark != "done"]
    late = _late(deadline)
    if not waiting:
        return _all_done(report, late)
    first = waiting[0]
    titles = {"bad": _("下一步：更正%(section)s"), "none": _("下一步：填写%(section)s")}
    labels = {"bad": _("去更正"), "none": _("开始填写")}
    title = titles.get(first.mark, _("下一步：补全%(section)s")) % {"section": first.title}
    if report.state == ReportState.RETURNED:
        title = _("下一步：按退回意见修改%(section)s") % {"section": first.title}
    return NextStep(
        title=title,
        text=late or _still_to_do(rows, waiting),
        url=_section(report, first),
        label=labels.get(first.mark, _("继续填写")),
        points=[Point(row.title, row.first_lack, _section(report, row)) for row in waiting[:SHOWN] if row.first_lack],
    )


def _still_to_do(rows: list[SectionRow], waiting: list[SectionRow]) -> str:
    return _("%(all)s个部分中 %(done)s 个就绪，%(left)s 个待完成。输入的内容随时自动保存。") % {
        "all": len(rows),
        "done": len(rows) - len(waiting),
        "left": len(waiting),
    }


def _all_done(report: Report, late: str) -> NextStep:
    """Everything is there: on to the checks before sending, where that page exists."""
    text = late or _("各部分均已填好，请检查一遍，再提请签审或者报送。")
    url, label = _known("check", report), _("检查与报送")
    return NextStep(_("下一步：检查与报送"), text, url, label if url else "")


def _watching(report: Report, rows: list[SectionRow]) -> NextStep:
    done = sum(row.mark == "done" for row in rows)
    text = _("%(all)s个部分中 %(done)s 个就绪。填报人提请签审后，请您审阅并签发。") % {"all": len(rows), "done": done}
    return NextStep(_("填报人正在填报"), text, _section(report, rows[0]), _("查看填报内容"))


def _signing(report: Report, *, signs: bool) -> NextStep:
    if not signs:
        return NextStep(_("等待单位负责人签审"), _("签审期间内容锁定。负责人退回后可以继续修改。"))
    url = _known("check", report)
    text = _("请审阅报告和评分，签审后报送财政局；需要修改的，退回填报人。")
    return NextStep(_("下一步：签审"), text, url, _("审阅并签审") if url else "")


def next_in_list(report: Report, *, fills: bool, signs: bool) -> NextStep:
    """The same in a word, for a list of several reports: told by the state alone, without reading the content."""
    cover = reverse("report", args=(report.pk,))
    if report.state == ReportState.SIGNING:
        return _named(_("审阅并签审"), _known("check", report)) if signs else _named(_("等待负责人签审"))
    if report.state == ReportState.RETURNED and fills:
        return _named(_("按退回意见修改"), cover)
    if report.state == ReportState.DRAFT and fills:
        if report.edited_at is not None:
            return _named(_("继续填写"), cover)
        return _named(_("开始填写"), reverse("section", args=(report.pk, report.outline.sections[0].key)))
    if report.state in (ReportState.DRAFT, ReportState.RETURNED):
        return _named(_("等待填报人填报"))
    return _named(str(_SENT[ReportState(report.state)][0]))


def _named(label: str, url: str = "") -> NextStep:
    return NextStep(title=label, text="", url=url, label=label)


_SENT: dict[ReportState, "tuple[StrOrPromise, StrOrPromise]"] = {
    ReportState.SUBMITTED: (
        gettext_lazy("已报送，等待审核"),
        gettext_lazy("审核开始前可以撤回；审核中需要修改的，由审核人退回。"),
    ),
    ReportState.IN_REVIEW: (gettext_lazy("正在审核"), gettext_lazy("审核期间内容锁定。有退回意见时，会在这里列出。")),
    ReportState.APPROVED: (gettext_lazy("已审定"), gettext_lazy("财政局已审定本报告，暂时没有需要办理的事项。")),
    ReportState.PUBLISHED: (gettext_lazy("已公开"), gettext_lazy("本报告已向社会公开，没有需要办理的事项。")),
    ReportState.WITHDRAWN: (gettext_lazy("任务已取消"), gettext_lazy("财政局取消了这项任务，不需要填报。")),
}


def _known(name: str, report: Report) -> str:
    try:
        return reverse(name, args=(report.pk,))
    except NoReverseMatch:
        return ""


def _section(report: Report, row: SectionRow) -> str:
    return reverse("section", args=(report.pk, row.key))
