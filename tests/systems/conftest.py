import pytest

from departments.enums import Role
from scoring.models import IndicatorSystem
from tests import factories


@pytest.fixture
def admin(db):
    return factories.person("admin", Role.SYSTEM_ADMIN)


@pytest.fixture
def county(db):
    """The default system, version 1: 13 + 60 + 27 points."""
    return IndicatorSystem.objects.get(code="county-a", version=1)


@pytest.fixture
def signed_in(client, admin):
    client.force_login(admin)
    return client
