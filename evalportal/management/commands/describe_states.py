"""manage.py describe_states: the page docs/states.md, from the table of transitions."""

from typing import Any

from django.core.management.base import BaseCommand

from scoring.workflow.describing import describe_states


class Command(BaseCommand):
    help = "Print docs/states.md: states, transitions and guards, from the one table."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(describe_states(), ending="")
