"""manage.py anchor_trail: to be run once a day, after office hours."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from departments.trail import anchor_day


class Command(BaseCommand):
    help = "Anchor the trail of the day, so that its end cannot be cut off unseen; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            anchor = anchor_day()
        except ValueError as error:
            raise CommandError(_("不能建立锚点，请检查系统时间（%(error)s）。") % {"error": error}) from error
        said = {"day": anchor.day, "chains": len(anchor.heads), "digest": anchor.digest}
        self.stdout.write(_("%(day)s的锚点，%(chains)s条链：%(digest)s") % said)
