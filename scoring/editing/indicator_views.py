"""Pages for one indicator of a system: its form, its place in the tree, its formula tried out."""

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.access import the_user
from departments.enums import ReportState
from departments.facts import FACTS
from departments.models import Report
from departments.permissions import keeps_systems, only_if
from scoring.addresses import where_entered
from scoring.editing.access import system_by_id
from scoring.editing.actions import Change, RefusedEdit, change_system
from scoring.editing.forms import IndicatorForm, read_indicator_form, shown_indicator
from scoring.editing.rule_form import rule_form
from scoring.editing.tree import (
    free_code,
    with_indicator,
    with_indicator_moved,
    with_level_moved,
    without_indicator,
)
from scoring.editing.trying import check_formula, try_indicator
from scoring.formula import FUNCTIONS
from scoring.models import IndicatorSystem
from scoring.preparation import SystemProblem
from scoring.rules import RULES
from scoring.system_store import read_system_rows
from scoring.systems import IndicatorSpec, SystemSpec, ValueKind, ZeroBase

# A report to try a formula on is picked from this many.
MOST_REPORTS = 500


def _indicator_of(spec: SystemSpec, code: str) -> IndicatorSpec:
    for each in spec.indicators:
        if each.code == code:
            return each
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(keeps_systems)
def new_indicator(request: HttpRequest, system_id: int) -> HttpResponse:
    """An indicator more."""
    return _edit(request, system_by_id(system_id), "")


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(keeps_systems)
def indicator(request: HttpRequest, system_id: int, code: str) -> HttpResponse:
    """One indicator with its rule, formula and standard."""
    return _edit(request, system_by_id(system_id), code)


def _edit(request: HttpRequest, held: IndicatorSystem, code: str) -> HttpResponse:
    spec = read_system_rows(held)
    known = _indicator_of(spec, code) if code else None
    form = shown_indicator(known)
    if not code:
        form.values |= {name: request.GET.get(name, "") for name in ("level_one", "level_two")}
    if request.method == "POST":
        form, read = read_indicator_form(request.POST.dict(), code=code or free_code(spec))
        if read is not None and _stored(request, held, form, read, instead_of=code):
            return redirect(f"{_address(held)}#{read.code}")
    return render(request, "systems/indicator.html", {**_context(held, spec, form), "code": code, "indicator": known})


def _address(held: IndicatorSystem) -> str:
    return reverse("system", args=(held.pk,))


def _stored(
    request: HttpRequest, held: IndicatorSystem, form: IndicatorForm, read: IndicatorSpec, *, instead_of: str
) -> bool:
    try:
        change_system(
            held,
            lambda old: with_indicator(old, read, instead_of=instead_of),
            seen=request.POST.get("seen", ""),
            by=the_user(request),
        )
    except RefusedEdit as refusal:
        mine = [problem for problem in refusal.problems if problem.indicator == read.code]
        for problem in mine:
            form.add(problem)
        if not mine:
            messages.error(request, refusal.message)
        return False
    messages.success(request, _("“%(name)s”已保存。") % {"name": read.name})
    return True


def _context(held: IndicatorSystem, spec: SystemSpec, form: IndicatorForm) -> dict[str, object]:
    return {
        "system": held,
        "form": form,
        "rule": form.rule,
        "rules": [(kind, rule.label) for kind, rule in RULES.items()],
        "value_kinds": ValueKind.choices,
        "zero_bases": ZeroBase.choices,
        "can_edit": held.frozen_at is None,
        "levels_one": list(dict.fromkeys(each.level_one for each in spec.indicators)),
        "levels_two": list(dict.fromkeys(each.level_two for each in spec.indicators)),
        "words": _words(),
        "reports": _reports(),
    }


