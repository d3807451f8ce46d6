"""Sentences as county reports have them: each fault with the right value, and true ones that must stay silent.

A line of `sentences.txt` is `true ¦ sentence` or `code=expected … ¦ sentence`; most faults stand beside their true
sister, whose figures are the working.
"""

from pathlib import Path

from departments.importing.report.parse import parse_text
from scoring.checks import Level, Subject, run_checks

HEAD = "云岭县水务局2023年度部门整体支出绩效自评报告\n一、部门基本概况\n"
# What is missing from a report of one sentence.
OF_THE_WHOLE = {
    "three_public_named", "three_public_computable", "adjusted_budget", "required_amounts", "satisfaction_survey",
    "outturn_equals_budget", "execution_missing",
}  # fmt: skip


def said(sentence):
    found = run_checks(Subject(parse_text(HEAD + sentence)))
    return [
        f"{each.code}={each.expected}" for each in found
        if each.level != Level.HINT and each.code not in OF_THE_WHOLE and each.start >= len(HEAD)
    ]  # fmt: skip


def test_every_fault_is_found_with_its_right_value_and_no_true_sentence_is_called_wrong():
    lines = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    cases = [line.partition(" ¦ ") for line in lines]
    assert len(cases) > 300
    wrong = []
    for expected, _bar, sentence in cases:
        found = said(sentence)
        if found != ([] if expected == "true" else expected.split()):
            wrong.append((sentence, expected, found))
    assert wrong == []
