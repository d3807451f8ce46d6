from decimal import Decimal

import pytest

from departments.importing.report.facts import shown_facts
from departments.importing.report.parse import parse_text
from scoring.checks import Level, Subject, run_checks
from tests.claims.accuracy import FOLDERS, measure, measure_sentences, summary
from tests.claims.corpus import load

REPORTS = [report for folder in FOLDERS for report in load(folder)]
NAMES = [report.name for report in REPORTS]
OWN = [report for folder in FOLDERS[:8] for report in load(folder)]
OF_OTHERS = [report for folder in FOLDERS[8:] for report in load(folder)]


@pytest.mark.parametrize("report", OWN, ids=[report.name for report in OWN])
def test_unit_year_sections_and_facts_are_read(report):
    outcome = measure(report)
    assert outcome.fact_errors == []


def test_nearly_all_facts_and_outlines_of_other_hands_are_read():
    # Their keys also ask for columns that only the context tells.
    outcomes = [measure(report) for report in OF_OTHERS]
    right, asked = (sum(each.facts[place] for each in outcomes) for place in (0, 1))
    assert right >= asked * Decimal("0.93")
    assert all(each.sections_right for each in outcomes)


def test_sentences_of_other_hands():
    measured = measure_sentences()
    assert sum(alarms for _faults, _found, _true, alarms in measured.values()) == 0
    faults, found = (sum(each[place] for each in measured.values()) for place in (0, 1))
    assert found >= faults * Decimal("0.98")


@pytest.mark.parametrize("report", REPORTS, ids=NAMES)
def test_no_true_sentence_is_called_an_error_or_a_warning(report):
    assert [(each.code, each.quote) for each in measure(report).alarms] == []


@pytest.mark.parametrize(("reports", "least"), [(OWN, 98), (OF_OTHERS, 90)], ids=["own", "of others"])
def test_most_planted_faults_are_found(reports, least):
    figures = summary([measure(report) for report in reports])
    assert Decimal(figures["recall"].rstrip("%")) >= least


def changning():
    return next(report for report in REPORTS if report.name == "changning")


def test_facts_of_the_demo_report_are_exactly_those_of_its_text():
    # 0.32 万元 事业收入 is the only other income; 商品和服务支出 stands for 公用经费
    assert shown_facts(parse_text(changning().text).facts) == {
        "staff_quota": "45", "staff_actual": "73", "income_total.initial": "890.65", "income_general.initial": "890.33",
        "income_other.initial": "0.32", "expenditure_total.initial": "890.65", "expenditure_basic": "802.65",
        "expenditure_personnel.initial": "685.19", "expenditure_public.initial": "117.46",
        "expenditure_project.initial": "88", "three_public_total.initial": "3.8",
        "three_public_reception.initial": "3.8", "self_score": "95",
    }  # fmt: skip


def test_the_demo_report_gives_these_errors_and_warnings_and_no_others():
    findings = run_checks(Subject(parse_text(changning().text)))
    found = sorted(each.code for each in findings if each.level != Level.HINT)
    assert found == sorted([
        "share", "share", "shares_sum", "three_public_named", "three_public_computable", "staff_over_quota",
        "score_ceiling", "outturn_equals_budget", "adjusted_budget", "heading_numbers", "residue", "impossible_percent",
        "relative_year", "problems_on_budget", "problems_have_measures", "satisfaction_survey", "asset_figures",
        "required_amounts", "date_and_signature",
    ])  # fmt: skip


def test_a_share_names_the_right_figure_and_the_calculation():
    share = next(each for each in run_checks(Subject(parse_text(changning().text))) if each.code == "share")
    # 890.33 ÷ 890.65 = 0.999640…
    assert (share.quote, share.stated, share.expected) == ("占总收入比重的99%", "99%", "99.96%")
    assert "890.33万元 ÷ 890.65万元 = 99.96%" in share.message


def test_a_share_that_is_only_cut_is_a_hint():
    cut = [each for each in run_checks(Subject(parse_text(changning().text))) if each.quote == "占总支出0.42%"]
    # 3.8 ÷ 890.65 = 0.42665 %
    assert [(each.level, each.expected) for each in cut] == [(Level.HINT, "0.43%")]
