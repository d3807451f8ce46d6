"""A system out to Excel and back: the upload, what it would change, the person's word."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.access import the_user
from departments.enums import EventKind
from departments.events import record_event
from departments.importing.proposal import find_proposal, keep_proposal, take_proposal
from departments.permissions import keeps_systems, only_if
from departments.refusal import Refused
from scoring.editing.access import system_by_id
from scoring.editing.actions import change_system
from scoring.editing.differences import differences
from scoring.editing.workbook import RowError, read_system_workbook, write_workbook
from scoring.system_store import read_system_rows
from scoring.systems import SystemSpec, read_system, write_system

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KIND = "indicator_system"


@require_safe
@only_if(keeps_systems)
def export_system(request: HttpRequest, system_id: int) -> HttpResponse:
    """The indicators as a workbook."""
    held = system_by_id(system_id)
    content = write_workbook(read_system_rows(held))
    detail = {"system": f"{held.code} {held.version}", "kind": "xlsx"}
    record_event(EventKind.DOCUMENT_EXPORTED, by=the_user(request), detail=detail)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{held.code}-{held.version}.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(keeps_systems)
def import_system(request: HttpRequest, system_id: int) -> HttpResponse:
    """Choose an edited workbook; a readable one leads to what it would change, errors are listed row by row."""
    held = system_by_id(system_id)
    errors: list[RowError] = []
    upload = request.FILES.get("file")
    if request.method == "POST" and upload is None:
        errors = [RowError(0, "", _("请先选择一个 Excel 文件。"))]
    elif upload is not None:
        old = read_system_rows(held)
        try:
            new, errors = read_system_workbook(upload.read(), upload.name or "", old)
        except Refused as refusal:
            new, errors = None, [RowError(0, "", refusal.message)]
        if new is not None:
            payload = {"system": held.pk, "seen": held.digest, "spec": write_system(new)}
            kept = keep_proposal(KIND, file_name=upload.name or "", payload=payload, by=the_user(request))
            return redirect("system_import_preview", held.pk, kept.key)
    context = {"system": held, "errors": errors, "can_edit": held.frozen_at is None}
    return render(request, "systems/import.html", context)


@require_safe
@only_if(keeps_systems)
def preview_import(request: HttpRequest, system_id: int, key: UUID) -> HttpResponse:
    """What the workbook would change. Nothing is stored yet."""
    held = system_by_id(system_id)
    proposal = find_proposal(KIND, key, by=the_user(request))
    if proposal is None or proposal.payload["system"] != held.pk:
        raise Http404
    found = differences(read_system_rows(held), read_system(proposal.payload["spec"]))
    return render(request, "systems/import_preview.html", {"system": held, "proposal": proposal, "found": found})


@require_POST
@only_if(keeps_systems)
def confirm_import(request: HttpRequest, system_id: int, key: UUID) -> HttpResponse:
    """Store the system as the workbook has it."""
    held = system_by_id(system_id)
    proposal = find_proposal(KIND, key, by=the_user(request))
    if proposal is None or proposal.payload["system"] != held.pk:
        messages.warning(request, _("这次导入已经办理过，或者已经过期，请重新上传。"))
        return redirect("system_import", held.pk)
    payload = proposal.payload
    wanted = read_system(payload["spec"])

    def change(old: SystemSpec) -> SystemSpec:
        return replace(old, indicators=wanted.indicators, levels=wanted.levels)

    try:
        with transaction.atomic():
            take_proposal(proposal)
            change_system(held, change, seen=payload["seen"], by=the_user(request))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("system_import", held.pk)
    messages.success(request, _("已按表格更新指标体系。"))
    return redirect("system", held.pk)
