"""Pages for campaigns: the list, the settings, the tasks given out, reviewers, extensions."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.access import the_user
from departments.administration.answers import carried_out, listed, stored
from departments.administration.forms.campaigns import CampaignForm, ExtensionForm, ReassignForm, ReviewerForm
from departments.campaigns import (
    assign_reviewer,
    create_campaign,
    grant_extension,
    open_report,
    open_reports,
    reassign_reviewer,
    save_campaign,
    withdraw_reviewer,
)
from departments.load import with_load
from departments.models import Campaign, Department, ReviewAssignment
from departments.permissions import only_if, runs_campaigns


@require_safe
@only_if(runs_campaigns)
def campaigns(request: HttpRequest) -> HttpResponse:
    """All campaigns, the latest year first."""
    found = Campaign.objects.annotate(given=Count("reports")).order_by("-year")
    return render(request, "administration/campaigns.html", listed(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_campaigns)
def new_campaign(request: HttpRequest) -> HttpResponse:
    """A new campaign; its tasks are given out on a page of their own."""
    form = CampaignForm(request.POST or None, initial=CampaignForm.proposed())
    made: list[Campaign] = []

    def create() -> None:
        made.append(create_campaign(**form.settings(), by=the_user(request)))

    if request.method == "POST" and stored(request, form, create, _("任务已建立，接下来请指定审核人、下达任务。")):
        return redirect("campaign_reviewers", made[0].pk)
    return render(request, "administration/campaign.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_campaigns)
def campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """The settings of a campaign."""
    held = get_object_or_404(Campaign, pk=campaign_id)
    form = CampaignForm(request.POST or None, initial=CampaignForm.of(held))

    def save() -> None:
        save_campaign(held, **form.settings(), by=the_user(request))

    if request.method == "POST" and stored(request, form, save, _("任务设置已保存。")):
        return redirect("campaign", held.pk)
    return render(request, "administration/campaign.html", {"form": form, "campaign": held})


@require_safe
@only_if(runs_campaigns)
def campaign_reports(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Which departments in use have their task and which have not."""
    held = get_object_or_404(Campaign, pk=campaign_id)
    active = Department.objects.filter(is_active=True)
    context = {
        "campaign": held,
        **listed(request, active.exclude(reports__campaign=held).select_related("division")),
        "given": held.reports.count(),
    }
    return render(request, "administration/campaign_reports.html", context)


@require_POST
@only_if(runs_campaigns)
def give_tasks(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Give out the task to all departments that have none, or to the chosen ones."""
    held = get_object_or_404(Campaign, pk=campaign_id)
    if "all" in request.POST:
        given = len(open_reports(held, by=the_user(request)))
    else:
        ids = [each for each in request.POST.getlist("department") if each.isdecimal()]
        chosen = Department.objects.filter(pk__in=ids, is_active=True).exclude(reports__campaign=held)
        given = len([open_report(held, each, by=the_user(request)) for each in chosen])
    if given:
        messages.success(request, _("已向 %(count)s 个单位下达任务。") % {"count": given})
    else:
        messages.warning(request, _("没有选择单位，或者所选单位都已下达。"))
    return redirect("campaign_reports", held.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_campaigns)
def campaign_reviewers(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Who takes which step for whom."""
    held = get_object_or_404(Campaign, pk=campaign_id)
    form = ReviewerForm(request.POST or None, campaign=held)

    def assign() -> None:
        assign_reviewer(held, **form.cleaned_data, by=the_user(request))

    if request.method == "POST" and stored(request, form, assign, _("审核人已指定。")):
        return redirect("campaign_reviewers", held.pk)
    context = {"campaign": held, "form": form, "steps": _assigned(held)}
    return render(request, "administration/campaign_reviewers.html", context)


def _assigned(held: Campaign) -> list[dict[str, Any]]:
    """The steps in order with their reviewers and how much each has to do; one query."""
    found = list(
        with_load(held.assignments.select_related("user", "department", "division")).order_by("step", "user__username")
    )
    return [
        {"number": number, "name": name, "assignments": [each for each in found if each.step == number]}
        for number, name in enumerate(held.steps, start=1)
    ]


@require_POST
@only_if(runs_campaigns)
def reassign(request: HttpRequest, campaign_id: int, assignment_id: int) -> HttpResponse:
    """Let somebody else take what an assignment names."""
    assignment = _assignment(campaign_id, assignment_id)
    form = ReassignForm(request.POST)
    if form.is_valid():
        to = form.cleaned_data["user"]
        carried_out(
            request,
            lambda: reassign_reviewer(assignment, user=to, by=the_user(request)),
            _("已改由%(name)s审核，并已通知本人。") % {"name": to.name},
        )
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("campaign_reviewers", campaign_id)


def _assignment(campaign_id: int, assignment_id: int) -> ReviewAssignment:
    return get_object_or_404(
        ReviewAssignment.objects.select_related("campaign", "user", "department", "division"),
        pk=assignment_id,
        campaign=campaign_id,
    )


@require_POST
@only_if(runs_campaigns)
def withdraw_assignment(request: HttpRequest, campaign_id: int, assignment_id: int) -> HttpResponse:
    """Take a reviewer off a step."""
    assignment = _assignment(campaign_id, assignment_id)
    carried_out(request, lambda: withdraw_reviewer(assignment, by=the_user(request)), _("已取消这名审核人。"))
    return redirect("campaign_reviewers", campaign_id)


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_campaigns)
def campaign_extensions(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Which departments may send later."""
    held = get_object_or_404(Campaign, pk=campaign_id)
    form = ExtensionForm(request.POST or None)

    def grant() -> None:
        grant_extension(held, form.cleaned_data.pop("department"), **form.cleaned_data, by=the_user(request))

    if request.method == "POST" and stored(request, form, grant, _("期限已延长。")):
        return redirect("campaign_extensions", held.pk)
    extensions = held.extensions.select_related("department", "granted_by").order_by("department__code")
    context = {"campaign": held, "form": form, **listed(request, extensions)}
    return render(request, "administration/campaign_extensions.html", context)
