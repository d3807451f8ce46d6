"""The list of events and its export, for 审计管理员 alone."""

import csv
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from departments.access import the_user
from departments.enums import EventKind
from departments.events import record_event
from departments.models import Event
from departments.permissions import only_if, reads_trail
from departments.safe_cells import safe_cell
from evalportal.audit.filters import TrailFilter
from evalportal.audit.lines import Line, lines_of

PAGE = 50
AT_ONCE = 1000
HEADS = (
    gettext_lazy("时间"),
    gettext_lazy("操作人"),
    gettext_lazy("事项"),
    gettext_lazy("结果"),
    gettext_lazy("单位"),
    gettext_lazy("年度"),
    gettext_lazy("位置"),
    gettext_lazy("内容"),
    gettext_lazy("来源地址"),
    gettext_lazy("链"),
    gettext_lazy("序号"),
    "SHA-256",
)


@require_safe
@only_if(reads_trail)
def trail(request: HttpRequest) -> HttpResponse:
    """The trail, the newest first."""
    asked = TrailFilter(request.GET)
    page = Paginator(asked.events(), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"filter": asked, "page": page, "lines": lines_of(page), "query": query.urlencode()}
    return render(request, "trail/trail.html", context)


@require_POST
@only_if(reads_trail)
def export_trail(request: HttpRequest) -> HttpResponseBase:
    """The filtered events as CSV; that it was exported is itself on record."""
    asked = TrailFilter(request.GET)
    if not asked.is_valid():
        return render(request, "trail/trail.html", {"filter": asked, "lines": []}, status=400)
    with transaction.atomic():
        record_event(EventKind.DOCUMENT_EXPORTED, by=the_user(request), detail={"file": _("操作记录")})
    name = f"trail-{timezone.localdate():%Y%m%d}.csv"
    response = StreamingHttpResponse(_rows(asked), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Echo:
    """A file that gives back what is written into it, so that csv can write into a stream."""

    def write(self, text: str) -> str:
        return text


def _rows(asked: TrailFilter) -> Iterator[str]:
    # Excel reads UTF-8 only with the mark before it.
    yield "\ufeff"
    writer = csv.writer(_Echo())
    yield writer.writerow(HEADS)
    batch: list[Event] = []
    for event in asked.events().iterator(chunk_size=AT_ONCE):
        batch.append(event)
        if len(batch) == AT_ONCE:
            yield from (writer.writerow(_cells(line)) for line in lines_of(batch))
            batch = []
    yield from (writer.writerow(_cells(line)) for line in lines_of(batch))


def _cells(line: Line) -> list[str]:
    event = line.event
    return [
        safe_cell(text)
        for text in (
            f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}",
            event.actor_name,
            str(event.get_kind_display()),
            _("成功") if event.succeeded else _("失败"),
            line.whose.department if line.whose else "",
            str(line.whose.year) if line.whose else "",
            line.place,
            "；".join(line.said),
            event.address,
            event.chain,
            str(event.number),
            event.digest,
        )
    ]
