"""The public pages and files: no sign-in, no session, kept by caches for some minutes and answered by ETag."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from departments.stored_files import file_response
from evalportal.documents.storage import open_content, storage_name
from evalportal.publication.open_data import report_csv, report_json, year_csv, year_json
from evalportal.publication.published import (
    PublicReport,
    PublicUnit,
    find_public,
    public_units,
    public_years,
    report_tag,
    state_tag,
)
from evalportal.publication.stored import NotMade, public_pdf

View = Callable[..., HttpResponseBase]
MINUTES = 5
CSV = "text/csv; charset=utf-8"


def _tag(_request: HttpRequest, year: int = 0, code: str = "", kind: str = "") -> str | None:
    tag = report_tag(year, code) if code else state_tag()
    return f'"{tag}"' if tag else None


def public(view: View) -> View:
    """A page for everybody."""
    answer = condition(etag_func=_tag)(cache_control(public=True, max_age=60 * MINUTES)(require_safe(view)))

    @wraps(view)
    def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return answer(request, *args, **kwargs)

    opened: View = login_not_required(open_to_all)
    return opened


@public
def years(request: HttpRequest) -> HttpResponse:
    """All years in which something was published."""
    return render(request, "public/years.html", {"years": public_years()})


@public
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The units of a year."""
    return render(request, "public/year.html", {"year": year, "units": _units(year)})


@public
def year_data(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The scores of a year as open data."""
    units = _units(year)
    if kind == "json":
        return JsonResponse(year_json(year, units), json_dumps_params={"ensure_ascii": False})
    return _file(year_csv(units).encode(), CSV, f"{year}年度部门整体支出绩效自评得分.csv")


@public
def unit(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """One report: what came out of it, its score sheet, its files."""
    found = _found(year, code)
    return render(request, "public/unit.html", {"year": year, "found": found, "total": found.decision})


@public
def unit_data(request: HttpRequest, year: int, code: str, kind: str) -> HttpResponse:
    """One report's scores as open data."""
    found = _found(year, code)
    if kind == "json":
        return JsonResponse(report_json(found), json_dumps_params={"ensure_ascii": False})
    return _file(report_csv(found).encode(), CSV, f"{found.report.department.name}{year}年度评分表.csv")


@login_not_required
@require_safe
def unit_pdf(request: HttpRequest, year: int, code: str) -> HttpResponseBase:
    """The report as PDF, without contact data; known again by the hash of the file."""
    found = _found(year, code)
    try:
        document = public_pdf(found.decision)
    except NotMade as wait:
        context = {"year": year, "found": found, "wait": wait.message}
        answer = render(request, "public/wait.html", context, status=503)
        answer["Retry-After"] = "60"
        return answer
    return file_response(
        request,
        lambda: open_content(document),
        storage_name=storage_name(document.key),
        name=f"{found.report.department.name}{year}年度部门整体支出绩效自评报告.pdf",
        content_type="application/pdf",
        size=document.size,
        sha256=document.sha256,
        cache=f"public, max-age={60 * MINUTES}",
    )


def _units(year: int) -> list[PublicUnit]:
    units = public_units(year)
    if not units:
        raise Http404
    return units


def _found(year: int, code: str) -> PublicReport:
    found = find_public(year, code)
    if found is None:
        raise Http404
    return found


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})
