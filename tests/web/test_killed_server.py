"""The server is killed at random moments under write load; what it had acknowledged is there afterwards."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.sqlite, pytest.mark.postgres]


def test_every_acknowledged_save_outlives_kill_9():
    environment = {name: value for name, value in os.environ.items() if not name.startswith("EVALPORTAL_")}
    done = subprocess.run(
        [sys.executable, "-m", "bench.web.killing", "--rounds", "3"],
        cwd=Path(settings.BASE_DIR),
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # all twelve editors had saved something before each of the three kills
    assert done.stdout.count("killed under 12 editors, lost 0") == 3
