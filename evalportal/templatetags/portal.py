"""Template tags for the pieces that pages share: icons, seals, figures. Layout itself stays in the templates."""

from functools import cache, lru_cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from departments.enums import ReportState
from departments.values import show_amount
from scoring.workflow.labels import Side, state_label

register = template.Library()

LOUD_STATES = frozenset({ReportState.RETURNED})
QUIET_STATES = frozenset({ReportState.IN_REVIEW, ReportState.APPROVED, ReportState.PUBLISHED})


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of `static/img/icons.svg`; without a label it is decoration and hidden from screen readers."""
    return _icon(name, str(label))


@lru_cache(maxsize=500)
def _icon(name: str, label: str) -> SafeString:
    """Some pages hold a hundred of them, and only a few kinds."""
    href = f"{static('img/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="i" viewBox="0 0 16 16" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href
        )
    return format_html('<svg class="i" viewBox="0 0 16 16" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.simple_tag
def seal(state: str, size: str = "", side: str = "") -> SafeString:
    """The state of a report: 朱砂 seal when it was sent back, accent while or after review, plain words otherwise.

    `side`: what the unit, its reviewers or the bureau call it; without one, what everybody does.
    """
    label = state_label(state, Side(side)) if side else ReportState(state).label
    if state in LOUD_STATES:
        return format_html('<span class="seal{}">{}</span>', " big" if size == "big" else "", label)
    if state in QUIET_STATES:
        return format_html('<span class="seal quiet{}">{}</span>', " big" if size == "big" else "", label)
    return format_html('<span class="tag">{}</span>', label)


@register.simple_tag
def drawn_once(template_name: str) -> SafeString:
    """A piece that says the same on every page and in every row, such as the buttons of a row."""
    return _drawn(template_name, get_language())


@cache
def _drawn(template_name: str, _language: str | None) -> SafeString:
    return render_to_string(template_name)


register.filter("amount", show_amount)
