# ruff: noqa: E501 - a case a line
"""What Word files hold besides plain paragraphs: nothing that a reader sees is lost, nothing deleted comes back."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from departments.importing.report.parse import parse_document
from departments.importing.report.reading import ImportRefused, read_upload
from tests.programs import SOFFICE

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def package(body, *, strict=False, more=()):
    """A .docx with nothing but this body."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document {SPACES}><w:body>{body}</w:body></w:document>'
    if strict:
        xml = xml.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
        for name, content in more:
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return stream.getvalue()


def text_of(body, **more):
    return read_upload(package(body, **more), "a.docx").text


def p(text, inner=""):
    return f"<w:p>{inner}<w:r><w:t>{text}</w:t></w:r></w:p>"


RUN = "<w:r><w:t>看得见㙍</w:t></w:r>"
SEEN = {
    "insertion": f"<w:p><w:ins>{RUN}</w:ins></w:p>",
    "moved here": f"<w:p><w:moveTo>{RUN}</w:moveTo></w:p>",
    "inserted paragraphs": f"<w:ins>{p('看得见㙍')}</w:ins>",
    "content control in a line": f"<w:p><w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt></w:p>",
    "content control around paragraphs": f"<w:sdt><w:sdtContent>{p('看得见㙍')}</w:sdtContent></w:sdt>",
    "control around rows": f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{p('看得见㙍')}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
    "control around a cell": f"<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{p('看得见㙍')}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>",
    "hyperlink": f"<w:p><w:hyperlink>{RUN}</w:hyperlink></w:p>",
    "field result": f"<w:p><w:fldSimple w:instr='PAGE'>{RUN}</w:fldSimple></w:p>",
    "smart tag": f"<w:p><w:smartTag>{RUN}</w:smartTag></w:p>",
    "text box": (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>" + p("看得见㙍")
        + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + p("看得见㙍")
        + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ),
    "choice around paragraphs": f"<mc:AlternateContent><mc:Choice Requires='wps'>{p('看得见㙍')}</mc:Choice></mc:AlternateContent>",
    "equation in a line": "<w:p><m:oMath><m:r><m:t>看得见㙍</m:t></m:r></m:oMath></w:p>",
    "equation of its own": "<m:oMathPara><m:oMath><m:r><m:t>看得见㙍</m:t></m:r></m:oMath></m:oMathPara>",
    "vertical text": f"<w:tbl><w:tr><w:tc><w:tcPr><w:textDirection w:val='tbRlV'/></w:tcPr>{p('看得见㙍')}</w:tc></w:tr></w:tbl>",
    "ruby": "<w:p><w:r><w:ruby><w:rubyBase><w:r><w:t>看得见㙍</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
}  # fmt: skip


@pytest.mark.parametrize("case", SEEN)
def test_what_a_reader_sees_is_read_once(case):
    assert text_of(p("前") + SEEN[case] + p("后")).count("看得见㙍") == 1


HIDDEN = {
    "deletion": "<w:p><w:del><w:r><w:delText>已删除</w:delText></w:r></w:del></w:p>",
    "deletion with plain text": "<w:p><w:del><w:r><w:t>已删除</w:t></w:r></w:del></w:p>",
    "moved away": "<w:p><w:moveFrom><w:r><w:t>已删除</w:t></w:r></w:moveFrom></w:p>",
    "deleted row": f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('已删除')}</w:tc></w:tr></w:tbl>",
    "field code": "<w:p><w:r><w:instrText>已删除</w:instrText></w:r></w:p>",
}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_was_deleted_does_not_come_back(case):
    text = text_of(p("前") + HIDDEN[case] + p("后"))
    assert "已删除" not in text
    assert text.startswith("前")
    assert text.endswith("后")


def test_the_strict_form_of_the_standard_reads_the_same():
    body = p("一、部门基本概况") + p("编制45人。")
    assert text_of(body, strict=True) == text_of(body) == "一、部门基本概况\n编制45人。"


def test_footnotes_and_endnotes_are_read_and_remarks_are_not():
    notes = [
        (f"word/{name}.xml", f'<w:{name} {SPACES}><w:{one} w:id="1">{p(text)}</w:{one}></w:{name}>')
        for name, one, text in (("footnotes", "footnote", "脚注㙍"), ("endnotes", "endnote", "尾注𬭚"), ("comments", "comment", "批注"))
    ]  # fmt: skip
    text = text_of(p("正文"), more=notes)
    assert "脚注㙍" in text
    assert "尾注𬭚" in text
    assert "批注" not in text


def test_another_file_inside_is_refused_since_it_would_be_lost():
    with pytest.raises(ImportRefused, match="嵌入了另一个文件"):
        text_of(p("前") + '<w:altChunk r:id="rId9"/>')


def test_a_cell_over_two_columns_keeps_the_others_under_their_heads():
    wide = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
    head = f"<w:tr><w:tc>{wide}{p('项目')}</w:tc><w:tc>{p('年初预算数')}</w:tc><w:tc>{p('决算数')}</w:tc></w:tr>"
    row = f"<w:tr><w:tc>{p('公用经费')}</w:tc><w:tc>{p('')}</w:tc><w:tc>{p('41')}</w:tc><w:tc>{p('40')}</w:tc></w:tr>"
    document = read_upload(package(p("二、部门整体支出情况") + f"<w:tbl>{head}{row}</w:tbl>"), "a.docx")
    facts = {fact.name: str(fact.value) for fact in parse_document(document).facts}
    assert facts == {"expenditure_public.initial": "41", "expenditure_public.outturn": "40"}


def test_tables_within_tables_lose_nothing():
    inner = p("最里面㙍")
    for _ in range(25):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert "最里面㙍" in text_of(inner)
    too_deep = p("x")
    for _ in range(200):
        too_deep = f"<w:tbl><w:tr><w:tc>{too_deep}</w:tc></w:tr></w:tbl>"
    with pytest.raises(ImportRefused, match="损坏"):
        text_of(too_deep)


def test_ten_thousand_rows_are_read():
    rows = "".join(f"<w:tr><w:tc>{p(f'第{at}项')}</w:tc><w:tc>{p(at)}</w:tc></w:tr>" for at in range(10_000))
    text = parse_document(read_upload(package(f"<w:tbl>{rows}</w:tbl>"), "a.docx")).text
    assert text.count("\n") == 9_999
    assert text.endswith("第9999项\t9999")


@pytest.mark.needs(SOFFICE)
def test_a_file_that_another_office_program_wrote(tmp_path):
    import subprocess

    document = docx.Document()
    document.add_paragraph("一、部门基本概况")
    document.add_paragraph("编制45人㙍。")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "公用经费", "41万元"
    document.element.body.append(
        parse_xml(f"<w:p xmlns:w='{W}'><w:ins w:id='1' w:author='a' w:date='2024-01-01T00:00:00Z'>{RUN}</w:ins></w:p>")
    )
    document.save(tmp_path / "a.docx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "a.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = read_upload((tmp_path / "out" / "a.docx").read_bytes(), "a.docx").text
    for words in ("一、部门基本概况", "编制45人㙍。", "公用经费\t41万元", "看得见㙍"):
        assert words in text
