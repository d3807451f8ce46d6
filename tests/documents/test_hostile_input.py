"""Whatever is typed comes out as text: no markup, no request, no crash, whatever its size."""

import io
import socket
from dataclasses import replace

import pypdf
import pytest

from evalportal.documents.context import Section
from evalportal.documents.headings import paragraphs
from evalportal.documents.pdf import render_pdf
from evalportal.documents.weasy.fetching import StaticOnly

from .sample import project, sample_report
from .test_pdf_text import bare_report, expected_text, text_of, whole_text

MARKUP = (
    '<img src="http://127.0.0.1:9/x.png"><img src="file:///etc/passwd"><link rel="stylesheet" href="http://127.0.0.1:9/">'
    "<style>@page{size:A5} *{display:none} @import 'http://127.0.0.1:9/';</style><script>alert(1)</script>"
    "{{ settings.SECRET_KEY }}{% debug %}</p></body></html>&lt;b&gt;url(file:///etc/hostname)"
)


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_markup_in_narrative_is_printed_and_nothing_is_fetched(no_network):
    content = render_pdf(bare_report(MARKUP))
    assert text_of(content, 1, 2) == expected_text(MARKUP)


def test_markup_in_every_other_field_is_printed(no_network):
    report = sample_report(
        unit=MARKUP, unit_code=MARKUP, title=MARKUP[:60], issuer=MARKUP, method=MARKUP, evaluator=MARKUP
    )
    row = replace(report.score.rows[0], name=MARKUP, standard=MARKUP, trace=MARKUP, level1=MARKUP)
    report = replace(
        report,
        score=replace(report.score, rows=(row, *report.score.rows[1:]), remarks=(MARKUP,)),
        projects=(replace(project(1, MARKUP), goal=MARKUP, completion=MARKUP),),
        base_data=replace(report.base_data, thrift=MARKUP),
        contact=replace(report.contact, filler=MARKUP),
    )
    text = whole_text(render_pdf(report))
    assert text.count("file:///etc/passwd") >= 8


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "file:///etc/../etc/hostname",
        "http://127.0.0.1:9/",
        "https://example.org/",
        "ftp://example.org/",
        "evalportal-font:0",
        "file://server/share",
        "file:static/../../../etc/passwd",
    ],
)
def test_only_static_files_and_data_can_be_fetched(address):
    with pytest.raises(ValueError, match="refused"):
        StaticOnly().fetch(address)


def test_a_static_file_and_a_data_address_can_be_fetched(settings):
    assert StaticOnly().fetch("data:text/plain,ok").read() == b"ok"
    sheet = settings.BASE_DIR / "static/documents/print.css"
    assert StaticOnly().fetch(sheet.as_uri()).read() == sheet.read_bytes()


def test_zero_width_and_control_characters_vanish_and_the_words_stay():
    typed = "水\u200b利\ufeff工\u202e程\u00ad建\x07设\x0b管理\ufe0f。"
    content = render_pdf(bare_report(typed))
    assert text_of(content, 1, 2) == expected_text("水利工程建设管理。")


def test_200_kilobytes_of_narrative_come_out_whole():
    sentence = "严格执行预算，加快支出进度，规范资金管理，提高使用效益。"
    # 28 characters of 3 bytes: 2,400 of them are 201,600 bytes, in one single paragraph
    narrative = sentence * 2400
    content = render_pdf(bare_report(narrative))
    pages = len(pypdf.PdfReader(io.BytesIO(content)).pages)
    assert text_of(content, 1, pages).count(sentence) > 2300
    assert pages > 100


def test_300_projects_come_out_each_with_its_table():
    projects = tuple(replace(project(at, f"第{at}号项目"), indicators=(), funds=()) for at in range(1, 301))
    content = render_pdf(sample_report(projects=projects, sections=(), score=None, overall=None, base_data=None))
    text = whole_text(content)
    assert all(f"附件1-{at}" in text and f"第{at}号项目" in text for at in (1, 150, 300))


def test_a_word_without_end_stays_between_the_margins(tmp_path):
    import pdfplumber

    content = render_pdf(bare_report("字" + "A" * 5000))
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        assert max(char["x1"] for char in pdf.pages[1].chars) < 595.28 - 70


def test_a_cell_longer_than_a_page_is_printed_whole():
    report = sample_report()
    row = replace(report.score.rows[0], trace="逐项说明计算过程。" * 900)
    score = replace(report.score, rows=(row, *report.score.rows[1:]))
    content = render_pdf(replace(report, score=score, sections=(), projects=(), overall=None, base_data=None))
    text = whole_text(content)
    assert text.count("逐项说明") > 850


def test_an_empty_report_is_a_pdf_too():
    section = Section("profile", "一、部门基本概况", tuple(paragraphs("")))
    content = render_pdf(
        sample_report(
            sections=(section,), base_data=None, overall=None, projects=(), score=None, evidence=(), dated=None
        )
    )
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 2
