"""Nearly a megabyte of prose full of figures: every check stays close to linear."""

import time

from departments.importing.report.parse import parse_text
from scoring.checks import Subject, run_checks
from tests.claims.corpus import load


def test_the_checks_of_a_very_long_text_end_soon():
    text = "\n".join(report.text for report in load("ninth"))
    text = (text * (350_000 // len(text) + 1))[:350_000]
    assert len(text.encode()) > 800_000
    began = time.process_time()
    assert run_checks(Subject(parse_text(text)))
    assert time.process_time() - began < 20  # it takes four or five on two quiet cores
