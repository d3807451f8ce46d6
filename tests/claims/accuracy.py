# ruff: noqa: E501 - a pattern or an expectation is read better in one piece
"""Measures the reading and the checks on the annotated corpus: `python -m tests.claims.accuracy`.

A fault counts as found when an error or warning of its code (or of any code, in the looser figure) overlaps it, and
where the mark names the right value, the finding names it too. A false alarm is an error or warning that overlaps no
fault. With `--write`, docs/claims-accuracy.md is written.
"""

import os
import re
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from tests.claims.corpus import FOLDER, Report, Span, load

if TYPE_CHECKING:
    from scoring.checks import Finding

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
DOCUMENT = Path(__file__).parents[2] / "docs" / "claims-accuracy.md"


@dataclass
class Outcome:
    """What the program made of one report."""

    name: str
    found: list[Span] = field(default_factory=list)
    missed: list[Span] = field(default_factory=list)
    under_another_code: int = 0  # of the missed: a finding lies on it, but of another check
    wrong_value: list[tuple[Span, str]] = field(default_factory=list)
    alarms: list = field(default_factory=list)
    disturbed: list[Span] = field(default_factory=list)
    whole: int = 0
    facts: tuple[int, int] = (0, 0)
    fact_errors: list[str] = field(default_factory=list)
    sections_right: bool = True
    silent: int = 0


def measure(report: Report) -> Outcome:
    """The outcome of reading and checking one annotated report."""
    from departments.importing.report.facts import shown_facts
    from departments.importing.report.parse import parse_text
    from scoring.checks import Level, Subject, run_checks

    parsed = parse_text(report.text)
    findings = [
        each for each in run_checks(Subject(parsed)) if each.level != Level.HINT and each.code not in report.aside
    ]
    outcome = Outcome(report.name, silent=len(report.silent))
    used: set[int] = set()
    for fault in report.faults:
        hits = [
            index for index, each in enumerate(findings)
            if each.code == fault.code and each.start < fault.end and fault.start < each.start + len(each.quote)
        ]  # fmt: skip
        if not hits:
            outcome.missed.append(fault)
            outcome.under_another_code += any(
                each.start < fault.end and fault.start < each.start + len(each.quote) for each in findings
            )
            continue
        outcome.found.append(fault)
        used.update(hits)
        if fault.expected and not any(_is_named(fault.expected, findings[index]) for index in hits):
            outcome.wrong_value.append((fault, findings[hits[0]].expected))
    codes = [each.code for each in findings]
    for code in sorted(report.whole):
        if code in codes:
            outcome.whole += 1
            used.update(index for index, each in enumerate(findings) if each.code == code)
        else:
            outcome.missed.append(Span(code, "", -1, -1))
    outcome.alarms = [
        each for index, each in enumerate(findings)
        if index not in used and not any(each.start < f.end and f.start < each.start + len(each.quote) for f in report.faults)
    ]  # fmt: skip
    for claim in report.silent:
        if any(each.start >= 0 and each.start < claim.end and claim.start < each.start + len(each.quote)
               and not any(f.start <= claim.start and claim.end <= f.end for f in report.faults) for each in outcome.alarms):  # fmt: skip
            outcome.disturbed.append(claim)
    _measure_reading(report, parsed, shown_facts(parsed.facts), outcome)
    return outcome


def _is_named(expected: str, finding: "Finding") -> bool:
    """Whether a finding names the right value, in whatever words: 976.40, 增加976.4万元; -22.82% as well as 55万人次."""
    if expected in finding.expected:
        return True
    wanted = {abs(Decimal(each.replace(",", ""))) for each in _NUMBER.findall(expected)}
    said = {abs(Decimal(each.replace(",", ""))) for each in _NUMBER.findall(finding.expected + finding.message)}
    return bool(wanted) and wanted <= said


def _measure_reading(report: Report, parsed, facts: dict[str, str], outcome: Outcome) -> None:
    right = 0
    for name, value in report.facts.items():
        if name in facts and Decimal(facts[name]) == Decimal(value):
            right += 1
        else:
            outcome.fact_errors.append(f"{name}={value}, read {facts.get(name)}")
    if parsed.unit != report.unit:
        outcome.fact_errors.append(f"unit {report.unit}, read {parsed.unit}")
    if parsed.year != report.year:
        outcome.fact_errors.append(f"year {report.year}, read {parsed.year}")
    if report.projects:
        projects = {project.name: Decimal(project.amount) for project in parsed.projects}
        if projects != {name: Decimal(amount) for name, amount in report.projects.items()}:
            outcome.fact_errors.append(f"projects {report.projects}, read {projects}")
    keys = [str(part.key) for part in parsed.sections]
    outcome.sections_right = keys == report.sections
    if not outcome.sections_right:
        outcome.fact_errors.append(f"sections {report.sections}, read {keys}")
    outcome.facts = (right, len(report.facts))


