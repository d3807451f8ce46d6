import pytest
from django.db import connection

from departments.append_only import install_triggers, remove_triggers
from tests import factories


@pytest.fixture
def report(db):
    return factories.report()[0]


@pytest.fixture
def clerk(report):
    return factories.person("zhou", "preparer", department=report.department, name="周㙍")


@pytest.fixture
def tampering(db):
    """A cursor of somebody who has the rights of the database's owner and took the triggers away."""
    remove_triggers(connection)
    with connection.cursor() as cursor:
        yield cursor
    install_triggers(connection)
