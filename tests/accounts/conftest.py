import pytest

from departments.people import create_user

PASSWORD = "Kaoqin㙍-2023"


@pytest.fixture
def clerk(db):
    """Somebody who has already changed the first password."""
    return create_user(username="liu.jianhua", name="刘建华", password=PASSWORD, must_change_password=False, by=None)


@pytest.fixture
def newcomer(db):
    """Somebody who has just been given a first password."""
    return create_user(username="wang.xin", name="王鑫", password=PASSWORD, by=None)
