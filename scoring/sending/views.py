"""The panel beside a section, the page 检查与报送, and the steps that the unit takes from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from departments.access import own_report, the_user
from departments.attachments.actions import too_large
from departments.attachments.size_guard import too_large_names
from departments.enums import EDITABLE_STATES, ReportState
from departments.models import Report, User
from departments.refusal import Refused
from departments.wizard.rail import page_above
from scoring.preflight import run_preflight
from scoring.sending.jumps import lack_groups, point_views
from scoring.sending.panel import WIDTH, panel_of
from scoring.sending.rail import rail_steps
from scoring.submission import ask_for_signature, hand_back_report, recall_report, send_report, sign_report
from scoring.workflow.history import last_move, last_return
from scoring.workflow.labels import Side, state_label
from scoring.workflow.moving import stamp
from scoring.workflow.standing import possible_actions, standing
from scoring.workflow.transitions import Action

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What the unit can do from this page, and what is said afterwards.
STEPS: dict[Action, tuple[Callable[..., Report], StrOrPromise]] = {
    Action.ASK_FOR_SIGNATURE: (ask_for_signature, gettext_lazy("已提请单位负责人签审。")),
    Action.SEND: (send_report, gettext_lazy("报告已报送。")),
    Action.SIGN_AND_SEND: (sign_report, gettext_lazy("已签审，报告已报送。")),
    Action.HAND_BACK: (hand_back_report, gettext_lazy("已退回填报人。")),
    Action.RECALL: (recall_report, gettext_lazy("报告已撤回，可以继续修改。")),
}


@require_safe
def panel(request: HttpRequest, report_id: int, key: str = "") -> HttpResponse:
    """The fragment beside a section: rail, score and findings; without a key the score of the whole report."""
    report = own_report(request, report_id)
    if key and report.outline.section(key) is None:
        raise Http404
    preflight = run_preflight(report)
    context = {"report": report, "panel": panel_of(preflight, key), "width": WIDTH, "is_whole": not key}
    if key:
        context["steps"] = rail_steps(preflight, current=key)
    return render(request, "check/panel.html", context)


@require_safe
def check(request: HttpRequest, report_id: int) -> HttpResponse:
    """检查与报送: what is in the way, what must be explained, and the one next step."""
    report = own_report(request, report_id)
    preflight = run_preflight(report)
    content = preflight.content
    actions = possible_actions(report, standing(report, the_user(request)))
    return render(
        request,
        "check/page.html",
        {
            "report": report,
            "steps": rail_steps(preflight, current="check"),
            "preflight": preflight,
            "sheet": preflight.sheet,
            "groups": lack_groups(content, preflight.lacks),
            "errors": point_views(content, preflight.errors),
            "warnings": point_views(content, preflight.warnings),
            "hints": point_views(content, preflight.hints),
            "actions": {action.value: True for action in actions if action in STEPS},
            "state": state_label(report.state, Side.UNIT),
            "is_with_unit": report.state in EDITABLE_STATES | {ReportState.SIGNING},
            "saves": report.fills and report.state in EDITABLE_STATES,
            "stamp": stamp(report),
            "move": last_move(report),
            "returned": last_return(report) if report.state == ReportState.RETURNED else None,
            "closes_at": report.closes_at(),
            "is_closed": timezone.now() > report.closes_at(),
            "report_url": page_above("report", report) or reverse("home"),
            "preview_url": page_above("preview", report),
            "print_url": page_above("report_pdf", report),
        },
    )


@require_POST
def take_step(request: HttpRequest, report_id: int, action: str) -> HttpResponse:
    """One step, from its button; what stands in the way is said on the page."""
    report = own_report(request, report_id)
    if action not in STEPS:
        raise Http404
    step = Action(action)
    work, said = STEPS[step]
    named = _named(request, step)
    user = the_user(request)
    if names := too_large_names(request):
        messages.error(request, too_large(names[0], None).message)
        return redirect("check", report.pk)
    if step is Action.SIGN_AND_SEND and not _is_password_of(request, user):
        messages.error(request, _("密码不正确，没有签审。"))
        return redirect("check", report.pk)
    try:
        work(report.pk, by=user, seen=request.POST.get("seen", ""), **named)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("check", report.pk)
    messages.success(request, said)
    return redirect(page_above("report", report) or "home")


def _named(request: HttpRequest, step: Action) -> dict[str, Any]:
    """What a step wants beside the report: the reason of a hand-back, the stamped copy of a signature."""
    if step is Action.HAND_BACK:
        return {"reason": request.POST.get("reason", "")}
    if step is Action.SIGN_AND_SEND:
        return {"stamped": request.FILES.get("stamped"), "unstamped": request.POST.get("unstamped", "")}
    return {}


def _is_password_of(request: HttpRequest, user: User) -> bool:
    """Asked through the sign-in's own back-ends, so that guesses count towards the lockout."""
    who = authenticate(request, username=user.username, password=request.POST.get("password", ""))
    return who is not None and who.pk == user.pk
