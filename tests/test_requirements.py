"""What the portal imports is installed by `make run`, not only by `make test`."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from django.conf import settings

OURS = ("evalportal", "scoring", "departments")


def packages_imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def pinned(name):
    lines = Path(settings.BASE_DIR, name).read_text().splitlines()
    return {line.partition("==")[0].lower().replace("_", "-") for line in lines if "==" in line}


def test_every_package_that_the_portal_imports_is_pinned_for_running():
    modules = [path for name in OURS for path in Path(settings.BASE_DIR, name).rglob("*.py")]
    imported = {package for path in modules for package in packages_imported(path)}
    of_others = imported - set(OURS) - sys.stdlib_module_names
    holders = packages_distributions()
    missing = {
        package
        for package in of_others
        if not {name.lower().replace("_", "-") for name in holders[package]} & pinned("requirements.txt")
    }
    assert {"django", "weasyprint", "PIL"} <= of_others
    assert missing == set()
