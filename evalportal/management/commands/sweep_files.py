"""manage.py sweep_files: to be run now and then, for example with the daily backup."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from departments.attachments.storage import sweep_orphans


class Command(BaseCommand):
    help = "Delete uploaded content that no report refers to, left behind when a process died while taking it in."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("清理了%(count)s个无主文件。") % {"count": sweep_orphans()})
