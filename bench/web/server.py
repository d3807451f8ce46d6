"""Starts the web server as in production: gunicorn, two processes with threads."""

import math
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WORKERS, THREADS = 2, 8
PORTAL = ("evalportal.wsgi:application", "evalportal.settings")
YARDSTICK = ("bench.web.bare:application", "bench.web.bare_settings")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(
    application: str, settings: str, *, browsers: int = 16
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Serve a WSGI application on a free port while the block runs; yields the port and the head of its processes.

    Each process takes its share of the browsers' kept connections; otherwise the first to wake up takes them all.
    """
    port = free_port()
    share = math.ceil(browsers / WORKERS)
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    command += ["--worker-class", "gthread", "--threads", str(THREADS), "--keep-alive", "30", "--backlog", "2048"]
    command += ["--worker-connections", str(share), "--log-level", "error", "--no-control-socket"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    server = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        _wait_for(port)
        yield port, server
    finally:
        server.terminate()
        server.wait(timeout=30)


def cpu_seconds(server: "subprocess.Popen[bytes]") -> float:
    """What all processes of a server have used of the processor so far; Linux only, 0 elsewhere."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            numbers = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # ended meanwhile
        if int(numbers[2]) == server.pid:  # the process group
            ticks += int(numbers[11]) + int(numbers[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _wait_for(port: int) -> None:
    for _attempt in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the web server did not come up")
