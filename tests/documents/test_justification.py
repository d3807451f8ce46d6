"""Lines of Chinese end flush, no mark begins a line, and the replaced functions fit this WeasyPrint."""

import io

import pdfplumber
import pytest
from weasyprint.layout import inline

from evalportal.documents.pdf import render_pdf
from evalportal.documents.weasy import justify

from .test_page_layout import LEFT, RIGHT, lines_of
from .test_pdf_text import bare_report

# Marks at every distance, figures and letters between the characters.
VARIED = "".join(
    f"第{number}项：“{'工程' * (number % 7 + 1)}”计划投资{number * 37}.5万元，完成{'建设' * (number % 5 + 1)}；"
    for number in range(90)
)


@pytest.fixture(scope="module")
def varied_lines():
    with pdfplumber.open(io.BytesIO(render_pdf(bare_report(VARIED)))) as pdf:
        return [line for page in pdf.pages[1:] for line in lines_of(page)]


def joined(varied_lines):
    """Lines in reading order as one row of characters each; faces of one line may differ in height."""
    rows = []
    for line in varied_lines:
        if rows and abs(rows[-1][0]["bottom"] - line[0]["bottom"]) < 6:
            rows[-1] = sorted(rows[-1] + line, key=lambda char: char["x0"])
        else:
            rows.append(list(line))
    return rows


def test_lines_end_flush_or_hang_one_mark(varied_lines):
    lines = [line for line in joined(varied_lines) if line[0]["x0"] < LEFT + 5][:-3]
    assert len(lines) > 60
    for line in lines:
        last = line[-1]
        if last["text"] in justify.HANGING and last["x1"] > RIGHT + 2:
            assert last["x0"] == pytest.approx(RIGHT, abs=2)
        else:
            assert last["x1"] == pytest.approx(RIGHT, abs=1)


def test_no_line_begins_with_a_mark(varied_lines):
    starts = {line[0]["text"] for line in joined(varied_lines)}
    assert not starts & set(justify.NO_LINE_START)


def test_marks_do_hang(varied_lines):
    assert any(line[-1]["x1"] > RIGHT + 10 for line in joined(varied_lines))


def test_gaps_are_halves_at_characters_and_wholes_at_spaces():
    # 水|利 one whole gap: half of each; 水a: half; "a b": one
    assert justify.gaps("水利") == 1
    assert justify.gaps("水a") == 0.5
    assert justify.gaps("a b") == 1
    assert justify.gaps("ab") == 0


def test_the_replacement_is_refused_on_an_unknown_weasyprint(monkeypatch):
    def count_expandable_spaces(box, style):
        return 0

    monkeypatch.setattr(inline, "count_expandable_spaces", count_expandable_spaces)
    with pytest.raises(justify.UnknownWeasyPrint, match="count_expandable_spaces"):
        justify.apply()
