"""What these pages have in common: carry out an action and tell how it went, and lists page by page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from departments.refusal import Refused

PAGE = 50


def carried_out(request: HttpRequest, action: Callable[[], Any], done: str) -> bool:
    """Run an action; its refusal or `done` is shown on the next page."""
    try:
        action()
    except Refused as refusal:
        messages.error(request, refusal.message)
        return False
    messages.success(request, done)
    return True


def stored(request: HttpRequest, form: forms.Form, action: Callable[[], Any], done: str) -> bool:
    """Run the action of a valid form; a refusal is shown in the form, which keeps what was typed."""
    if not form.is_valid():
        return False
    try:
        action()
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, done)
    return True


def listed(request: HttpRequest, rows: QuerySet[Any]) -> dict[str, Any]:
    """A page of the rows, with the other parameters of the address for the links to the next one."""
    page: Page[Model] = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}
