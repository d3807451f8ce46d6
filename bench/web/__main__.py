"""Measures pages and saves beside the yardstick, then the deadline hour, then whether every saved text is there."""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from bench.web.preparing import current_row_versions, current_versions, prepare

AT_ONCE = 16
ROUND_SECONDS = 4
ROUNDS = 3


async def measure(browsers, request, seconds: float):
    """Let the browsers ask one after another without a pause."""
    from bench.web.client import Times

    times, end = Times(), time.perf_counter() + seconds
    began = time.perf_counter()

    async def play(browser, number):
        while time.perf_counter() < end:
            status, _body, took = await browser.ask(*request(number))
            times.add(status, took)

    await asyncio.gather(*(play(browser, number) for number, browser in enumerate(browsers)))
    times.lasted = time.perf_counter() - began
    return times


def compare(editors) -> None:
    """Pages and saves against the yardstick, in turns; a first round warms up, of the others the middle one is told."""
    from bench.web.client import Browser
    from bench.web.county import TOKEN
    from bench.web.server import PORTAL, YARDSTICK, cpu_seconds, serving

    serial, versions, row_versions = count(), {}, {}

    def page(number):
        return "GET", f"/reports/{editors[number].report}/sections/expenditure/"

    def save(number):
        editor = editors[number]
        text = {"place": f"assets/block/{editor.block}", "version": versions[number], "text": f"第{next(serial)}次保存"}
        versions[number] += 1
        return "POST", f"/reports/{editor.report}/save/", text

    def save_figure(number):
        row = {"row": "procurement", "version": row_versions[number], "cells": {"outturn": f"{next(serial)}.5"}}
        row_versions[number] += 1
        body = {"place": "expenditure/table/base", "rows": [row]}
        return "POST", f"/reports/{editors[number].report}/save/", body

    with serving(*YARDSTICK) as (bare, bare_server), serving(*PORTAL) as (portal, portal_server):
        plain = [Browser(bare, "", "") for _each in range(AT_ONCE)]
        real = [Browser(portal, editor.cookie, TOKEN) for editor in editors[:AT_ONCE]]
        cases = {
            "bare view, one query": (plain, lambda _number: ("GET", "/read/")),
            "section page": (real, page),
            "bare view, one row written": (plain, lambda _number: ("GET", "/write/")),
            "autosave of a paragraph": (real, save),
            "autosave of a figure": (real, save_figure),
        }
        results = {name: [] for name in cases}
        for turn in range(ROUNDS + 1):
            versions.update(current_versions(editors[:AT_ONCE]))
            row_versions.update(current_row_versions(editors[:AT_ONCE]))
            for name, (browsers, request) in cases.items():
                server = portal_server if browsers is real else bare_server
                before = cpu_seconds(server)
                times = asyncio.run(measure_fresh(browsers, request))
                times.cpu = cpu_seconds(server) - before
                if turn:
                    results[name].append(times)
        for name, rounds in results.items():
            rounds.sort(key=lambda times: times.share(50))
            print(rounds[len(rounds) // 2].line(name))


async def measure_fresh(browsers, request):
    """A round on connections of its own."""
    times = await measure(browsers, request, ROUND_SECONDS)
    for browser in browsers:
        browser.close()
    return times


def deadline_hour(editors, seconds: int) -> bool:
    """Every editor saves every five seconds; at the end every acknowledged text must be stored."""
    from bench.web.client import Browser, Times
    from bench.web.county import TOKEN
    from bench.web.server import PORTAL, cpu_seconds, serving
    from departments.models import TextBlock

    versions, acknowledged, times = current_versions(editors), {}, Times()

    async def edit(port, number, editor):
        browser = Browser(port, editor.cookie, TOKEN)
        await asyncio.sleep(random.random() * 5)
        end, turn = time.perf_counter() + seconds, 0
        while time.perf_counter() < end:
            turn += 1
            text = f"编辑{number}第{turn}次：㙍𬭚=1+1"
            began = time.perf_counter()
            body = {"place": f"assets/block/{editor.block}", "version": versions[number], "text": text}
            status, answer, took = await browser.ask("POST", f"/reports/{editor.report}/save/", body)
            times.add(status, took)
            if status == 200:
                versions[number] = json.loads(answer)["version"]
                acknowledged[editor.block] = text
            await asyncio.sleep(max(0.0, 5 - (time.perf_counter() - began)))
        browser.close()

    async def everybody(port):
        began = time.perf_counter()
        await asyncio.gather(*(edit(port, number, editor) for number, editor in enumerate(editors)))
        times.lasted = time.perf_counter() - began

    with serving(*PORTAL, browsers=len(editors)) as (port, server):
        before = cpu_seconds(server)
        asyncio.run(everybody(port))
        times.cpu = cpu_seconds(server) - before
    stored = dict(TextBlock.objects.filter(pk__in=acknowledged).values_list("pk", "text"))
    lost = [block for block, text in acknowledged.items() if stored.get(block) != text]
    failed = sum(times.failures.values())
    print(times.line(f"{len(editors)} editors, a save every 5 s"))
    print(
        f"saves {len(times.seconds)}, failed {failed} ({times.failures or 'none'}), acknowledged but lost {len(lost)}"
    )
    return not lost and not failed


def main() -> int:
    """Measure on the database that the environment names, SQLite by default."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--editors", type=int, default=600)
    arguments.add_argument("--seconds", type=int, default=60)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="evalportal-bench.") as folder:
        prepare(str(Path(folder)))
        from django.db import connection, connections

        from bench.web.county import make_editors

        print(f"== {connection.vendor}, two processes of gunicorn ==", flush=True)
        editors = make_editors(options.editors)
        connections.close_all()
        compare(editors)
        whole = deadline_hour(editors, options.seconds)
        connections.close_all()
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