def summary(outcomes: list[Outcome]) -> dict[str, str]:
    """Recall, precision and the other figures over a set of reports."""
    found = sum(len(each.found) + each.whole for each in outcomes)
    planted = found + sum(len(each.missed) for each in outcomes)
    alarms = sum(len(each.alarms) for each in outcomes)
    right, asked = (sum(each.facts[place] for each in outcomes) for place in (0, 1))
    claims, disturbed = sum(each.silent for each in outcomes), sum(len(each.disturbed) for each in outcomes)
    return {
        "reports": str(len(outcomes)),
        "faults planted": str(planted),
        "faults found": str(found),
        "recall": _rate(found, planted),
        "pointed out under any code": _rate(found + sum(each.under_another_code for each in outcomes), planted),
        "false alarms": str(alarms),
        "precision": _rate(found, found + alarms),
        "right value named": _rate(found - sum(len(each.wrong_value) for each in outcomes), found),
        "true claims left alone": f"{claims - disturbed} of {claims}",
        "facts read right": f"{right} of {asked}",
        "outlines read right": f"{sum(each.sections_right for each in outcomes)} of {len(outcomes)}",
    }


def _rate(part: int, whole: int) -> str:
    return f"{Decimal(part) / Decimal(whole):.1%}" if whole else "-"


def _tell(reports: list[Report], outcomes: list[Outcome]) -> None:
    for report, outcome in zip(reports, outcomes, strict=True):
        lines = [
            f"missed {each.code}: {report.text[max(0, each.start) : max(0, each.end)][:70]}" for each in outcome.missed
        ]
        lines += [f"other value: {each.expected}, said {said}" for each, said in outcome.wrong_value]
        lines += [f"false alarm {each.code}: {each.quote[:70]} | {each.message}" for each in outcome.alarms]
        lines += outcome.fact_errors
        sys.stdout.write(f"{outcome.name}: {len(outcome.found)} found\n" + "".join(f"    {line}\n" for line in lines))


FOLDERS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
)  # fmt: skip


def main() -> None:
    """Print the figures of every set; `--write` puts them into the documentation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    figures = {}
    for folder in FOLDERS:
        reports = load(folder)
        outcomes = [measure(report) for report in reports]
        _tell(reports, outcomes)
        figures[folder] = summary(outcomes)
        sys.stdout.write(f"{folder} set\n" + "".join(f"  {name}: {value}\n" for name, value in figures[folder].items()))
    for name, (faults, found, true, alarms) in measure_sentences().items():
        sys.stdout.write(f"{name}: {found} of {faults} faults found, {alarms} false alarms in {true} true passages\n")
    if "--write" in sys.argv:
        _write(figures)


def measure_sentences() -> dict[str, tuple[int, int, int, int]]:
    """For each file of sentences by other hands: faults, faults found, true passages, true passages called wrong."""
    from tests.claims.test_sentences import said

    def speaks(sentence: str) -> bool:
        return any(not each.startswith("relative_year") for each in said(sentence))  # 今年 is right to be called so

    measured = {}
    for path in sorted((FOLDER / "sentences").glob("*.txt")):
        cases = [line.partition(" ¦ ")[::2] for line in path.read_text(encoding="utf-8").splitlines() if line]
        outcomes = [(key == "true", speaks(sentence)) for key, sentence in cases]
        faults = [spoken for is_true, spoken in outcomes if not is_true]
        true = [spoken for is_true, spoken in outcomes if is_true]
        measured[path.stem] = (len(faults), sum(faults), len(true), sum(true))
    return measured


def _write(figures: dict[str, dict[str, str]]) -> None:
    names = list(figures["first"])
    rows = "".join(f"| {folder} | " + " | ".join(own[name] for name in names) + " |\n" for folder, own in figures.items())
    before, _, after = DOCUMENT.read_text(encoding="utf-8").partition("<!-- figures -->\n")
    rest = after.partition("<!-- end -->")[2]
    table = "| set | " + " | ".join(names) + " |\n|---|" + "---|" * len(names) + "\n" + rows
    DOCUMENT.write_text(f"{before}<!-- figures -->\n{table}<!-- end -->{rest}", encoding="utf-8")


if __name__ == "__main__":
    main()
