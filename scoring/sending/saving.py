"""Autosave of explanations and answers, in the statuses of every save."""

from django.http import JsonResponse

from departments.models import User
from departments.wizard.answers import BadBody, Body, number_in, saver, text_in
from scoring.explaining import answer_comment, explain_finding


@saver
def save(user: User, report_id: int, body: Body) -> JsonResponse:
    """{place: check/finding/<key>, version, text} or {place: <section>/answer/<comment>, version, text}."""
    match text_in(body, "place").split("/"):
        case ["check", "finding", key] if len(key) == 64 and key.isalnum():
            stored = explain_finding(
                report_id, key, text=text_in(body, "text"), version=number_in(body, "version"), by=user
            )
        case [_section, "answer", comment] if comment.isdecimal():
            stored = answer_comment(
                report_id, int(comment), text=text_in(body, "text"), version=number_in(body, "version"), by=user
            )
        case _:
            raise BadBody
    return JsonResponse(
        {"version": stored.version, "saved_at": stored.at.isoformat(), "closed": stored.closed, "errors": []}
    )
