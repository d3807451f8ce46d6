"""Which events the auditor asks for: time, person, kind, department. What is not understood is told, never ignored."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.enums import EventKind
from departments.events import report_chain
from departments.models import Event, Report

MOST_REPORTS = 500


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class TrailFilter(forms.Form):
    """The filter above the list; every field may stay empty."""

    since = _day(_("从"))
    until = _day(_("到"))
    person = forms.CharField(label=_("操作人"), required=False, max_length=40)
    kind = forms.ChoiceField(label=_("事项"), required=False, choices=[("", _("全部")), *EventKind.choices])
    department = forms.CharField(label=_("单位名称或编码"), required=False, max_length=60)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs["class"] = "field"

    def events(self) -> QuerySet[Event]:
        """The events that pass, the newest first; none while the filter itself is wrong."""
        if not self.is_valid():
            return Event.objects.none()
        wanted = self.cleaned_data
        events = Event.objects.order_by("-at", "-pk")
        if wanted["since"]:
            events = events.filter(at__gte=_midnight(wanted["since"]))
        if wanted["until"]:
            events = events.filter(at__lt=_midnight(wanted["until"] + timedelta(days=1)))
        if wanted["person"]:
            events = events.filter(actor_name__icontains=wanted["person"])
        if wanted["kind"]:
            events = events.filter(kind=wanted["kind"])
        return events.filter(chain__in=_chains(wanted["department"])) if wanted["department"] else events


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _chains(words: str) -> list[str]:
    """The chains of the reports of departments whose name holds these words or whose code begins with them."""
    found = Report.objects.filter(Q(department__name__icontains=words) | Q(department__code__startswith=words))
    return [report_chain(pk) for pk in found.values_list("pk", flat=True)[:MOST_REPORTS]]
