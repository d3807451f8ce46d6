import pytest
from django.core.management import call_command
from django.db import transaction

from departments.models import Campaign


@pytest.fixture(scope="module")
def county_loaded(django_db_setup, django_db_blocker):
    """The demo county, loaded once for a file of tests; what a test changes is taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", "--quiet")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def campaign(county_loaded, db):
    return Campaign.objects.get(year=2023)
