#!/usr/bin/env python3
"""The command line of the portal. A wrong setting ends it with one sentence."""

import os
import sys

from evalportal.environment import REFUSED, WrongSetting


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evalportal.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except WrongSetting as wrong:
        print(wrong, file=sys.stderr)
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
