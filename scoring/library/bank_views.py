"""Pages of the administrator for the county's common bank: proposals, the bank itself, and taking it into a system."""

from dataclasses import replace
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.access import the_user
from departments.administration.answers import carried_out, stored
from departments.permissions import keeps_systems, only_if
from scoring.editing.access import system_by_id
from scoring.editing.actions import RefusedEdit, change_system
from scoring.editing.tree import in_tree_order
from scoring.library.actions import decide_proposal, retire_bank, save_bank
from scoring.library.forms import KeptIndicatorForm
from scoring.models import BankIndicator, BankState, IndicatorSystem
from scoring.system_store import read_system_rows
from scoring.systems import IndicatorSpec, SystemSpec


@require_safe
@only_if(keeps_systems)
def bank(request: HttpRequest) -> HttpResponse:
    """Proposals that wait, and what the bank holds."""
    rows = list(BankIndicator.objects.select_related("proposed_by"))
    context = {
        "proposed": [row for row in rows if row.state == BankState.PROPOSED],
        "accepted": [row for row in rows if row.state == BankState.ACCEPTED],
    }
    return render(request, "library/bank.html", context)


@require_POST
@only_if(keeps_systems)
def decide(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Accept a proposal or decline it with a reason."""
    get_object_or_404(BankIndicator, pk=indicator_id)
    accept = request.POST.get("decision") == "accept"
    answer = request.POST.get("answer", "")
    carried_out(
        request,
        lambda: decide_proposal(indicator_id, accept=accept, answer=answer, by=the_user(request)),
        _("已收入共性指标库。") if accept else _("已答复建议单位。"),
    )
    return redirect("bank")


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(keeps_systems)
def new_bank(request: HttpRequest) -> HttpResponse:
    """An indicator that the bureau itself puts into the bank."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(keeps_systems)
def bank_indicator(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """One indicator of the bank."""
    return _edit(request, get_object_or_404(BankIndicator, pk=indicator_id, state=BankState.ACCEPTED))


def _edit(request: HttpRequest, row: BankIndicator | None) -> HttpResponse:
    form = KeptIndicatorForm(request.POST or None, initial=KeptIndicatorForm.of(row) if row else {})

    def save() -> None:
        save_bank(row.pk if row else None, form.cleaned_data, by=the_user(request))

    if request.method == "POST" and stored(request, form, save, _("共性指标库已更新。")):
        return redirect("bank")
    return render(request, "library/indicator.html", {"form": form, "row": row, "is_bank": True})


@require_POST
@only_if(keeps_systems)
def retire(request: HttpRequest, indicator_id: int) -> HttpResponse:
    """Take an indicator out of the bank."""
    get_object_or_404(BankIndicator, pk=indicator_id, state=BankState.ACCEPTED)
    carried_out(request, lambda: retire_bank(indicator_id, by=the_user(request)), _("已从共性指标库中停用。"))
    return redirect("bank")


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(keeps_systems)
def system_pick(request: HttpRequest, system_id: int) -> HttpResponse:
    """Take indicators of the banks without weights into a system, with no points yet."""
    held = system_by_id(system_id)
    banks = [(each, read_system_rows(each)) for each in IndicatorSystem.objects.filter(bank=True)]
    there = {(row.level_one, row.level_two, row.name) for row in read_system_rows(held).indicators}
    choices = [
        (f"{each.pk}/{row.code}", row)
        for each, spec in banks
        for row in spec.indicators
        if (row.level_one, row.level_two, row.name) not in there
    ]
    if request.method == "POST":
        wanted = request.POST.getlist("pick")
        rows = [row for key, row in choices if key in wanted]
        try:
            change_system(
                held, lambda old: _with(old, rows), seen=request.POST.get("seen", ""), by=the_user(request)
            )
        except RefusedEdit as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("已加入 %(count)s 个指标，请确定分值。") % {"count": len(rows)})
            return redirect("system", held.pk)
    context = {"system": held, "choices": choices, "can_edit": held.frozen_at is None}
    return render(request, "library/system_pick.html", context)


def _with(old: SystemSpec, rows: list[IndicatorSpec]) -> SystemSpec:
    """The system with more rows, each under a code that is free."""
    taken = {row.code for row in old.indicators}
    added = []
    for row in rows:
        code, number = row.code, 2
        while code in taken:
            code, number = f"{row.code}-{number}", number + 1
        taken.add(code)
        added.append(replace(row, code=code, points=Decimal(0)))
    return in_tree_order(replace(old, indicators=(*old.indicators, *added)))
