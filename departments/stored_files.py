"""Hands out a stored file: whole, to be saved, known again by its hash, through nginx where that stands in front."""

from collections.abc import Callable
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag


def file_response(
    request: HttpRequest,
    opened: Callable[[], "File[bytes] | IO[bytes]"],
    *,
    storage_name: str,
    name: str,
    content_type: str,
    size: int,
    sha256: str,
    cache: str = "private, no-cache",
) -> HttpResponseBase:
    """Answer with the content that `opened` opens (it may record the reading), or with 304 where it is known already.

    Never shown as a page of the portal. `opened` is not called for HEAD and 304.
    """
    etag = quote_etag(sha256)
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        headers = {
            "Content-Type": content_type,
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
        }
        response = _whole(request, opened, headers, storage_name=storage_name, name=name, size=size)
    response["ETag"] = etag
    response["Cache-Control"] = cache
    return response


def _whole(
    request: HttpRequest,
    opened: Callable[[], "File[bytes] | IO[bytes]"],
    headers: dict[str, str],
    *,
    storage_name: str,
    name: str,
    size: int,
) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(headers={**headers, "Content-Length": str(size)})
    content = opened()
    if settings.ACCEL_REDIRECT:
        content.close()
        address = settings.ACCEL_REDIRECT.rstrip("/") + "/" + quote(storage_name)
        return HttpResponse(headers={**headers, "X-Accel-Redirect": address})
    return FileResponse(content, headers=headers, as_attachment=True, filename=name)
