"""The addresses of files: attach, remove, bring back, download. JSON for scripts, a redirect for plain forms."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments.access import the_user, visible_report
from departments.accounts.middleware import wants_json
from departments.attachments.actions import accept_file, read_file, remove_file, restore_file, too_large
from departments.attachments.kinds import KINDS
from departments.attachments.listing import list_files
from departments.attachments.refusal import FileRefused, FileTooLarge
from departments.attachments.size_guard import too_large_names
from departments.attachments.storage import storage_name
from departments.drafts import Locked
from departments.models import Attachment, Report, User
from departments.refusal import Refused
from departments.stored_files import file_response

logger = logging.getLogger(__name__)


@require_POST
def upload(request: HttpRequest, report_id: int) -> HttpResponseBase:
    """Attach the files of the field `file` at `place`. A plain form may send several, of which some may be refused."""
    report = _editable_report(request, report_id)
    place = request.POST.get("place", "")
    refusals: list[Refused] = [too_large(name, None) for name in too_large_names(request)]
    taken: list[Attachment] = []
    for each in request.FILES.getlist("file"):
        try:
            taken.append(accept_file(report, place=place, upload=each, by=the_user(request)))
        except Refused as refusal:
            refusals.append(refusal)
    if not refusals and not taken:
        refusals.append(FileRefused(_("请先选择要上传的文件。")))
    said = _("已上传“%(names)s”。") % {"names": "”“".join(each.name for each in taken)} if taken else ""
    return _answer(request, report, taken[0].place if taken else place, said=said, refusals=refusals)


@require_POST
def remove(request: HttpRequest, report_id: int, key: UUID) -> HttpResponseBase:
    """Take a file off; the answer offers to bring it back."""
    return _change(request, report_id, key, remove_file, _("已移除“%(name)s”。"))


@require_POST
def restore(request: HttpRequest, report_id: int, key: UUID) -> HttpResponseBase:
    """Bring a removed file back."""
    return _change(request, report_id, key, restore_file, _("已恢复“%(name)s”。"))


@require_safe
def download(request: HttpRequest, report_id: int, key: UUID) -> HttpResponseBase:
    """Hand out a file, always as one to be saved: nothing that was uploaded is ever shown as a page of the portal."""
    report = visible_report(request, report_id)
    attachment = get_object_or_404(Attachment, report=report, key=key, removed_at=None)
    attachment.report = report
    try:
        return file_response(
            request,
            lambda: read_file(attachment, by=the_user(request)),
            storage_name=storage_name(attachment.key),
            name=attachment.name,
            content_type=KINDS[attachment.kind].content_type,
            size=attachment.size,
            sha256=attachment.sha256,
        )
    except FileNotFoundError:
        logger.exception("the content of attachment %s is not in the storage", attachment.key)
        raise Http404 from None


def _editable_report(request: HttpRequest, report_id: int) -> Report:
    reports = Report.objects.editable_by(the_user(request)).select_related("campaign", "department")
    return get_object_or_404(reports, pk=report_id)


def _change(
    request: HttpRequest, report_id: int, key: UUID, act: Callable[..., Attachment], said: str
) -> HttpResponseBase:
    report = _editable_report(request, report_id)
    attachment = get_object_or_404(Attachment, report=report, key=key)
    by: User = the_user(request)
    try:
        act(report, key, by=by)
    except Refused as refusal:
        return _answer(request, report, attachment.place, refusals=[refusal])
    removed = attachment if act is remove_file else None
    return _answer(request, report, attachment.place, said=said % {"name": attachment.name}, removed=removed)


def _answer(
    request: HttpRequest,
    report: Report,
    place: str,
    *,
    said: str = "",
    refusals: list[Refused] | None = None,
    removed: Attachment | None = None,
) -> HttpResponseBase:
    """To a script the list as it now stands, or why not; to a plain form its page again, with messages."""
    wrong = [refusal.message for refusal in refusals or []]
    if not wants_json(request):
        if said:
            messages.success(request, said)
        for message in wrong:
            messages.error(request, message)
        return HttpResponseRedirect(_way_back(request))
    if refusals:
        return JsonResponse({"message": "".join(wrong)}, status=_status(refusals[0]))
    files = list_files(report, [place], can_change=True)[place]
    shown: dict[str, Any] = {"files": files, "removed": removed, "back": _way_back(request)}
    return JsonResponse({"message": said, "html": render_to_string("components/attachments.html", shown, request)})


def _status(refusal: Refused) -> int:
    """As autosave answers: 413 too large, 423 locked, 404 not there; 422 for a file that is not taken."""
    if isinstance(refusal, FileTooLarge):
        return 413
    if isinstance(refusal, Locked):
        return 423
    return 422 if isinstance(refusal, FileRefused) else 404


def _way_back(request: HttpRequest) -> str:
    """Where the form stood, if that is a page of ours."""
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return address
    return "/"
