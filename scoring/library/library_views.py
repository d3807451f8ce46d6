"""Pages of a department's library: what it keeps with the values of the years, its forms, its proposals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.access import the_user
from departments.administration.answers import carried_out, stored
from departments.enums import IndicatorGroup
from departments.models import Department, Report
from scoring.library.access import keeps_library, kept_department, own_department
from scoring.library.actions import propose_to_bank, save_own, switch_own
from scoring.library.forms import KeptIndicatorForm
from scoring.library.history import values_by_name
from scoring.models import BankIndicator, BankState, DepartmentIndicator


@require_safe
def my_library(request: HttpRequest) -> HttpResponse:
    """The library of one's own department."""
    return redirect("library", own_department(request).pk)


@require_safe
def library(request: HttpRequest, department_id: int) -> HttpResponse:
    """What a department keeps, by level-one part, with the values of the years; and what it could add from them."""
    department = own_department(request, department_id)
    values = values_by_name(department)
    rows = list(DepartmentIndicator.objects.filter(department=department))
    kept = {(row.group, row.name) for row in rows}
    proposals = {
        (each.group, each.name): each
        for each in BankIndicator.objects.filter(proposed_by=department).order_by("pk")
    }
    groups = [
        {
            "label": group.label,
            "rows": [
                {
                    "row": row,
                    "values": values.get((row.group, row.name), []),
                    "proposal": proposals.get((row.group, row.name)),
                }
                for row in rows
                if row.group == group
            ],
        }
        for group in IndicatorGroup
    ]
    context = {
        "department": department,
        "groups": [each for each in groups if each["rows"]],
        "count": len(rows),
        "can_keep": keeps_library(request, department),
        "unkept": [(key, found[0]) for key, found in values.items() if key not in kept],
        "bank": BankIndicator.objects.filter(state=BankState.ACCEPTED),
        "report": _running(department),
    }
    return render(request, "library/library.html", context)


def _running(department: Department) -> Report | None:
    """The department's newest report, into which indicators are picked."""
    return Report.objects.filter(department=department).select_related("campaign").order_by("-campaign__year").first()


@require_http_methods(["GET", "HEAD", "POST"])
def new_own(request: HttpRequest, department_id: int) -> HttpResponse:
    """A new indicator; ?name=… begins with one that a report of the department had."""
    department = kept_department(request, department_id)
    start = {name: request.GET[name] for name in KeptIndicatorForm.base_fields if name in request.GET}
    form = KeptIndicatorForm(request.POST or None, initial=start)

    def save() -> None:
        save_own(department, None, form.cleaned_data, by=the_user(request))

    if request.method == "POST" and stored(request, form, save, _("指标已收入本单位指标库。")):
        return redirect("library", department.pk)
    return render(request, "library/indicator.html", {"department": department, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def own_indicator(request: HttpRequest, department_id: int, indicator_id: int) -> HttpResponse:
    """One indicator of the library."""
    department = kept_department(request, department_id)
    row = get_object_or_404(DepartmentIndicator, department=department, pk=indicator_id)
    form = KeptIndicatorForm(request.POST or None, initial=KeptIndicatorForm.of(row))

    def save() -> None:
        save_own(department, row.pk, form.cleaned_data, by=the_user(request))

    if request.method == "POST" and stored(request, form, save, _("指标已保存。")):
        return redirect("library", department.pk)
    return render(request, "library/indicator.html", {"department": department, "form": form, "row": row})


@require_POST
def switch(request: HttpRequest, department_id: int, indicator_id: int) -> HttpResponse:
    """Out of use, or back into it."""
    department = kept_department(request, department_id)
    row = get_object_or_404(DepartmentIndicator, department=department, pk=indicator_id)
    active = not row.is_active
    done = _("“%(name)s”已启用。") if active else _("“%(name)s”已停用。")
    carried_out(
        request,
        lambda: switch_own(department, row.pk, active=active, by=the_user(request)),
        done % {"name": row.name},
    )
    return redirect("library", department.pk)


@require_POST
def propose(request: HttpRequest, department_id: int, indicator_id: int) -> HttpResponse:
    """Propose an indicator to the common bank."""
    department = kept_department(request, department_id)
    row = get_object_or_404(DepartmentIndicator, department=department, pk=indicator_id)
    carried_out(
        request,
        lambda: propose_to_bank(department, row.pk, by=the_user(request)),
        _("已建议将“%(name)s”收入共性指标库，等待财政局审核。") % {"name": row.name},
    )
    return redirect("library", department.pk)
