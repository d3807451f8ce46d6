from decimal import Decimal

import pytest

from departments.drafts import Conflict, Locked, NotYours, TooLarge
from departments.enums import ReportState, Role
from departments.events import seal_edits
from departments.models import Event, OpenEdit, Report
from scoring.answering import answer_shown, save_answer
from scoring.models import IndicatorScore
from scoring.scoresheet import score_report
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def draft():
    return factories.report()


def save(draft, indicator="benefits", version=0, by=None, **values):
    report, clerk = draft
    return save_answer(report.pk, indicator=indicator, values=values, version=version, by=by or clerk)


def test_answer_is_stored_and_scored(draft):
    done = save(draft, judged="6.5", reason="一项效益未达到预期")
    assert (done.row.version, done.errors, done.closed) == (1, (), False)
    found = score_report(draft[0]).row("benefits")
    assert (found.score, found.reason) == (D("6.5"), "一项效益未达到预期")


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [("1,2,4", [1, 2, 4], "1,2,4"), ("4,1,1", [1, 4], "1,4"), ("0", [], "0"), ("", None, ""), ("  ", None, "")],
)
def test_points_met_are_told_apart_from_no_answer(draft, typed, stored, shown):
    save(draft, "management_rules", checked="3")
    row = save(draft, "management_rules", version=1, checked=typed).row
    assert row.checked == stored
    assert answer_shown(row, "checked") == shown
    assert score_report(draft[0]).row("management_rules").is_pending is (stored is None)


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        ("judged", "六分半"),
        ("judged", "-1"),
        ("judged", "6.555"),
        ("faults", "1.5"),
        ("outside", "=1+1"),
        ("outside_max", "<script>"),
        ("actual", "㙍𬭚😀"),
        ("attainment", "差不多"),
        ("checked", "一二"),
        ("checked", "1;2"),
        ("reason", "长" * 2001),
    ],
)
def test_what_is_no_valid_value_is_kept_as_typed_and_counts_for_nothing(draft, cell, typed):
    done = save(draft, **{cell: typed})
    assert [error.cell for error in done.errors] == [cell]
    row = IndicatorScore.objects.get()
    assert answer_shown(row, cell) == typed
    assert getattr(row, cell) in (None, "")
    assert score_report(draft[0]).row("benefits").score is None


def test_a_corrected_cell_is_valid_again(draft):
    save(draft, judged="六")
    done = save(draft, version=1, judged="6")
    assert done.errors == ()
    assert IndicatorScore.objects.get().invalid == {}


def test_text_with_nul_and_halves_of_characters_can_be_stored(draft):
    save(draft, reason="a\x00b\ud800", judged="\x00六")
    assert IndicatorScore.objects.get().reason == "ab?"


def test_other_cells_of_the_answer_stay_as_they_are(draft):
    save(draft, judged="6", reason="理由")
    row = save(draft, version=1, reason="新的理由").row
    assert (row.judged, row.reason) == (6, "新的理由")


def test_a_stale_version_is_a_conflict_and_stores_nothing(draft):
    other = factories.person("", Role.PREPARER, department=draft[0].department, name="龙𬭚")
    save(draft, judged="6")
    save(draft, version=1, judged="5", by=other)
    with pytest.raises(Conflict) as caught:
        save(draft, version=1, judged="4")
    (clash,) = caught.value.clashes
    assert (clash.row, clash.version, clash.by, clash.theirs) == ("benefits", 2, "龙𬭚", {"judged": "5.00"})
    assert IndicatorScore.objects.get().judged == 5


def test_two_first_answers_conflict(draft):
    save(draft, judged="6")
    with pytest.raises(Conflict):
        save(draft, version=0, judged="5")


def test_saving_again_what_is_there_is_no_conflict(draft):
    save(draft, judged="6")
    assert save(draft, version=0, judged="6.00").row.version == 1


def test_an_answer_without_content_makes_no_row(draft):
    assert save(draft, reason="").row.pk is None
    assert not IndicatorScore.objects.exists()


def test_edits_stand_in_the_trail_with_old_and_new(draft):
    save(draft, judged="6")
    save(draft, version=1, judged="5", reason="理由")
    assert OpenEdit.objects.get().changes == {
        "score/benefits/judged": ["", "5.00"],
        "score/benefits/reason": ["", "理由"],
    }
    seal_edits(draft[0])
    assert Event.objects.filter(kind="draft_edited", place="performance").count() == 1


def test_report_notes_who_edited_it_last(draft):
    save(draft, judged="6")
    assert Report.objects.get().edited_by == draft[1]


@pytest.mark.parametrize(
    ("indicator", "cell"), [("no_such", "judged"), ("benefits", "version"), ("benefits", "report")]
)
def test_unknown_indicator_or_cell_is_refused(draft, indicator, cell):
    report, clerk = draft
    with pytest.raises(NotYours):
        save_answer(report.pk, indicator=indicator, values={cell: "1"}, version=0, by=clerk)


def test_a_text_beyond_all_measure_is_refused(draft):
    with pytest.raises(TooLarge):
        save(draft, reason="长" * 200_001)


def test_nobody_but_the_units_clerk_may_answer():
    county = factories.county()
    for name, person in county.people.items():
        if name == "clerk":
            continue
        with pytest.raises(NotYours):
            save_answer(county.report.pk, indicator="benefits", values={"judged": "6"}, version=0, by=person)
    assert not IndicatorScore.objects.exists()


def test_a_report_that_was_sent_takes_no_answers(draft):
    Report.objects.update(state=ReportState.SUBMITTED)
    with pytest.raises(Locked):
        save(draft, judged="6")


def test_a_returned_report_takes_answers_only_where_its_section_is_unlocked(draft):
    Report.objects.update(state=ReportState.RETURNED, unlocked=["profile"])
    with pytest.raises(Locked):
        save(draft, judged="6")
    Report.objects.update(unlocked=["performance"])
    assert save(draft, judged="6").row.judged == 6


def test_one_save_stays_within_twelve_queries(draft, django_assert_max_num_queries):
    save(draft, judged="6", reason="理由")
    with django_assert_max_num_queries(10):  # session and user come on top
        save(draft, version=1, judged="5")
