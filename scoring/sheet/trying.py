"""The address that works a what-if out: figures and answers in, scores before and after out. Nothing is stored."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from departments.access import own_report
from scoring.results import ScoreSheet
from scoring.rounding import fixed
from scoring.sheet.trial import Trial, try_out

MOST_FIGURES = 200


@require_POST
def score_try(request: HttpRequest, report_id: int) -> HttpResponse:
    """{facts: {code: text}, answers: {indicator: {cell: text}}} → totals before and after, rows that moved."""
    report = own_report(request, report_id)
    try:
        body = json.loads(request.body or "{}")
        facts, answers = _texts(body.get("facts", {})), {
            str(code): _texts(cells) for code, cells in body.get("answers", {}).items()
        }
    except (ValueError, AttributeError):
        return JsonResponse({"message": _("页面发来的内容无法识别，请刷新页面。")}, status=400)
    if len(facts) + len(answers) > MOST_FIGURES:
        return JsonResponse({"message": _("一次试算的数据太多。")}, status=413)
    return JsonResponse(_plain(try_out(report, facts=facts, answers=answers)))


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(raw) for name, raw in given.items()}


def _plain(trial: Trial) -> dict[str, Any]:
    return {
        "before": _totals(trial.before),
        "after": _totals(trial.after),
        "difference": _signed(fixed(trial.after.total - trial.before.total)),
        "rows": [
            {
                "code": row.code,
                "name": row.name,
                "before": _score(row.before),
                "after": _score(row.after),
                "difference": _signed(fixed(row.difference)),
            }
            for row in trial.moved
        ],
        "wrong": [{"key": wrong.key, "message": wrong.message} for wrong in trial.wrong],
    }


def _totals(sheet: ScoreSheet) -> dict[str, str]:
    pending = fixed(sheet.pending_points) if sheet.pending_points else ""
    return {"total": fixed(sheet.total), "ceiling": fixed(sheet.ceiling), "grade": sheet.grade, "pending": pending}


def _score(score: Any) -> str:
    return _("待评") if score is None else fixed(score)


def _signed(text: str) -> str:
    return text if text.startswith("−") or text == "0.00" else f"+{text}"
