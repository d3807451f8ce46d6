import pytest

from departments.enums import Role
from scoring.library.actions import save_own
from tests import factories


@pytest.fixture
def admin(db):
    return factories.person("admin", Role.SYSTEM_ADMIN)


@pytest.fixture
def draft(db):
    return factories.report()


def fields(name, **other):
    """What the form of an indicator gives."""
    return {
        "group": "output", "level_two": "数量指标", "name": name, "sign": "ge", "target": "10", "target_text": "",
        "unit": "家", "evidence": "名单",
    } | other  # fmt: skip


@pytest.fixture
def keep(draft):
    """Keeps an indicator in the library of the draft's department."""

    def kept(name, **other):
        report, clerk = draft
        return save_own(report.department, None, fields(name, **other), by=clerk)

    return kept
