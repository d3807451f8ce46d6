"""manage.py sweep_files: to be run now and then, for example with the daily backup."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from departments.attachments.storage import sweep_orphans
from evalportal.documents.storage import sweep


class Command(BaseCommand):
    help = "Delete content of files that nothing refers to, left behind when a process died while storing it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("清理了%(count)s个无主文件。") % {"count": sweep_orphans() + sweep()})
