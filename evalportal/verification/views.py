"""The public page that says what a code stands for, and whether a file in hand is the one that was made then.

No sign-in, no session. A dropped file is hashed in the browser where that is possible and never leaves it; without
script it is sent here, hashed as it arrives, and not kept.
"""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from departments.attachments.size_guard import too_large_names
from evalportal.verification.codes import LENGTH, is_well_formed, normalized, printed
from evalportal.verification.finding import Verified, find_verified


@login_not_required
@require_safe
def lookup(request: HttpRequest) -> HttpResponse:
    """The form for a code; leads on to what was typed."""
    code = normalized(request.GET.get("code", ""))[: LENGTH * 2]
    if code:
        return redirect("verify_code", printed(code))
    return render(request, "verification/lookup.html", {"typed": ""})


# Nothing is changed by asking, and visitors have no session to protect.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What a code stands for; a posted file is compared with what was made then."""
    plain = normalized(code)
    found = find_verified(plain) if is_well_formed(plain) else None
    if found is None:
        wrong = (
            _("没有这个核验码的报告。请与封面上的核验码核对；核对无误的，这份文件不是从本系统取得的。")
            if is_well_formed(plain)
            else _("核验码写得不对：应为 12 位数字和大写字母，其中没有 0、O、1、I、L。请与封面上的核验码核对。")
        )
        context = {"typed": code[: LENGTH * 2], "wrong": wrong}
        return render(request, "verification/lookup.html", context, status=404)
    answer = _examined(request, found) if request.method == "POST" else {}
    return render(request, "verification/found.html", {"found": found, **answer})


def _examined(request: HttpRequest, found: Verified) -> dict[str, Any]:
    """Whether the posted file is one of those that were made."""
    file = request.FILES.get("file")
    if too_large_names(request) or (file and (file.size or 0) > settings.ATTACHMENT_MAX_BYTES):
        return {"refused": _("文件太大，不会是本系统生成的报告。")}
    if not isinstance(file, UploadedFile):
        return {"refused": _("请先选择要核验的文件。")}
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return {"sha256": digest.hexdigest(), "same": found.file_with(digest.hexdigest()), "examined": True}