def _words() -> str:
    """What the editor completes: names with unit and place, functions with their help; as JSON in an attribute."""
    names = [{"word": fact.name, "told": f"{fact.unit}　{where_entered(fact.code)}"} for fact in FACTS.values()]
    functions = [{"word": f"{function.name}(", "told": str(function.help)} for function in FUNCTIONS.values()]
    return json.dumps(names + functions, ensure_ascii=False)


def _reports() -> list[Report]:
    reports = Report.objects.exclude(state=ReportState.WITHDRAWN).select_related("department", "campaign")
    return list(reports[:MOST_REPORTS])


@require_safe
@only_if(keeps_systems)
def rule_fields(request: HttpRequest, kind: str) -> HttpResponse:
    """The inputs of another rule, when one is chosen in the form."""
    if kind not in RULES:
        raise Http404
    return render(request, "systems/rule.html", {"rule": rule_form(kind), "can_edit": True})


@require_POST
@only_if(keeps_systems)
def formula_check(request: HttpRequest) -> HttpResponse:
    """A formula as it is typed: its one spelling, or what is wrong and where."""
    checked = check_formula(request.POST.get("source", "")[:10_001], condition=request.POST.get("kind") == "condition")
    return JsonResponse(
        {
            "words": checked.words,
            "message": checked.message,
            "start": checked.start,
            "end": checked.end,
            "names": list(checked.names),
        }
    )


@require_POST
@only_if(keeps_systems)
def indicator_trial(request: HttpRequest) -> HttpResponse:
    """The form as it stands, scored on a chosen report: value, steps, points. Only what the formula names is shown."""
    chosen = request.POST.get("report", "")
    report = Report.objects.filter(pk=int(chosen)).select_related("campaign").first() if chosen.isdecimal() else None
    if report is None:
        return render(request, "systems/trial.html", {"told": _("请选择一份报告。")})
    form, read = read_indicator_form(request.POST.dict(), code=request.POST.get("code") or "trial")
    if read is not None:
        for sentence in read.rule.problems(read.points):
            form.add(SystemProblem(read.code, "rule", sentence))
    row = try_indicator(read, report) if read is not None and not form.errors else None
    told = "" if row else _("先改正上面的错误，再试算。")
    return render(request, "systems/trial.html", {"row": row, "report": report, "told": told, "form": form})


@require_POST
@only_if(keeps_systems)
def remove_indicator(request: HttpRequest, system_id: int, code: str) -> HttpResponse:
    """Take an indicator out."""
    held = system_by_id(system_id)
    name = _indicator_of(read_system_rows(held), code).name
    _change(request, held, lambda old: without_indicator(old, code), _("已删除“%(name)s”。") % {"name": name})
    return redirect("system", held.pk)


@require_POST
@only_if(keeps_systems)
def move_indicator(request: HttpRequest, system_id: int, code: str) -> HttpResponse:
    """One place up or down."""
    held = system_by_id(system_id)
    _indicator_of(read_system_rows(held), code)
    up = request.POST.get("to") == "up"
    _change(request, held, lambda old: with_indicator_moved(old, code, up=up))
    return redirect(f"{_address(held)}#{code}")


@require_POST
@only_if(keeps_systems)
def move_level(request: HttpRequest, system_id: int) -> HttpResponse:
    """A level with everything below it, one place up or down."""
    held = system_by_id(system_id)
    one, two, up = request.POST.get("one", ""), request.POST.get("two", ""), request.POST.get("to") == "up"
    spec = read_system_rows(held)
    if not any(each.level_one == one and two in ("", each.level_two) for each in spec.indicators):
        raise Http404
    _change(request, held, lambda old: with_level_moved(old, one, two, up=up))
    return redirect("system", held.pk)


def _change(request: HttpRequest, held: IndicatorSystem, change: Change, done: str = "") -> None:
    try:
        change_system(held, change, seen=request.POST.get("seen", ""), by=the_user(request))
    except RefusedEdit as refusal:
        messages.error(request, refusal.message)
    else:
        if done:
            messages.success(request, done)
