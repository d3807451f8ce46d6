"""The stored PDF over HTTP: whole, and where the browser has it already: python -m bench.stored_pdf.

Budget: 30 ms. Every whole answer writes its event into the trail.
"""

import asyncio
import sys
import tempfile

from bench.web.__main__ import measure_fresh
from bench.web.preparing import prepare

BUDGET_MS = 30
ONE_AFTER_ANOTHER, AT_ONCE = 1, 8


def sent_report() -> tuple[str, str, int]:
    """The demo county; the cookies of a clerk, the address of the stored PDF of a sent report, its bytes."""
    from django.core.management import call_command

    from bench.web.county import sign_in
    from departments.enums import Role
    from departments.models import User
    from evalportal.documents.making import make_documents
    from evalportal.models import DocumentKind, StoredDocument

    call_command("demo", quiet=True)
    document = StoredDocument.objects.filter(kind=DocumentKind.SUBMITTED, format="pdf").first()
    assert document is not None
    make_documents.using(priority=100).enqueue([document.pk])
    call_command("db_worker", batch=True, max_tasks=1, queue_name="*", verbosity=0, startup_delay=False)
    document.refresh_from_db()
    report = document.version.report
    clerk = User.objects.filter(memberships__department=report.department_id, memberships__role=Role.PREPARER)[0]
    return sign_in(clerk), f"/reports/{report.pk}/documents/{document.pk}/", document.size


def main() -> int:
    """Print a line for one browser and for several; the status says whether one kept the budget."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        cookie, address, size = sent_report()
        from django.db import connections

        from bench.web.client import Browser
        from bench.web.server import PORTAL, cpu_seconds, serving

        def whole(_number: int) -> tuple[str, str]:
            return "GET", address

        connections.close_all()
        medians = []
        with serving(*PORTAL) as (port, server):
            # Each process takes eight connections: so many wake them all.
            asyncio.run(measure_fresh([Browser(port, cookie, "") for _each in range(2 * AT_ONCE)], whole))
            for number in (ONE_AFTER_ANOTHER, AT_ONCE):
                browsers = [Browser(port, cookie, "") for _each in range(number)]
                before = cpu_seconds(server)
                times = asyncio.run(measure_fresh(browsers, whole))
                times.cpu = cpu_seconds(server) - before
                print(times.line(f"stored PDF of {size // 1024} KB, {number} at once"))
                medians.append(times.share(50))
    return 0 if medians[0] <= BUDGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
