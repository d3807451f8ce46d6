"""The JSON addresses behind autosave. Each answers with a status of the table in docs/autosave.md and never redirects."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from departments import places
from departments.access import signed_in_json, the_user
from departments.drafts import (
    Clash,
    Conflict,
    DraftRefused,
    Locked,
    RowEdit,
    Saved,
    TooLarge,
    add_block,
    add_row,
    declare_empty,
    move_row,
    remove_block,
    remove_row,
    restore_row,
    save_block,
    save_rows,
)
from departments.drafts.rows import cell_shown
from departments.models import DraftRow, User
from departments.standard import MissingFigures, make_paragraph
from departments.tables import TABLES

Body = dict[str, Any]
Saver = Callable[[User, int, Body], JsonResponse]


# What the page does with each is in docs/autosave.md; anything else that is refused is not there for this person: 404.
STATUSES: dict[type[DraftRefused], int] = {Locked: 423, TooLarge: 413, MissingFigures: 400}


class BadBody(ValueError):
    """The page sent something that is no save."""


def _body(request: HttpRequest) -> Body:
    try:
        body = json.loads(request.body)
    except ValueError as error:
        raise BadBody from error
    if not isinstance(body, dict):
        raise BadBody
    return body


def _text(body: Body, name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str):
        raise BadBody
    return value


def _number(body: Body, name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadBody
    return value


def _refusal(refused: DraftRefused) -> JsonResponse:
    return JsonResponse({"message": refused.message}, status=STATUSES.get(type(refused), 404))


def _clash(clash: Clash) -> Body:
    return {
        "row": clash.row,
        "version": clash.version,
        "by": clash.by,
        "at": clash.at.isoformat() if clash.at else "",
        "theirs": clash.theirs,
    }


def _saver(save: Saver) -> Callable[..., HttpResponse]:
    """A view around one kind of save: reads the body, carries it out, puts refusals into their status."""

    @require_POST
    @signed_in_json
    @wraps(save)
    def view(request: HttpRequest, report_id: int) -> HttpResponse:
        try:
            return save(the_user(request), report_id, _body(request))
        except Conflict as conflict:
            clashes = [_clash(clash) for clash in conflict.clashes]
            return JsonResponse({"message": conflict.message, "conflicts": clashes}, status=409)
        except DraftRefused as refused:
            return _refusal(refused)
        except (BadBody, ValueError, TypeError, KeyError):
            return JsonResponse({"message": _("页面发来的内容无法识别，请刷新页面。")}, status=400)

    return view


def _answer(saved: Saved, **parts: Any) -> JsonResponse:
    errors = [
        {"row": error.row, "cell": error.cell, "message": error.message, "suggestion": error.suggestion}
        for error in saved.errors
    ]
    body = {"saved_at": saved.at.isoformat(), "closed": saved.closed, "errors": errors, **parts}
    if saved.amounts:
        body["derived"] = saved.amounts
    return JsonResponse(body, status=422 if errors else 200)


def _row(table: str, row: DraftRow, cells: list[str] | None = None) -> Body:
    spec = TABLES[table]
    shown = {cell: cell_shown(row, cell, spec) for cell in (spec.cells if cells is None else cells)}
    return {"version": row.version, "cells": {cell: {"shown": text} for cell, text in shown.items()}}


def _save(user: User, report_id: int, body: Body) -> JsonResponse:
    place = places.parse(_text(body, "place"))
    if place.kind == "block":
        saved = save_block(
            report_id, int(place.name), text=_text(body, "text"), version=_number(body, "version"), by=user
        )
        return _answer(saved, version=saved.block.version if saved.block else 0)
    if place.kind != "table" or not isinstance(body.get("rows"), list):
        raise BadBody
    edits = [
        RowEdit(_text(row, "row"), _number(row, "version"), {str(cell): str(raw) for cell, raw in row["cells"].items()})
        for row in body["rows"]
    ]
    saved = save_rows(report_id, place.section, place.name, edits, by=user)
    rows = {edit.row: _row(place.name, saved.rows[edit.row], list(edit.cells)) for edit in edits}
    return _answer(saved, rows=rows)


def _add_row(user: User, report_id: int, body: Body) -> JsonResponse:
    place = places.parse(_text(body, "place"))
    after = body.get("after")
    start = {str(cell): str(raw) for cell, raw in dict(body.get("cells") or {}).items()}
    saved = add_row(report_id, place.section, place.name, after=int(after) if after else None, start=start, by=user)
    [(key, row)] = saved.rows.items()
    return _answer(saved, row=key, **_row(place.name, row))


def _on_row(body: Body) -> tuple[str, str, int]:
    place = places.parse(_text(body, "place"))
    return place.section, place.name, int(place.row)


def _remove_row(user: User, report_id: int, body: Body) -> JsonResponse:
    section, table, row_id = _on_row(body)
    return _answer(remove_row(report_id, section, table, row_id, version=_number(body, "version"), by=user))


def _restore_row(user: User, report_id: int, body: Body) -> JsonResponse:
    section, table, row_id = _on_row(body)
    saved = restore_row(report_id, section, table, row_id, by=user)
    return _answer(saved, row=str(row_id), **_row(table, saved.rows[str(row_id)]))


def _move_row(user: User, report_id: int, body: Body) -> JsonResponse:
    section, table, row_id = _on_row(body)
    return _answer(move_row(report_id, section, table, row_id, step=1 if _number(body, "step") > 0 else -1, by=user))


def _add_block(user: User, report_id: int, body: Body) -> JsonResponse:
    section, topic, recipe = _text(body, "section"), _text(body, "topic"), _text(body, "recipe")
    after = body.get("after")
    text, figures = _text(body, "text"), {}
    if recipe:
        paragraph = make_paragraph(report_id, recipe, by=user)
        text, figures = paragraph.text, paragraph.figures
    saved = add_block(
        report_id,
        section=section,
        topic=topic,
        after=int(after) if after else None,
        text=text,
        recipe=recipe,
        figures=figures,
        by=user,
    )
    assert saved.block is not None
    return _answer(
        saved, block=saved.block.pk, version=saved.block.version, text=saved.block.text, kind=saved.block.kind
    )


def _remove_block(user: User, report_id: int, body: Body) -> JsonResponse:
    place = places.parse(_text(body, "place"))
    return _answer(remove_block(report_id, int(place.name), version=_number(body, "version"), by=user))


def _renew_block(user: User, report_id: int, body: Body) -> JsonResponse:
    place = places.parse(_text(body, "place"))
    paragraph = make_paragraph(report_id, _text(body, "recipe"), by=user)
    saved = save_block(
        report_id,
        int(place.name),
        text=_text(body, "text"),
        version=_number(body, "version"),
        figures=paragraph.figures,
        by=user,
    )
    assert saved.block is not None
    return _answer(saved, version=saved.block.version, text=saved.block.text)


def _declare_empty(user: User, report_id: int, body: Body) -> JsonResponse:
    place = places.parse(_text(body, "place"))
    name = place.name if place.kind == "table" else place.section
    return _answer(declare_empty(report_id, place.section, name, is_empty=bool(body.get("is_empty")), by=user))


save = _saver(_save)
new_row = _saver(_add_row)
delete_row = _saver(_remove_row)
undelete_row = _saver(_restore_row)
shift_row = _saver(_move_row)
new_block = _saver(_add_block)
delete_block = _saver(_remove_block)
renew = _saver(_renew_block)
empty = _saver(_declare_empty)
