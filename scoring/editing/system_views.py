"""Pages for whole systems: the list, the tree with its points, settings, versions."""

from dataclasses import replace
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.access import the_user
from departments.facts import FACTS
from departments.permissions import keeps_systems, only_if
from departments.values import parse_decimal
from scoring.addresses import where_entered
from scoring.editing.access import all_systems, system_by_id, with_problems
from scoring.editing.actions import RefusedEdit, change_system, create_system, start_version
from scoring.editing.differences import differences
from scoring.editing.forms import read_settings_form, shown_settings
from scoring.editing.meanings import meaning_of
from scoring.editing.tree import tree_of, with_points
from scoring.formula import FUNCTIONS
from scoring.models import IndicatorSystem
from scoring.system_store import read_system_rows
from scoring.systems import SystemSpec, read_system, write_system


@require_safe
@only_if(keeps_systems)
def systems(request: HttpRequest) -> HttpResponse:
    """All systems with their versions."""
    return render(request, "systems/systems.html", {"systems": list(all_systems())})


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(keeps_systems)
def new_system(request: HttpRequest) -> HttpResponse:
    """A new system: a copy of another under a name of its own, or an empty one."""
    typed = {name: request.POST.get(name, "").strip() for name in ("code", "name", "copied")}
    error = ""
    if request.method == "POST":
        try:
            made = create_system(_new_spec(**typed), by=the_user(request))
        except RefusedEdit as refusal:
            error = refusal.message
        else:
            messages.success(request, _("指标体系已建立。"))
            return redirect("system", made.pk)
    context = {"typed": typed, "error": error, "systems": list(all_systems())}
    return render(request, "systems/new.html", context)


def _new_spec(*, code: str, name: str, copied: str) -> SystemSpec:
    if not code.isascii() or not code.replace("-", "").isalnum() or len(code) > 40:
        raise RefusedEdit(_("代码由字母、数字和横线组成，最多 40 个字。"))
    if not name:
        raise RefusedEdit(_("请填写名称。"))
    base = IndicatorSystem.objects.filter(pk=int(copied)).first() if copied.isdecimal() else None
    if base is None:
        return SystemSpec(code=code, name=name, indicators=())
    return replace(read_system_rows(base), code=code, name=name)


@require_safe
@only_if(keeps_systems)
def system(request: HttpRequest, system_id: int) -> HttpResponse:
    """The tree of a system."""
    return _tree(request, system_by_id(system_id))


def _tree(
    request: HttpRequest, held: IndicatorSystem, *, typed: dict[str, str] | None = None, wrong: list[str] | None = None
) -> HttpResponse:
    spec, problems = with_problems(held)
    context = {
        "system": held,
        "spec": spec,
        "tree": tree_of(spec),
        "problems": problems,
        "sum": sum((row.points for row in spec.indicators), Decimal(0)),
        "can_edit": held.frozen_at is None,
        "typed": typed or {},
        "wrong": wrong or [],
        "names": {row.code: row.name for row in spec.indicators},
        "versions": IndicatorSystem.objects.filter(code=held.code).order_by("-version"),
    }
    return render(request, "systems/system.html", context)


@require_POST
@only_if(keeps_systems)
def save_points(request: HttpRequest, system_id: int) -> HttpResponse:
    """Store the points of all indicators and levels at once, as typed in the tree."""
    held = system_by_id(system_id)
    spec = read_system_rows(held)
    typed = request.POST.dict()
    wrong: list[str] = []
    points = {
        row.code: value
        for row in spec.indicators
        if (value := _points(typed.get(f"points-{row.code}", ""), row.name, wrong)) is not None
    }
    levels: dict[tuple[str, str], Decimal | None] = {}
    for one in tree_of(spec):
        for parent, name in (("", one.name), *((one.name, two.name) for two in one.parts)):
            raw = typed.get(f"level-{parent}/{name}", "")
            levels[parent, name] = _points(raw, name, wrong) if raw.strip() else None
    if not wrong:
        try:
            change_system(
                held, lambda old: with_points(old, points, levels), seen=typed.get("seen", ""), by=the_user(request)
            )
        except RefusedEdit as refusal:
            names = {row.code: row.name for row in spec.indicators}
            wrong = [f"{names.get(each.indicator, '')} {each.message}".strip() for each in refusal.problems]
            wrong = wrong or [refusal.message]
        else:
            messages.success(request, _("分值已保存。"))
            return redirect("system", held.pk)
    return _tree(request, held, typed=typed, wrong=wrong)


def _points(raw: str, name: str, wrong: list[str]) -> Decimal | None:
    parsed = parse_decimal(raw, places=2, digits=6)
    if parsed.error or parsed.value is None:
        wrong.append(_("%(name)s：%(problem)s") % {"name": name, "problem": parsed.error or _("请填写分值。")})
        return None
    points: Decimal = parsed.value
    return points


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(keeps_systems)
def settings(request: HttpRequest, system_id: int) -> HttpResponse:
    """Name, source, total, grades, caps and what becomes of what does not apply."""
    held = system_by_id(system_id)
    form = shown_settings(read_system_rows(held))
    if request.method == "POST":
        form, data = read_settings_form(request.POST.dict())
        if data is not None:

            def change(old: SystemSpec) -> SystemSpec:
                return read_system({**write_system(old), **data})

            try:
                change_system(held, change, seen=request.POST.get("seen", ""), by=the_user(request))
            except RefusedEdit as refusal:
                form.errors.append(refusal.message)
            else:
                messages.success(request, _("设置已保存。"))
                return redirect("system", held.pk)
    context = {"system": held, "form": form, "can_edit": held.frozen_at is None, "facts": FACTS.values()}
    return render(request, "systems/settings.html", context)


@require_POST
@only_if(keeps_systems)
def new_version(request: HttpRequest, system_id: int) -> HttpResponse:
    """A new version to edit, with the content of this one."""
    try:
        made = start_version(system_by_id(system_id), by=the_user(request))
    except RefusedEdit as refusal:
        messages.error(request, refusal.message)
        return redirect("system", system_id)
    told = _("第 %(version)s 版已建立，可以修改；在任务中选用后才开始使用。")
    messages.success(request, told % {"version": made.version})
    return redirect("system", made.pk)


@require_safe
@only_if(keeps_systems)
def compare_versions(request: HttpRequest, system_id: int, other_id: int) -> HttpResponse:
    """What a version changes against another one of the same system."""
    held = system_by_id(system_id)
    other = system_by_id(other_id)
    context = {"system": held, "other": other, "found": differences(read_system_rows(other), read_system_rows(held))}
    return render(request, "systems/compare.html", context)


@require_safe
@only_if(keeps_systems)
def facts(request: HttpRequest) -> HttpResponse:
    """Every fact that a formula may name: meaning, unit, and where the clerk enters it; and the functions."""
    words = request.GET.get("words", "").strip()
    rows = [
        {"fact": fact, "meaning": meaning_of(fact.code), "where": where_entered(fact.code)}
        for fact in FACTS.values()
        if words.casefold() in f"{fact.name}{fact.code}".casefold()
    ]
    context = {"rows": rows, "functions": FUNCTIONS.values(), "words": words}
    return render(request, "systems/facts.html", context)
