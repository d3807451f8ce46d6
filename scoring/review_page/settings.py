"""The page on which the system administrator sets how a campaign is reviewed."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from departments.access import the_user
from departments.models import Campaign
from departments.permissions import only_if, runs_campaigns
from scoring.models import Joint
from scoring.review.joint import settings_of
from scoring.review.settings import save_review_settings


class SettingsForm(forms.Form):
    """The two settings as the page asks for them."""

    hides_others = forms.BooleanField(label=gettext_lazy("完成本人评分后才能看到同一步骤其他人的评分"), required=False)
    joint = forms.ChoiceField(label=gettext_lazy("同一步骤多人评分"), choices=Joint.choices, widget=forms.RadioSelect)


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_campaigns)
def campaign_review(request: HttpRequest, campaign_id: int) -> HttpResponse:
    """Show and change them."""
    campaign = get_object_or_404(Campaign, pk=campaign_id)
    known = settings_of(campaign.pk)
    form = SettingsForm(request.POST or None, initial={"hides_others": known.hides_others, "joint": known.joint})
    if request.method == "POST" and form.is_valid():
        save_review_settings(
            campaign,
            hides_others=form.cleaned_data["hides_others"],
            joint=Joint(form.cleaned_data["joint"]),
            by=the_user(request),
        )
        messages.success(request, _("审核办法已保存。"))
        return redirect("campaign_review", campaign.pk)
    return render(request, "review/settings.html", {"campaign": campaign, "form": form})
