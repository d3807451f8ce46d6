"""Lists from Excel: the upload, what it would do row by row, the person's word, and the template to fill in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.access import the_user
from departments.attachments.size_guard import too_large_names
from departments.importing.lists.importing import KINDS, MOST_ROWS, ListKind, confirm_list, propose_list, proposed
from departments.importing.lists.outcome import Effect, Outcome
from departments.importing.proposal import find_proposal
from departments.importing.sheets.template import make_template
from departments.refusal import Refused
from departments.standing import standing_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _kind(request: HttpRequest, name: str) -> ListKind:
    """The kind of list, if this person may bring it."""
    kind = KINDS.get(name)
    if kind is None or not kind.rule(standing_of(request)):
        raise Http404
    return kind


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose a file; a readable one leads to what it would do."""
    wanted = _kind(request, kind)
    error = ""
    if request.method == "POST":
        try:
            proposal = _propose(request, wanted)
        except Refused as refusal:
            error = refusal.message
        else:
            return redirect("import_preview", kind, proposal)
    context = {"kind": wanted, "error": error, "most": MOST_ROWS}
    return render(request, "administration/import.html", context)


def _propose(request: HttpRequest, kind: ListKind) -> UUID:
    upload = request.FILES.get("file")
    if upload is None:
        too_large = too_large_names(request)
        raise Refused(
            _("“%(name)s”太大，请删去与导入无关的内容后再上传。") % {"name": too_large[0]}
            if too_large
            else _("请先选择一个 Excel 文件。")
        )
    return propose_list(kind, content=upload.read(), name=upload.name or "", by=the_user(request)).key


@require_safe
def import_preview(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """What the file would do, row by row. Nothing is stored yet."""
    wanted = _kind(request, kind)
    proposal = find_proposal(kind, key, by=the_user(request))
    if proposal is None:
        raise Http404
    outcomes = proposed(proposal)
    context = {
        "kind": wanted,
        "proposal": proposal,
        "outcomes": outcomes,
        "wrong": [each for each in outcomes if each.errors],
        "counts": _counts(outcomes),
        "ignored": proposal.payload["ignored"],
        "does_nothing": all(each.effect == Effect.SAME for each in outcomes),
    }
    return render(request, "administration/import_preview.html", context)


def _counts(outcomes: list[Outcome]) -> list[tuple[str, int]]:
    return [(str(effect.label), sum(each.effect == effect for each in outcomes)) for effect in Effect]


@require_POST
@never_cache
def confirm_import(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Carry the list out; first passwords of new accounts are shown in the answer and never again."""
    wanted = _kind(request, kind)
    if find_proposal(kind, key, by=the_user(request)) is None:
        messages.warning(request, _("这次导入已经办理过，或者已经过期，请重新上传。"))
        return redirect("import_list", kind)
    try:
        confirmed = confirm_list(wanted, key, by=the_user(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("import_list", kind)
    if confirmed.passwords:
        return render(request, "administration/first_passwords.html", {"made": confirmed.passwords})
    messages.success(request, _("已导入 %(count)s 行。") % {"count": len(confirmed.outcomes)})
    return redirect(kind)


@require_safe
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """The workbook to fill in."""
    wanted = _kind(request, kind)
    response = HttpResponse(make_template(str(wanted.title), wanted.columns), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{wanted.kind}.xlsx"'
    return response
