"""A server in a process of its own, which can be killed in the middle of things and started again on its port."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]


class OwnServer:
    """Serves the database of the running test at `url`; `kill` gives it no chance to say goodbye."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        wanted = ("NAME", "HOST", "PORT", "USER", "PASSWORD")
        served = {key: str(value) for key, value in connection.settings_dict.items() if key in wanted}
        environment = {
            **os.environ,
            "SERVED_DATABASE": json.dumps(served),
            "SERVED_SECRET": settings.SECRET_KEY,
        }
        command = ["manage.py", "runserver", "--noreload", "--insecure", "--settings", "tests.web.served_settings"]
        self.process = subprocess.Popen(
            [sys.executable, *command, f"127.0.0.1:{self.port}"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def _wait(self):
        for _attempt in range(600):
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended at once: {self.process.returncode}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError("the server does not answer")
