"""Empties the test database although triggers refuse to delete from the trail.

A test that commits for real (threads, a live server) is followed by Django's `flush`. The triggers that
keep the trail append-only rightly refuse that. This command stands in for Django's own in the tests,
and nowhere else: the portal's settings do not know this app.
"""

from django.core.management.commands.flush import Command as Flush
from django.db import connections

from departments.append_only import install_triggers, remove_triggers


class Command(Flush):
    def handle(self, **options):
        connection = connections[options["database"]]
        remove_triggers(connection)
        try:
            super().handle(**options)
        finally:
            install_triggers(connection)
