"""manage.py sweep_files: to be run now and then, for example with the daily backup."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from departments.attachments.storage import sweep_orphans
from evalportal.documents.storage import sweep
from evalportal.exports.storage import sweep_exports


class Command(BaseCommand):
    help = "Delete exports that are too old, and content of files that nothing refers to."

    def handle(self, *args: Any, **options: Any) -> None:
        swept = sweep_orphans() + sweep() + sweep_exports()
        self.stdout.write(_("清理了%(count)s个无主文件。") % {"count": swept})
