"""Makes one report with WeasyPrint as used here, and for comparison with LibreOffice and Chromium; then many.

The report has the text and forms of the tests' sample, with as much narrative as makes about 17 pages. Budget: a
first PDF in 1.5 s in a warm process. Run as `python -m bench.documents [--many 100]`.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evalportal.settings")
django.setup()

from evalportal.documents.excel import render_excel  # noqa: E402
from evalportal.documents.pages import body_html  # noqa: E402
from evalportal.documents.pdf import render_pdf  # noqa: E402
from evalportal.documents.word import render_word  # noqa: E402
from tests.documents.sample import sample_report  # noqa: E402

BUDGET_SECONDS = 1.5
RUNS = 5
MEGABYTE = 1024
STYLE_SHEET = Path(__file__).resolve().parent.parent / "static" / "documents" / "print.css"


def report_of_17_pages():
    """The sample with its narrative three times over."""
    report = sample_report()
    sections = tuple(replace(section, blocks=section.blocks * 3) for section in report.sections)
    return replace(report, sections=sections)


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds of one call, children included."""
    wall, processor = time.perf_counter(), _processor()
    act()
    return time.perf_counter() - wall, _processor() - processor


def _processor() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def line(name: str, act: Callable[[], object], runs: int = RUNS) -> float:
    """Print the median of several runs; returns its processor seconds."""
    times = [timed(act) for _run in range(runs)]
    wall, processor = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{name:<44} {wall:7.2f} s {processor:7.2f} s processor")
    return processor


def with_libreoffice(source: Path, folder: Path) -> None:
    """Let LibreOffice print the Word file."""
    program = shutil.which("soffice") or "libreoffice"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def with_chromium(source: Path, folder: Path) -> None:
    """Let Chromium print the same HTML."""
    program = shutil.which("chromium") or "chromium-browser"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}"]
    command = [program, *flags, f"--print-to-pdf={folder / 'chromium.pdf'}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def make_many(count: int) -> None:
    """Make so many PDFs in this process."""
    report = report_of_17_pages()
    for _number in range(count):
        render_pdf(report)


def main() -> int:
    """Print a table; the status says whether the budget was kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=0, help="also make so many PDFs on two processes")
    many: int = parser.parse_args().many
    report = report_of_17_pages()
    folder = Path(tempfile.mkdtemp(prefix="bench-documents-"))
    line("WeasyPrint, first of a process", lambda: render_pdf(report), runs=1)
    spent = line("WeasyPrint, warm", lambda: render_pdf(report))
    print(f"{'  memory of the process':<44} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE:7.0f} MB")
    word, page = folder / "report.docx", folder / "report.html"
    line("Word file", lambda: word.write_bytes(render_word(report)))
    line("workbook", lambda: render_excel(report))
    page.write_text(body_html(report).replace("</head>", f"<style>{STYLE_SHEET.read_text()}</style></head>"))
    for name, act, source in (("LibreOffice", with_libreoffice, word), ("Chromium", with_chromium, page)):
        try:
            line(f"{name}, a process each", lambda act=act, source=source: act(source, folder), runs=3)
        except (OSError, subprocess.SubprocessError) as error:
            print(f"{name}: not measured ({error})")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
    print(f"{'  largest of their processes':<44} {peak:7.0f} MB")
    if many:
        with get_context("spawn").Pool(2) as pool:
            wall, _processor_seconds = timed(lambda: pool.map(make_many, [many // 2, many - many // 2]))
        print(f"{many} PDFs on two processes{'':<18} {wall:7.2f} s, {many / wall:.2f} a second")
    shutil.rmtree(folder, ignore_errors=True)
    return 0 if spent <= BUDGET_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
