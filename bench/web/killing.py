"""Kills the web server at random moments while everybody saves, and looks whether every acknowledged save is there.

    python -m bench.web.killing --rounds 5

Prints a line a round; exit code 1 when an acknowledged save was lost. A save that was not acknowledged may or may not
be stored: the page still has it and sends it again.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import tempfile

EDITORS = 12


class Round:
    """What one round brought: the last text acknowledged and the last text sent, by block."""

    def __init__(self) -> None:
        self.acknowledged: dict[int, str] = {}
        self.sent: dict[int, str] = {}

    async def edit(self, port: int, number: int, editor, versions: dict[int, int]) -> None:
        """One clerk saves without a pause until the server is gone."""
        from bench.web.client import Browser
        from bench.web.county import TOKEN

        browser = Browser(port, editor.cookie, TOKEN, attempts=1)
        while True:
            text = f"{random.random()} 㙍𬭚"
            self.sent[editor.block] = text
            body = {"place": f"assets/block/{editor.block}", "version": versions[number], "text": text}
            status, answer, _took = await browser.ask("POST", f"/reports/{editor.report}/save/", body)
            if status != 200:
                return
            versions[number] = json.loads(answer)["version"]
            self.acknowledged[editor.block] = text

    def lost(self, stored: dict[int, str]) -> list[int]:
        """Blocks that hold neither what was acknowledged last nor what was under way."""
        return [pk for pk, text in self.acknowledged.items() if stored.get(pk) not in (text, self.sent[pk])]


async def one_round(editors, versions: dict[int, int]) -> Round:
    """Start the server, let everybody save, kill all its processes at a random moment."""
    from bench.web.server import PORTAL, serving

    found = Round()
    with serving(*PORTAL) as (port, server):
        saving = asyncio.gather(*(found.edit(port, number, editor, versions) for number, editor in enumerate(editors)))
        for _wait in range(600):
            if len(found.acknowledged) == len(editors):
                break
            await asyncio.sleep(0.1)
        await asyncio.sleep(random.random())
        os.killpg(server.pid, signal.SIGKILL)
        await saving
    return found


def main() -> int:
    """Play the rounds on the database that the environment names, SQLite by default."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="evalportal-bench.") as folder:
        from bench.web.preparing import current_versions, prepare

        prepare(folder)
        from django.db import connections

        from bench.web.county import make_editors
        from departments.models import TextBlock

        editors = make_editors(EDITORS)
        whole = True
        for number in range(1, options.rounds + 1):
            versions = current_versions(editors)
            connections.close_all()
            found = asyncio.run(one_round(editors, versions))
            stored = dict(TextBlock.objects.filter(pk__in=found.acknowledged).values_list("pk", "text"))
            gone = found.lost(stored)
            print(f"round {number}: killed under {len(found.acknowledged)} editors, lost {len(gone)}", flush=True)
            whole = whole and not gone and len(found.acknowledged) == len(editors)
        connections.close_all()
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
