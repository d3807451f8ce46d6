"""The one scoring function: facts and answers in, score sheet out. Pure, no database.

The live preview, the stored score, the documents and the command line all call it.
"""

from collections.abc import Mapping
from decimal import Decimal

from scoring.answers import NO_ANSWER, Answer
from scoring.formula import DIVIDED_BY_ZERO, Condition, Facts, Formula, Name
from scoring.preparation import PreparedIndicator, PreparedSystem
from scoring.results import Row, ScoreSheet, UsedFact
from scoring.rounding import ZERO, fixed, plain, round_half_up, to_percent
from scoring.rules import Case, Operand, Step
from scoring.rules.case import amount, scored
from scoring.systems import NotApplicable, ValueKind, ZeroBase
from scoring.totals import total_up

ACTUAL = "实际完成值"
TARGET = "年度指标值"


def score(
    facts: Facts,
    system: PreparedSystem,
    answers: Mapping[str, Answer] | None = None,
    evidence: Mapping[str, int] | None = None,
) -> ScoreSheet:
    """Score one report.

    `facts` are values by fact code (an unknown one is absent), `answers` and `evidence` (number of files) are
    keyed by indicator code; figures are finite and below 10^12. A row that cannot be scored says why: nothing
    that facts or answers hold raises an exception.
    """
    answers = answers or {}
    evidence = evidence or {}
    mode = system.spec.not_applicable
    rows = tuple(
        [
            _row(ready, facts, answers.get(ready.spec.code, NO_ANSWER), evidence.get(ready.spec.code, 0), mode)
            for ready in system.indicators
        ]
    )
    return total_up(rows, system, facts)


def _row(ready: PreparedIndicator, facts: Facts, answer: Answer, evidence: int, mode: NotApplicable) -> Row:
    reason = answer.not_applicable.strip()
    if reason:
        return _not_applicable(ready, reason, evidence, mode)
    spec, rule = ready.spec, ready.spec.rule
    if ready.condition is not None:
        finding = ready.condition.holds(facts)
        if finding.holds is None:
            return _open(ready, facts, answer, evidence, finding.missing, finding.problem)
        if finding.holds:
            return _full(ready, ready.condition, facts, answer, evidence)
    if rule.uses == "value":
        return _by_value(ready, facts, answer, evidence)
    if rule.uses == "pair":
        return _by_pair(ready, facts, answer, evidence)
    case = Case(spec.points, answer, evidence=evidence, wants_evidence=bool(spec.evidence))
    return _judged(ready, facts, answer, evidence, case, ())


def _by_value(ready: PreparedIndicator, facts: Facts, answer: Answer, evidence: int) -> Row:
    spec, formula = ready.spec, ready.formula
    assert formula is not None  # preparation refuses a value rule without a formula
    calculation = formula.calculate(facts)
    raw = calculation.value
    if raw is None:
        if calculation.problem == DIVIDED_BY_ZERO and spec.when_zero is not ZeroBase.OPEN:
            return _by_zero(ready, formula, facts, answer, evidence)
        return _open(ready, facts, answer, evidence, calculation.missing, calculation.problem)
    value = to_percent(raw) if spec.value_kind is ValueKind.RATIO else round_half_up(raw)
    percent = spec.value_kind is not ValueKind.NUMBER
    case = Case(spec.points, answer, value, percent, evidence=evidence)
    shown = amount(value, percent=percent)
    steps = (Step(f"{formula.words} = {formula.in_numbers(facts)}", shown),)
    return _judged(ready, facts, answer, evidence, case, steps, value, shown)


def _by_pair(ready: PreparedIndicator, facts: Facts, answer: Answer, evidence: int) -> Row:
    """Rules that compare an actual value with a target; without a formula the clerk gives the actual value."""
    spec, formula, target = ready.spec, ready.formula, ready.target
    assert target is not None  # preparation compiles it for every such rule
    aim = target.calculate(facts)
    missing, problem = aim.missing, aim.problem
    actual_value = answer.actual
    if formula is not None:
        reached = formula.calculate(facts)
        actual_value, missing = reached.value, (*reached.missing, *missing)
        problem = reached.problem or problem
    elif actual_value is None and not missing:
        problem = f"请填写{ACTUAL}"
    if actual_value is None or aim.value is None:
        return _open(ready, facts, answer, evidence, missing, problem)
    actual = _operand(actual_value, formula, facts, ACTUAL)
    case = Case(spec.points, answer, actual=actual, target=_operand(aim.value, target, facts, TARGET))
    return _judged(ready, facts, answer, evidence, case, ())


def _operand(value: Decimal, formula: Formula | None, facts: Facts, words: str) -> Operand:
    if formula is None or not formula.names:
        return Operand(value, words, _bracketed(plain(value)))
    return Operand(value, _bracketed(formula.words), _bracketed(formula.in_numbers(facts)))


def _bracketed(text: str) -> str:
    """Brackets around what is more than one figure or name, so that it can stand beside a ÷."""
    return f"({text})" if " " in text or text[0] == "−" else text


