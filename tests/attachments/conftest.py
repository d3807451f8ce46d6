import pytest

from tests import factories


@pytest.fixture(autouse=True)
def private_storage(settings, tmp_path):
    """A storage of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def stored(private_storage):
    """What lies in the storage: a function that lists the files."""
    return lambda: sorted(path for path in private_storage.rglob("*") if path.is_file())


@pytest.fixture
def report_and_clerk(db):
    return factories.report()


@pytest.fixture
def report(report_and_clerk):
    return report_and_clerk[0]


@pytest.fixture
def clerk(report_and_clerk):
    return report_and_clerk[1]
