"""Starts the web server as in production: gunicorn, two processes with threads."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

WORKERS, THREADS = 2, 8
PORTAL = ("evalportal.wsgi:application", "evalportal.settings")
YARDSTICK = ("bench.web.bare:application", "bench.web.bare_settings")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(application: str, settings: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Serve a WSGI application on a free port while the block runs; yields the port and the head of its processes."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    command += ["--worker-class", "gthread", "--threads", str(THREADS), "--keep-alive", "30", "--backlog", "2048"]
    command += ["--worker-connections", "2000", "--log-level", "error", "--no-control-socket"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    server = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        _wait_for(port)
        yield port, server
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(port: int) -> None:
    for _attempt in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the web server did not come up")
