"""Pages on which a clerk takes indicators into this year's report."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from departments.access import own_report, the_user
from departments.enums import IndicatorGroup, SectionKey
from departments.models import ProjectFund, Report
from departments.refusal import Refused
from departments.values import parse_decimal
from scoring.library.picking import pick_into_table, replace_row, replaceable
from scoring.library.sources import Choice, Source, bank_choices, framework_choices, own_choices
from scoring.library.spreading import remainder, spread
from scoring.models import OwnRow
from scoring.rounding import ZERO

# 财预〔2020〕10号: of the 90 points beside the execution rate.
USUAL_TOTALS = {IndicatorGroup.OUTPUT: "50", IndicatorGroup.BENEFIT: "30", IndicatorGroup.SATISFACTION: "10"}


def _own_draft(request: HttpRequest, report_id: int) -> Report:
    """A report that this person fills in; a 404 otherwise."""
    report = own_report(request, report_id)
    if not report.fills:
        raise Http404
    return report


def _sources(report: Report) -> list[Source]:
    return [
        Source("own", _("本单位指标库"), own_choices(report.department)),
        Source("bank", _("全县共性指标库"), bank_choices()),
        Source("frame", _("财预〔2013〕53号共性指标"), framework_choices()),
    ]


def _chosen(request: HttpRequest, sources: list[Source]) -> list[Choice]:
    keys = request.POST.getlist("pick")
    return [choice for source in sources for choice in source.choices if choice.key in keys]


def _figure(raw: str, wrong: list[str], name: str) -> Decimal | None:
    parsed = parse_decimal(raw, places=2, digits=6)
    if parsed.error:
        wrong.append(_("%(name)s：%(problem)s") % {"name": name, "problem": parsed.error})
    value: Decimal | None = parsed.value
    return value


@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: HttpRequest, report_id: int) -> HttpResponse:
    """Choose from the libraries for the overall table, or with ?project=… for a project's; points may be spread."""
    report = _own_draft(request, report_id)
    asked = request.POST.get("project", "") or request.GET.get("project", "")
    project = ProjectFund.objects.filter(report=report, pk=int(asked)).first() if asked.isdecimal() else None
    if asked and project is None:
        raise Http404
    sources = _sources(report)
    wrong: list[str] = []
    typed = {group: request.POST.get(f"total-{group}", "") for group in IndicatorGroup}
    if request.method == "POST":
        totals = {
            group.value: total
            for group in IndicatorGroup
            if (total := _figure(typed[group], wrong, str(group.label))) is not None
        }
        if not wrong:
            try:
                count = pick_into_table(
                    report,
                    _chosen(request, sources),
                    project=project.pk if project else None,
                    totals=totals,
                    by=the_user(request),
                )
            except Refused as refusal:
                wrong.append(refusal.message)
            else:
                messages.success(request, _("已加入 %(count)s 个指标，请填写完成情况。") % {"count": count})
                return redirect(_table(report, project))
    context = {
        "report": report,
        "project": project,
        "sources": sources,
        "wrong": wrong,
        "picked": request.POST.getlist("pick"),
        "groups": [(group, typed[group], USUAL_TOTALS.get(group, "")) for group in IndicatorGroup],
        "back": _table(report, project),
    }
    return render(request, "library/pick.html", context)


def _table(report: Report, project: ProjectFund | None) -> str:
    if project is not None:
        return reverse("project", args=(report.pk, project.pk))
    return f"{reverse('section', args=(report.pk, SectionKey.PERFORMANCE))}#indicators"


@require_http_methods(["GET", "HEAD", "POST"])
def own_rows(request: HttpRequest, report_id: int, code: str) -> HttpResponse:
    """Put own indicators in place of a row of the score sheet, and spread its points over them."""
    report = _own_draft(request, report_id)
    spec = next((each for each in replaceable(report) if each.code == code), None)
    if spec is None:
        raise Http404
    present = list(OwnRow.objects.filter(report=report, replaces=code))
    sources = _sources(report)
    wrong: list[str] = []
    points = {row.pk: request.POST.get(f"points-{row.pk}", str(row.points)) for row in present}
    if request.method == "POST":
        kept = [row for row in present if f"remove-{row.pk}" not in request.POST]
        rows: list[tuple[Choice | OwnRow, Decimal]] = [
            (row, _figure(points[row.pk], wrong, row.name) or ZERO) for row in kept
        ]
        new = _chosen(request, sources)
        if "even" in request.POST:
            every: list[Choice | OwnRow] = [*kept, *new]
            rows = list(zip(every, spread(spec.points, len(every)), strict=True))
        else:
            left = max(remainder(spec.points, [each for _row, each in rows]), ZERO)
            rows += list(zip(new, spread(left, len(new)), strict=True))
        if not wrong:
            try:
                replace_row(report, code, rows, by=the_user(request))
            except Refused as refusal:
                wrong.append(refusal.message)
            else:
                messages.success(request, _("“%(name)s”的指标已更新。") % {"name": spec.name})
                return redirect(f"{reverse('score', args=(report.pk,))}")
    there = {row.name for row in present}
    for source in sources:
        source.choices[:] = [choice for choice in source.choices if choice.name not in there and choice.aim]
    context = {
        "report": report,
        "spec": spec,
        "present": [(row, points[row.pk]) for row in present],
        "sources": sources,
        "picked": request.POST.getlist("pick"),
        "wrong": wrong,
    }
    return render(request, "library/own_rows.html", context)
