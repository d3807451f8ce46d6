# ruff: noqa: E501 - a case a line
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from departments.importing.report.facts import shown_facts
from departments.importing.report.parse import parse_document
from departments.importing.report.reading import ImportRefused, read_upload
from tests.claims.corpus import load
from tests.programs import SOFFICE

CHANGNING = next(report for report in load("first") if report.name == "changning")


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word(text):
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


def keys(report):
    return [str(part.key) for part in report.sections]


def test_word_file_reads_like_its_text():
    report = parse_document(read_upload(word(CHANGNING.text), "自评报告.docx"))
    assert (report.unit, report.year, keys(report)) == (CHANGNING.unit, 2023, CHANGNING.sections)
    assert {project.name: str(project.amount) for project in report.projects} == CHANGNING.projects


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_file_in_office_encodings(encoding):
    report = parse_document(read_upload((CHANGNING.text + "㙍𬭚").encode(encoding), "报告.TXT"))
    assert report.unit == CHANGNING.unit
    assert report.text.endswith("㙍𬭚")


def test_bold_lines_and_word_headings_without_numbers_are_headings():
    document = docx.Document()
    document.add_paragraph("某某县水务局2023年度部门整体支出绩效自评报告")
    for style, heading in (
        ("Heading 1", "部门基本概况"),
        ("Heading 1", "部门整体支出情况"),
        ("Heading 1", "存在的问题"),
    ):
        document.add_paragraph(heading, style=style)
        document.add_paragraph("正文。")
    assert keys(parse_document(read_upload(saved(document), "a.docx"))) == ["profile", "expenditure", "problems"]
    plain = docx.Document()
    for heading in ("部门基本概况", "资产管理情况", "存在的问题"):
        plain.add_paragraph().add_run(heading).bold = True
        plain.add_paragraph("正文。")
    assert keys(parse_document(read_upload(saved(plain), "a.docx"))) == ["profile", "assets", "problems"]


def test_automatic_numbers_stand_in_the_text():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    ))  # fmt: skip
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for heading in ("部门基本概况", "部门整体支出情况", "资产管理情况"):
        paragraph = document.add_paragraph(heading)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
        )
    report = parse_document(read_upload(saved(document), "a.docx"))
    assert [part.heading for part in report.sections] == [
        "一、部门基本概况",
        "二、部门整体支出情况",
        "三、资产管理情况",
    ]


def test_table_whose_heads_say_what_they_are_gives_facts_and_projects():
    document = docx.Document()
    document.add_paragraph("一、部门基本概况")
    table = document.add_table(rows=3, cols=4)
    rows = [
        ("", "2022年决算数", "年初预算数", "决算数"),
        ("三公经费", "12.5", "12", "10.8"),
        ("公用经费", "90", "100", "95"),
    ]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    projects = document.add_table(rows=3, cols=2)
    for row, cells in zip(
        projects.rows, [("项目名称", "金额（元）"), ("堤防维护", "2600000"), ("合计", "2600000")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    report = parse_document(read_upload(saved(document), "2023.docx"))
    facts = shown_facts(report.facts)
    assert (facts["three_public_total.initial"], facts["expenditure_public.outturn"]) == ("12", "95")
    # 2,600,000 元 ÷ 10,000 = 260 万元
    assert [(each.name, each.amount) for each in report.projects] == [("堤防维护", 260)]


def package(*, parts=(), name="word/document.xml", content=b""):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            name, content or b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"
        )
        for part, data in parts:
            archive.writestr(part, data)
    return stream.getvalue()


REFUSED = {
    "zip bomb": (package(content=b"<a>" + b" " * 60_000_000 + b"</a>"), "a.docx", "过大"),
    "entities": (package(content=b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>'), "a.docx", "外部引用"),
    "outside entity": (package(content=b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'), "a.docx", "外部引用"),
    "macros": (package(parts=[("word/vbaProject.bin", b"x")]), "a.docx", "宏"),
    "macro name": (b"PK", "a.docm", "宏"),
    "spreadsheet renamed": (package(name="xl/workbook.xml"), "a.docx", "不是 Word"),
    "text renamed": ("二、部门".encode(), "a.docx", "内容却不是"),
    "word renamed": (package(), "a.txt", "内容却不是"),
    "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "a.docx", "密码"),
    "cut short": (package()[:60], "a.docx", "损坏"),
    "broken xml": (package(content=b"<w:document"), "a.docx", "损坏"),
    "deep xml": (package(content=b"<a>" * 5000 + b"</a>" * 5000), "a.docx", "损坏"),
    "binary as text": (b"\x00\x01\x02" * 50, "a.txt", "不是文本"),
    "empty": (b"", "a.txt", "空的"),
    "picture": (b"\x89PNG", "a.png", "不支持"),
    "broken pdf": (b"%PDF-1.7 nothing", "a.pdf", "PDF"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_file_is_refused_with_a_sentence(case):
    content, name, words = REFUSED[case]
    with pytest.raises(ImportRefused, match=words):
        read_upload(content, name)


@pytest.mark.skipif(
    not shutil.which("antiword") or not shutil.which("soffice"), reason="needs antiword and LibreOffice"
)
def test_old_word_file_is_read_where_a_converter_is_installed(tmp_path: Path):
    (tmp_path / "a.docx").write_bytes(word(CHANGNING.text))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    report = parse_document(read_upload((tmp_path / "a.doc").read_bytes(), "a.doc"))
    assert keys(report) == CHANGNING.sections


@pytest.mark.needs(SOFFICE)
def test_lines_that_a_pdf_broke_are_paragraphs_again(tmp_path):
    (tmp_path / "a.docx").write_bytes(word(CHANGNING.text))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    report = parse_document(read_upload((tmp_path / "a.pdf").read_bytes(), "a.pdf"))
    assert keys(report) == CHANGNING.sections
    assert {project.name: str(project.amount) for project in report.projects} == CHANGNING.projects
