"""Points in time as people here say them: 今天 14:02, 5月6日 09:40, 2022年5月6日 09:40."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def moment(value: datetime | None) -> str:
    """A point in time to the minute; the year only where it is another one. Nothing known is a dash."""
    if value is None:
        return "—"
    at, today = timezone.localtime(value), timezone.localdate()
    clock = date_format(at, "H:i")
    if at.date() == today:
        return _("今天 %(clock)s") % {"clock": clock}
    day = date_format(at, "n月j日" if at.year == today.year else "Y年n月j日")
    return f"{day} {clock}"


@register.filter
def deadline(value: datetime) -> str:
    """A closing time in full, with the day of the week: 2024年5月30日（星期四）17:30."""
    return date_format(timezone.localtime(value), "Y年n月j日（l）H:i")
