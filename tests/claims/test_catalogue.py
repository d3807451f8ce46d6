from pathlib import Path

from scoring.checks.catalogue import catalogue


def test_the_catalogue_in_the_documentation_is_that_of_the_code():
    written = Path(__file__).parents[2] / "docs" / "checks.md"
    assert written.read_text(encoding="utf-8") == catalogue(), "run `manage.py describe_checks`"
