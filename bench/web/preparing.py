"""A database of its own for a measurement, and where its editors' texts stand."""

import os


def prepare(folder: str) -> None:
    """Point the portal at a database of its own and create its tables."""
    os.environ["EVALPORTAL_MODE"] = "local"
    os.environ["EVALPORTAL_DATA"] = folder
    os.environ.setdefault("EVALPORTAL_LOG_LEVEL", "ERROR")
    os.environ["DJANGO_SETTINGS_MODULE"] = "evalportal.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def current_versions(editors) -> dict[int, int]:
    """The versions of the editors' blocks as stored, by the editor's number."""
    from departments.models import TextBlock

    stored = dict(TextBlock.objects.filter(pk__in=[each.block for each in editors]).values_list("pk", "version"))
    return {number: stored[editor.block] for number, editor in enumerate(editors)}


def current_row_versions(editors) -> dict[int, int]:
    """The versions of the editors' lines of procurement as stored, by the editor's number."""
    from departments.models import BudgetLine

    lines = BudgetLine.objects.filter(report__in=[each.report for each in editors], line="procurement")
    stored = dict(lines.values_list("report", "version"))
    return {number: stored[editor.report] for number, editor in enumerate(editors)}
