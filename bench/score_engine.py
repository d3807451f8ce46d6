"""Scores 10,000 made-up reports on 40 indicators of all kinds, every trace written out, on one core.

Budget: 30 s. Also prints what one indicator and one formula cost. Run as `python -m bench.score_engine`.
"""

import json
import os
import random
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evalportal.settings")
django.setup()

from departments.facts import codes_by_name  # noqa: E402
from scoring.answers import Answer  # noqa: E402
from scoring.engine import score  # noqa: E402
from scoring.formula import Formula  # noqa: E402
from scoring.preparation import PreparedSystem, prepare_system  # noqa: E402
from scoring.systems import IndicatorSpec, SystemSpec, read_system  # noqa: E402

REPORTS = 10_000
INDICATORS = 40
BUDGET_SECONDS = 30
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "indicator_systems"


def forty_indicators() -> PreparedSystem:
    """The rows of the shipped systems together, cut at forty."""
    rows: list[IndicatorSpec] = []
    for name in ("county-a", "county-c", "department-2020"):
        system = read_system(json.loads((FIXTURES / f"{name}.json").read_text()))
        rows += [replace(row, code=f"{name}-{row.code}") for row in system.indicators]
    return prepare_system(SystemSpec("bench", "bench", tuple(rows[:INDICATORS])), codes_by_name())


def made_up_facts(dice: random.Random) -> dict[str, Decimal]:
    """Plausible facts, each near a hundred so that rates fall on both sides of every edge."""
    return {code: Decimal(dice.randrange(8000, 12000)) / 100 for code in codes_by_name().values()}


def made_up_answer(dice: random.Random) -> Answer:
    """An answer that suits every rule."""
    return Answer(
        checked=frozenset(number for number in range(1, 6) if dice.random() < 0.8),
        faults=dice.randrange(3),
        judged=Decimal(dice.choice((0, 3, 4))),
        outside=Decimal(dice.randrange(80, 101)),
        outside_max=Decimal(100),
        actual=Decimal(dice.randrange(80, 120)),
        reason="按评分标准自评",
    )


def main() -> int:
    """Print the figures; 1 when over budget."""
    dice = random.Random(2023)
    system = forty_indicators()
    inputs = [
        (made_up_facts(dice), {ready.spec.code: made_up_answer(dice) for ready in system.indicators})
        for _number in range(200)
    ]
    began = time.process_time()
    characters = 0
    for number in range(REPORTS):
        facts, answers = inputs[number % len(inputs)]
        sheet = score(facts, system, answers)
        characters += sum(len(row.trace) for row in sheet.rows)
    spent = time.process_time() - began
    rows = REPORTS * INDICATORS
    print(f"{REPORTS} reports x {INDICATORS} indicators: {spent:.1f} s CPU (budget {BUDGET_SECONDS} s)")
    print(f"one indicator with its trace: {spent / rows * 1e6:.1f} us, {characters / rows:.0f} characters")
    formula = Formula("在职人数 ÷ 编制数", codes_by_name())
    facts = inputs[0][0]
    began = time.process_time()
    for _number in range(rows):
        formula.calculate(facts)
    print(f"one formula: {(time.process_time() - began) / rows * 1e6:.1f} us")
    return 0 if spent <= BUDGET_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
