"""Autosave of the review page: scores and reasons, comments being written, the opinion."""

from django.http import JsonResponse

from departments.drafts import RowEdit
from departments.models import User
from departments.wizard.answers import BadBody, Body, number_in, saver, text_in
from scoring.review import save_opinion, save_scores, write_comment
from scoring.review.scoring_rows import score_shown
from scoring.saved_text import SavedText

SCORES, OPINION, COMMENT = "review/score", "review/opinion", "review/comment/"


@saver
def save(user: User, report_id: int, body: Body) -> JsonResponse:
    """{place: review/score, rows: [{row, version, cells}]}, or {place, version, text} for a comment or the opinion."""
    place = text_in(body, "place")
    if place == SCORES:
        return _save_scores(user, report_id, body)
    text, version = text_in(body, "text"), number_in(body, "version")
    if place == OPINION:
        return _answer(save_opinion(report_id, text=text, version=version, by=user))
    if place.startswith(COMMENT):
        at = place.removeprefix(COMMENT)
        return _answer(write_comment(report_id, place=at, text=text, version=version, by=user))
    raise BadBody


def _answer(stored: SavedText) -> JsonResponse:
    return JsonResponse({"version": stored.version, "saved_at": stored.at.isoformat(), "closed": False, "errors": []})


def _save_scores(user: User, report_id: int, body: Body) -> JsonResponse:
    if not isinstance(body.get("rows"), list):
        raise BadBody
    edits = [
        RowEdit(
            text_in(row, "row"), number_in(row, "version"), {str(cell): str(raw) for cell, raw in row["cells"].items()}
        )
        for row in body["rows"]
    ]
    stored = save_scores(report_id, edits, by=user)
    rows = {
        edit.row: {
            "version": stored.rows[edit.row].version,
            "cells": {cell: {"shown": score_shown(stored.rows[edit.row], cell)} for cell in edit.cells},
        }
        for edit in edits
    }
    errors = [
        {"row": error.row, "cell": error.cell, "message": error.message, "suggestion": error.suggestion}
        for error in stored.errors
    ]
    answer = {"saved_at": stored.at.isoformat(), "closed": False, "rows": rows, "errors": errors}
    return JsonResponse(answer, status=422 if errors else 200)
