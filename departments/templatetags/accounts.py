"""What the frame of every page needs to know of the session."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def idle_watch() -> SafeString:
    """The element from which static/js/idle.js reads how long a session lives and whom to ask."""
    return format_html(
        '<div hidden data-idle-seconds="{}" data-state-url="{}" data-keep-url="{}" data-sign-in-url="{}"></div>',
        settings.IDLE_MINUTES * 60,
        reverse("session_state"),
        reverse("session_keep"),
        reverse("sign_in"),
    )
