"""A small HTTP/1.1 client on asyncio with kept connections: cheap enough to play hundreds of browsers on one core."""

import asyncio
import json
import time
from dataclasses import dataclass, field


@dataclass
class Browser:
    """One signed-in browser: its cookies and one connection that is opened again when the server closes it."""

    port: int
    cookie: str
    token: str
    attempts: int = 2  # a kept connection may have been closed while it lay idle
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes, float]:
        """Status, body and seconds of one request; status 0 when there was no answer."""
        data = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\nX-CSRFToken: {self.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        ).encode()
        began = time.perf_counter()
        for _attempt in range(self.attempts):
            try:
                if self.writer is None:
                    self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
                self.writer.write(head + data)
                await self.writer.drain()
                status, answer = await self._read()
                return status, answer, time.perf_counter() - began
            except (OSError, asyncio.IncompleteReadError, IndexError):
                self.close()
        return 0, b"", time.perf_counter() - began

    async def _read(self) -> tuple[int, bytes]:
        assert self.reader is not None
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split()[1])
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection") == "close":
            self.close()
        return status, body

    def close(self) -> None:
        """Drop the connection; the next request opens another."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


@dataclass
class Times:
    """What a run of requests came to."""

    seconds: list[float] = field(default_factory=list)
    failures: dict[int, int] = field(default_factory=dict)
    lasted: float = 0.0
    cpu: float = 0.0  # seconds of the web server's processes

    def add(self, status: int, seconds: float) -> None:
        """Count one answer; everything but 200 is a failure."""
        if status == 200:
            self.seconds.append(seconds)
        else:
            self.failures[status] = self.failures.get(status, 0) + 1

    def share(self, percent: int) -> float:
        """The percentile in milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else float("nan")

    def line(self, name: str) -> str:
        """One row of the table."""
        rate = len(self.seconds) / self.lasted if self.lasted else 0
        failed = sum(self.failures.values())
        told = f"  failures {self.failures}" if failed else ""
        cpu = f"  CPU {1000 * self.cpu / (len(self.seconds) + failed):>5.1f} ms" if self.cpu else ""
        return f"{name:<34} {rate:>8.0f}/s  p50 {self.share(50):>7.1f} ms  p95 {self.share(95):>7.1f} ms{cpu}{told}"
