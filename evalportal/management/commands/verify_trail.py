"""manage.py verify_trail: the chain of events is whole, or where it breaks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from departments.models import Anchor, Event
from departments.trail import find_breaks


class Command(BaseCommand):
    help = "Prove that the trail is whole: exit status 0, or 1 and each place where it breaks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="DIGEST",
            help="digest of an anchor kept outside the database, as anchor_trail printed it; it must still be there",
        )

    def handle(self, *args: Any, anchor: list[str], **options: Any) -> None:
        breaks = 0
        for found in find_breaks():
            breaks += 1
            self.stderr.write(str(found))
        for digest in anchor:
            if not Anchor.objects.filter(digest=digest).exists():
                breaks += 1
                self.stderr.write(_("锚点 %(digest)s：没有了") % {"digest": digest})
        if breaks:
            raise CommandError(_("操作记录不完整，共%(count)s处。") % {"count": breaks}, returncode=1)
        counts = {
            "events": Event.objects.count(),
            "chains": Event.objects.values("chain").distinct().order_by().count(),
            "anchors": Anchor.objects.count(),
        }
        self.stdout.write(_("操作记录完整：%(events)s条，%(chains)s条链，%(anchors)s个锚点。") % counts)
