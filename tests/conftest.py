"""What all tests share: which are run here, what is said about those that are not, and the browser."""

import os
import shutil
from collections import Counter
from functools import partial

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from tests.keeping import kept
from tests.programs import CHROMIUM, missing

# Playwright's synchronous interface runs an event loop in the thread of the test; Django would take
# that for asynchronous code and refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Set by .ci/run: a run there is worth nothing if it silently left something out.
MUST_BE_COMPLETE = "TESTS_MUST_BE_COMPLETE" in os.environ

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def touches_database(item):
    """Whether a test may use the database; pytest-django stops every other test from it."""
    if item.get_closest_marker("django_db") or {"db", "transactional_db"}.intersection(item.fixturenames):
        return True
    # fixtures of a whole file take the stop away themselves; pytest-django's own begin with _django
    found = item._fixtureinfo.name2fixturedefs.items()
    return any(
        "django_db_blocker" in fixture.argnames
        for name, fixtures in found
        if not name.startswith(("_django", "django_db"))
        for fixture in fixtures
    )


def pytest_collection_modifyitems(config, items):
    here = "sqlite" if "sqlite" in settings.DATABASES["default"]["ENGINE"] else "postgres"
    elsewhere = {"sqlite": "postgres", "postgres": "sqlite"}[here]
    dropped = [
        item
        for item in items
        if not item.get_closest_marker(here)
        and (item.get_closest_marker(elsewhere) or (here == "postgres" and not touches_database(item)))
    ]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if item not in dropped]


def pytest_runtest_setup(item):
    programs = [marker.args[0] for marker in item.iter_markers("needs")]
    if item.get_closest_marker("browser"):
        programs.append(CHROMIUM)
    for program in programs:
        if reason := missing(program):
            (pytest.fail if MUST_BE_COMPLETE else pytest.skip)(reason)


def pytest_terminal_summary(terminalreporter):
    reasons = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    lines = [f"{count} tests: {reason.removeprefix('Skipped: ')}" for reason, count in reasons.items()]
    lines += filter(None, os.environ.get("TESTS_LEFT_OUT", "").split("\n"))
    if lines:
        terminalreporter.section("LEFT OUT", red=True, bold=True)
        for line in lines:
            terminalreporter.write_line(line)


def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if MUST_BE_COMPLETE and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure():
    # The workers of pytest-xdist end without running what atexit has.
    shutil.rmtree(settings.TEST_FOLDER, ignore_errors=True)


@pytest.fixture(scope="module")
def county_loaded(django_db_setup, django_db_blocker):
    """The demo county, loaded once for a file of tests; what a test changes is taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        kept("demo", partial(call_command, "demo", "--quiet"))
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM.found(), "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1366, "height": 768},
    }
