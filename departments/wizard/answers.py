"""Reading what the page posts and answering in the statuses of the autosave protocol; nothing here ever redirects."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from departments.access import the_user
from departments.drafts import Clash, Conflict, DraftRefused, Locked, RowsGone, Saved, TooLarge
from departments.drafts.rows import cell_shown
from departments.models import DraftRow, User
from departments.standard import MissingFigures
from departments.tables import TABLES

Body = dict[str, Any]

# Whatever else is refused is not there for this person: 404.
STATUSES: dict[type[DraftRefused], int] = {Locked: 423, TooLarge: 413, MissingFigures: 400}


class BadBody(ValueError):
    """The page sent something that is no save."""


def _body(request: HttpRequest) -> Body:
    try:
        body = json.loads(request.body or "{}")
    except ValueError as error:
        raise BadBody from error
    if not isinstance(body, dict):
        raise BadBody
    return body


def text_in(body: Body, name: str) -> str:
    """A string of the body, empty when it is not there."""
    value = body.get(name, "")
    if not isinstance(value, str):
        raise BadBody
    return value


def number_in(body: Body, name: str) -> int:
    """A whole number of the body."""
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadBody
    return value


def row_in(body: Body, name: str) -> int | None:
    """A row or block id of the body, None when nothing is named."""
    value = body.get(name)
    if value in (None, ""):
        return None
    if not str(value).isdecimal():
        raise BadBody
    return int(value)


def _clash(clash: Clash) -> Body:
    """A conflict as the page wants it: the other text for a block, the other cells for a row."""
    return {
        "row": clash.row,
        "version": clash.version,
        "by": clash.by,
        "at": clash.at.isoformat() if clash.at else "",
        "theirs": clash.theirs if clash.row else clash.theirs["text"],
    }


def saver(save: Callable[..., JsonResponse]) -> Callable[..., HttpResponse]:
    """A view around one kind of save: reads the body, carries it out, puts refusals into their status."""

    @require_POST
    @wraps(save)
    def view(request: HttpRequest, report_id: int, **named: Any) -> HttpResponse:
        user: User = the_user(request)
        try:
            return save(user, report_id, _body(request), **named)
        except Conflict as conflict:
            clashes = [_clash(clash) for clash in conflict.clashes]
            return JsonResponse({"message": conflict.message, "conflicts": clashes}, status=409)
        except RowsGone as refused:
            return JsonResponse({"message": refused.message, "gone": refused.rows}, status=404)
        except DraftRefused as refused:
            return JsonResponse({"message": refused.message}, status=STATUSES.get(type(refused), 404))
        except RequestDataTooBig:
            return JsonResponse({"message": _("一次提交的内容过大，请分几次填写。")}, status=413)
        except (BadBody, ValueError, TypeError, KeyError, AttributeError):
            return JsonResponse({"message": _("页面发来的内容无法识别，请刷新页面。")}, status=400)

    return view


def answer(saved: Saved, **parts: Any) -> JsonResponse:
    """200, or 422 when a cell was stored as typed but is no valid value."""
    errors = [
        {"row": error.row, "cell": error.cell, "message": error.message, "suggestion": error.suggestion}
        for error in saved.errors
    ]
    body = {"saved_at": saved.at.isoformat(), "closed": saved.closed, "errors": errors, **parts}
    if saved.gone:
        body["gone"] = saved.gone
    if saved.amounts:
        body["derived"] = _by_row(saved.amounts)
    return JsonResponse(body, status=422 if errors else 200)


def _by_row(amounts: dict[str, str | None]) -> dict[str, dict[str, str | None]]:
    """`line.column` → value as {line: {column: value}}; facts without a column stand under their own name."""
    rows: dict[str, dict[str, str | None]] = {}
    for code, value in amounts.items():
        line, _dot, column = code.partition(".")
        rows.setdefault(line, {})[column or line] = value
    return rows


def row_answer(table: str, row: DraftRow, cells: list[str] | None = None) -> Body:
    """A stored row: its version and its cells as shown."""
    spec = TABLES[table]
    names = spec.cells if cells is None else cells
    return {"version": row.version, "cells": {cell: {"shown": cell_shown(row, cell, spec)} for cell in names}}
