"""The assessment of a year's self-evaluations for 绩效股, and its weights."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments.access import the_user
from departments.models import Campaign
from departments.permissions import leads_reviews, only_if
from departments.refusal import Refused
from scoring.models import QualityWeights
from scoring.quality import HEADINGS, assess_campaign, set_weights, weights_of


@require_safe
@only_if(leads_reviews)
def quality(request: HttpRequest, year: int) -> HttpResponse:
    """All settled units with their points a heading and how they come about."""
    campaign = get_object_or_404(Campaign, year=year)
    weights = weights_of(campaign)
    fields = [(name, QualityWeights._meta.get_field(name).verbose_name, getattr(weights, name)) for name in HEADINGS]  # type: ignore[union-attr]
    context = {"campaign": campaign, "found": assess_campaign(campaign), "fields": fields}
    return render(request, "quality/page.html", context)


@require_POST
@only_if(leads_reviews)
def weigh(request: HttpRequest, year: int) -> HttpResponse:
    """Change the weights."""
    campaign = get_object_or_404(Campaign, year=year)
    typed = {name: request.POST.get(name, "").strip() for name in HEADINGS}
    try:
        if not all(text.isdecimal() and len(text) <= 3 for text in typed.values()):
            messages.error(request, _("各项分值请填 0 到 100 的整数。"))
        else:
            set_weights(campaign, points={name: int(text) for name, text in typed.items()}, by=the_user(request))
            messages.success(request, _("分值已保存，考核结果已按新的分值计算。"))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("quality", year)
