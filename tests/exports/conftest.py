import pytest

from departments.models import Campaign


@pytest.fixture
def campaign(county_loaded, db):
    return Campaign.objects.get(year=2023)