def _judged(
    ready: PreparedIndicator, facts: Facts, answer: Answer, evidence: int, case: Case,
    steps: tuple[Step, ...], value: Decimal | None = None, value_text: str = "",
) -> Row:  # fmt: skip
    spec = ready.spec
    verdict = spec.rule.judge(case)
    computed = spec.rule.uses == "value" or ready.formula is not None
    steps = steps + verdict.steps
    if verdict.problem:
        steps = (*steps, Step(verdict.problem))
    disputed = answer.dispute.strip() if computed else ""
    if disputed:
        steps = (*steps, Step(f"填报人对得分有异议：{disputed}"))
    score = None if verdict.score is None else round_half_up(verdict.score)
    return Row(
        spec.code, spec.name, spec.level_one, spec.level_two, spec.points, score,
        score if verdict.settled and score is not None else spec.points,
        spec.rule.kind, computed, steps,
        value if verdict.value is None else verdict.value,
        verdict.value_text or value_text,
        _used(ready, facts), (), verdict.problem, verdict.wants_reason, answer.reason.strip(), "", disputed,
        spec.evidence, evidence,
    )  # fmt: skip


def _settled(
    ready: PreparedIndicator, facts: Facts, answer: Answer, evidence: int, points: Decimal, steps: tuple[Step, ...],
    value_text: str,
) -> Row:  # fmt: skip
    """A row whose score follows from a condition rather than from the rule."""
    spec = ready.spec
    points = round_half_up(points)
    disputed = answer.dispute.strip()
    if disputed:
        steps = (*steps, Step(f"填报人对得分有异议：{disputed}"))
    return Row(
        spec.code, spec.name, spec.level_one, spec.level_two, spec.points, points, points, spec.rule.kind, True,
        steps, value_text=value_text, facts=_used(ready, facts), reason=answer.reason.strip(), disputed=disputed,
        evidence_wanted=spec.evidence, evidence_present=evidence,
    )  # fmt: skip


def _full(ready: PreparedIndicator, condition: Condition, facts: Facts, answer: Answer, evidence: int) -> Row:
    points, text = ready.spec.points, ready.spec.full_text or condition.words
    steps = (
        Step(f"{condition.words}：{condition.in_numbers(facts)}", "成立"),
        scored(f"{text}，按满分计：{fixed(points)}", points),
    )
    return _settled(ready, facts, answer, evidence, points, steps, text)


def _by_zero(ready: PreparedIndicator, formula: Formula, facts: Facts, answer: Answer, evidence: int) -> Row:
    full = ready.spec.when_zero is ZeroBase.FULL
    points = ready.spec.points if full else ZERO
    steps = (
        Step(f"{formula.words} = {formula.in_numbers(facts)}", "除数为 0"),
        scored(f"除数为 0 时{'按满分' if full else '按 0 分'}计：{fixed(points)}", points),
    )
    return _settled(ready, facts, answer, evidence, points, steps, "除数为 0")


def _open(
    ready: PreparedIndicator, facts: Facts, answer: Answer, evidence: int, missing: tuple[Name, ...], problem: str
) -> Row:  # fmt: skip
    """A row that cannot be scored yet: never zero, never full, but a sentence that says why."""
    spec = ready.spec
    steps: tuple[Step, ...] = ()
    if missing:
        problem = f"缺少{'、'.join(dict.fromkeys(f'“{name.name}”' for name in missing))}，填写后才能计分"
    elif ready.formula is not None and problem == DIVIDED_BY_ZERO:
        steps = (Step(f"{ready.formula.words} = {ready.formula.in_numbers(facts)}", "无法计算"),)
        problem = "除数为 0，无法计算；请核对数据，确实如此的请注明不适用的理由"
    return Row(
        spec.code, spec.name, spec.level_one, spec.level_two, spec.points, None, spec.points, spec.rule.kind,
        spec.rule.uses == "value" or ready.formula is not None, (*steps, Step(problem)),
        facts=_used(ready, facts), missing=tuple(dict.fromkeys(name.code for name in missing)), problem=problem,
        reason=answer.reason.strip(), disputed=answer.dispute.strip(), evidence_wanted=spec.evidence,
        evidence_present=evidence,
    )  # fmt: skip


def _not_applicable(ready: PreparedIndicator, reason: str, evidence: int, mode: NotApplicable) -> Row:
    spec = ready.spec
    points: Decimal | None = None
    steps: tuple[Step, ...] = (Step(f"不适用：{reason}"), Step(_INSTEAD[mode]))
    if mode is NotApplicable.FULL:
        points = spec.points
        steps = (steps[0], scored(f"不适用的指标按满分计：{fixed(points)}", points))
    return Row(
        spec.code, spec.name, spec.level_one, spec.level_two, spec.points, points, points or ZERO,
        spec.rule.kind, False, steps, value_text="不适用", not_applicable=reason, evidence_wanted=spec.evidence,
        evidence_present=evidence,
    )  # fmt: skip


_INSTEAD = {
    NotApplicable.SPREAD: "分值按比例分摊到其余指标",
    NotApplicable.FULL: "",
    NotApplicable.DROP: "分值不计入总分",
}


def _used(ready: PreparedIndicator, facts: Facts) -> tuple[UsedFact, ...]:
    return tuple([UsedFact(name.code, name.name, facts[name.code]) for name in ready.names if name.code in facts])
