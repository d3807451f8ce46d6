"""manage.py reap_jobs: to be run before a worker starts, and every ten minutes or so."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from evalportal.jobs import reap_jobs


class Command(BaseCommand):
    help = "Queue again the background jobs that a killed worker left behind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--worker", default="", help="the worker that is about to start: what it held, it has lost")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(
            _("重新排队%(count)s个中断的后台任务。") % {"count": reap_jobs(dead_worker=options["worker"])}
        )
