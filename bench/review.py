"""The review page of a full report, in requests a second: python -m bench.review."""

import asyncio
import tempfile
import time

from bench.web.__main__ import measure_fresh
from bench.web.preparing import prepare

AT_ONCE, VIEWS, ROUNDS = 4, 10, 3


def begun_review() -> tuple[str, str]:
    """The demo county; the cookies of a reviewer who has begun, and the address of the page."""
    from django.core.management import call_command

    from bench.web.county import sign_in
    from departments.models import Report, User

    call_command("demo", quiet=True)
    # sent a second time: the page also marks what has changed
    report = Report.objects.get(department__code="204001")
    return sign_in(User.objects.get(username="jiangxiaohong")), f"/reviews/{report.pk}/"


def main() -> None:
    """Carry a report before a reviewer, then measure."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        cookie, address = begun_review()
        from django.db import connections
        from django.test import Client

        from bench.web.client import Browser
        from bench.web.server import PORTAL, cpu_seconds, serving

        client = Client(HTTP_HOST="127.0.0.1", HTTP_COOKIE=cookie)
        size = len(client.get(address).content)
        began = time.process_time()
        for _each in range(VIEWS):
            assert client.get(address).status_code == 200
        cpu = (time.process_time() - began) / VIEWS
        print(f"a view of {size // 1024} KB: {1000 * cpu:.0f} ms of CPU")
        connections.close_all()
        with serving(*PORTAL) as (port, server):
            browsers = [Browser(port, cookie, "") for _each in range(AT_ONCE)]

            def view(_number: int) -> tuple[str, str]:
                return "GET", address

            asyncio.run(measure_fresh(browsers, view))  # the processes start
            rounds = []
            for _each in range(ROUNDS):
                before = cpu_seconds(server)
                rounds.append(asyncio.run(measure_fresh(browsers, view)))
                rounds[-1].cpu = cpu_seconds(server) - before
    print(min(rounds, key=lambda times: times.share(50)).line("review page"))


if __name__ == "__main__":
    main()
