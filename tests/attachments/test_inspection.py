"""A file is what it is, not what its name says."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
import weasyprint  # noqa: F401  # it changes how Pillow takes broken pictures, and is there in the portal
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from departments.attachments.inspection import inspect_file
from departments.attachments.inspection.office import MAIN_TYPES
from departments.attachments.refusal import FileRefused
from tests.attachments import making

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOCUMENT = "word/document.xml"


def refusal(name, content):
    with pytest.raises(FileRefused) as refused:
        inspect_file(BytesIO(content), name)
    assert f"“{name}”" in refused.value.message
    return refused.value.message


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("批复.pdf", making.pdf(), "pdf"),
        ("批复.docx", making.docx(), "docx"),
        ("批复.xlsx", making.xlsx(), "xlsx"),
        ("照片.jpg", making.picture(), "jpg"),
        ("照片.jpeg", making.picture(), "jpg"),
        ("照片.jpg", making.picture(progressive=True), "jpg"),
        ("截图.png", making.picture("PNG"), "png"),
    ],
)
def test_real_files_are_taken(name, content, kind):
    assert inspect_file(BytesIO(content), name).code == kind


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.jpg", "a.png"])
def test_empty_file_is_refused(name):
    assert "空文件" in refusal(name, b"")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("报告.doc", "另存为 .docx"),
        ("报告.wps", "另存为 .docx"),
        ("表.xls", "另存为 .xlsx"),
        ("表.xlsm", "不带宏"),
        ("文件.ofd", "PDF"),
        ("全部.rar", "解压后逐个上传"),
        ("图.heic", "JPG 或 PNG"),
        ("setup.exe", "只能上传"),
        ("报告.pdf.exe", "只能上传"),
        ("无扩展名", "只能上传"),
    ],
)
def test_other_formats_are_refused_with_what_to_do(name, advice):
    assert advice in refusal(name, making.EXE)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.jpg", "a.png"])
def test_renamed_program_is_refused(name):
    assert "实际不是" in refusal(name, making.EXE)


@pytest.mark.parametrize(
    ("name", "content", "right"),
    [
        ("a.docx", making.pdf(), ".pdf"),
        ("a.jpg", making.picture("PNG"), ".png"),
        ("a.png", making.picture(), ".jpg"),
        ("a.docx", making.xlsx(), ".xlsx"),
        ("a.xlsx", making.docx(), ".docx"),
    ],
)
def test_wrong_extension_is_named(name, content, right):
    assert f"请把扩展名改为 {right}" in refusal(name, content)


def test_old_or_encrypted_word_file_under_a_new_name_is_refused():
    assert "旧版 Word 文件，或者设置了打开密码" in refusal("a.docx", OLE)


def test_any_zip_is_no_word_file():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("readme.txt", "x")
    assert "实际不是 Word 文件" in refusal("a.docx", out.getvalue())


def test_template_under_the_name_of_a_document_is_refused():
    template = making.repacked(
        making.docx(),
        change={"[Content_Types].xml": lambda types: types.replace(b"document.main+xml", b"template.main+xml")},
    )
    assert "实际不是 Word 文件" in refusal("a.docx", template)


# --- Macros, controls, hidden files -------------------------------------------------------------------


def macro_types(types):
    return types.replace(
        MAIN_TYPES["docx"].encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )


@pytest.mark.parametrize(
    "content",
    [
        making.repacked(making.docx(), change={"[Content_Types].xml": macro_types}),
        making.repacked(making.docx(), add={"word/vbaProject.bin": OLE}),
        making.repacked(making.docx(), add={"word/VBAPROJECT.BIN": b"x"}),
        making.repacked(making.docx(), add={"word/embeddings/o.bin": OLE + "_VBA_PROJECT".encode("utf-16-le")}),
        # the name lies across two pieces of reading
        making.repacked(
            making.docx(),
            add={"word/embeddings/o.bin": OLE[:8] + b"\0" * (1024 * 1024 - 16) + "_VBA_PROJECT".encode("utf-16-le")},
        ),
    ],
    ids=["content type", "part", "part in capitals", "embedded", "embedded across chunks"],
)
def test_macros_are_refused(content):
    assert "含有宏" in refusal("a.docx", content)


def test_controls_are_refused():
    assert "含有控件" in refusal("a.docx", making.repacked(making.docx(), add={"word/activeX/activeX1.xml": b"<a/>"}))


@pytest.mark.parametrize(
    "added",
    [
        {"word/embeddings/oleObject1.bin": OLE + "\x01Ole10Native".encode("utf-16-le")},
        {"word/media/image1.png": making.EXE},
        {"word/media/a.bin": making.docx()},
        {"word/embeddings/a.zip": b"PK\x03\x04" + b"\0" * 40},
        {"word/embeddings/a.docx": making.repacked(making.docx(), add={"word/embeddings/b.docx": making.docx()})},
    ],
    ids=["packed object", "program as picture", "package outside its folder", "broken package", "package in package"],
)
def test_hidden_files_are_refused(added):
    message = refusal("a.docx", making.repacked(making.docx(), add=added))
    assert "内嵌" in message or "藏有" in message


def test_chart_with_its_workbook_and_a_formula_are_taken():
    content = making.repacked(
        making.docx(),
        add={
            "word/embeddings/Microsoft_Excel_Sheet1.xlsx": making.xlsx(),
            "word/embeddings/oleObject1.bin": OLE + "Equation Native".encode("utf-16-le"),
            "word/media/image1.emz": b"\x1f\x8b" + b"\0" * 20,
        },
    )
    assert inspect_file(BytesIO(content), "a.docx").code == "docx"


# --- XML ----------------------------------------------------------------------------------------------

XXE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize("markup", [XXE, LAUGHS, XXE.decode().encode("utf-16"), b"<!DOCTYPE d><d/>"])
@pytest.mark.parametrize("part", [DOCUMENT, "[Content_Types].xml", "word/_rels/document.xml.rels"])
def test_document_type_with_entities_is_refused(markup, part):
    assert "外部引用" in refusal("a.docx", making.repacked(making.docx(), change={part: lambda old: markup}))


def test_prolog_without_end_is_refused():
    endless = making.repacked(making.docx(), change={DOCUMENT: lambda old: b"<!--" + b"x" * 300_000 + b"-->" + old})
    assert "损坏" in refusal("a.docx", endless)


def with_link(purpose, target):
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{purpose}"
    link = (
        f'<Relationship Id="rId99" Type="{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    part = "word/_rels/document.xml.rels"
    return making.repacked(
        making.docx(), change={part: lambda old: old.replace(b"</Relationships>", link.encode())}
    )


@pytest.mark.parametrize("target", ["http://1.2.3.4/t.dotm", "\\\\1.2.3.4\\s\\t.dotm", "file://///1.2.3.4/s/t.dotm"])
@pytest.mark.parametrize("purpose", ["attachedTemplate", "oleObject"])
def test_remote_template_is_refused(purpose, target):
    assert "自动联网" in refusal("a.docx", with_link(purpose, target))


@pytest.mark.parametrize(
    ("purpose", "target"),
    [("attachedTemplate", "file:///C:\\Users\\zhou\\Normal.dotm"), ("hyperlink", "http://www.hncz.gov.cn/")],
)
def test_own_template_and_hyperlinks_are_taken(purpose, target):
    assert inspect_file(BytesIO(with_link(purpose, target)), "a.docx").code == "docx"


# --- Bombs, broken packages ---------------------------------------------------------------------------


def test_zip_bomb_is_refused_without_unpacking_it():
    bomb = making.repacked(making.docx(), add={"word/media/zeros.bin": b"\0" * (64 * 1024 * 1024)})
    assert len(bomb) < 150_000  # 64 MB packed at about 1000 : 1
    assert "大得不正常" in refusal("a.docx", bomb)


def test_many_middling_entries_are_a_bomb_as_well():
    piece = b"\0" * (15 * 1024 * 1024)  # each below what is looked at alone; 18 × 15 = 270 MB
    bomb = making.repacked(making.docx(), add={f"word/media/{number}.bin": piece for number in range(18)})
    assert "大得不正常" in refusal("a.docx", bomb)


def test_bomb_in_an_embedded_package_counts_as_well():
    inner = making.repacked(making.xlsx(), add={"xl/zeros.bin": b"\0" * (64 * 1024 * 1024)})
    assert "大得不正常" in refusal("a.docx", making.repacked(making.docx(), add={"word/embeddings/a.xlsx": inner}))


def test_directory_that_lies_about_the_size_is_refused():
    bomb = bytearray(making.repacked(making.docx(), add={"word/media/zeros.bin": b"\0" * (64 * 1024 * 1024)}))
    size = struct.pack("<I", 64 * 1024 * 1024)
    while (at := bomb.find(size)) >= 0:
        bomb[at : at + 4] = struct.pack("<I", 10)
    refusal("a.docx", bytes(bomb))


def test_too_many_entries_are_refused():
    crowd = making.repacked(making.docx(), add={f"word/{number}.txt": b"" for number in range(5_000)})
    assert "大得不正常" in refusal("a.docx", crowd)


@pytest.mark.parametrize("path", ["../../evil.xml", "/etc/cron.d/evil.xml", "word\\..\\evil.xml"])
def test_entry_that_leads_outside_is_refused(path):
    assert "损坏" in refusal("a.docx", making.repacked(making.docx(), add={path: b"<a/>"}))


def test_same_part_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        double = making.repacked(making.docx(), add={DOCUMENT: b"<other/>"})
    assert "损坏" in refusal("a.docx", double)


def test_encrypted_entry_is_refused():
    content = bytearray(making.docx())
    at = content.find(b"PK\x01\x02")  # first entry of the directory; its flags stand 8 bytes further
    content[at + 8] |= 1
    assert "密码" in refusal("a.docx", bytes(content))


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf", "a.jpg", "a.png"])
def test_broken_off_file_is_refused(name):
    content = {
        "a.docx": making.docx(),
        "a.xlsx": making.xlsx(),
        "a.pdf": making.pdf(),
        "a.jpg": making.picture(),
        "a.png": making.picture("PNG"),
    }[name]
    message = refusal(name, content[: len(content) * 2 // 3])
    assert "损坏" in message or "藏有" in message


def test_changed_byte_in_a_package_is_found():
    content = bytearray(making.repacked(making.docx(), compression=zipfile.ZIP_STORED))
    at = content.find("㙍".encode())
    content[at] ^= 1
    assert "损坏" in refusal("a.docx", bytes(content))


# --- Polyglots ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", making.pdf() + making.docx()),
        ("a.jpg", making.picture() + making.docx()),
        ("a.png", making.picture("PNG") + making.docx()),
        ("a.png", making.picture("PNG") + b"<script>alert(1)</script>"),
        ("a.docx", making.docx() + making.EXE),
        ("a.docx", making.repacked(making.docx(), comment=b"<script>alert(1)</script>")),
    ],
    ids=["pdf+zip", "jpg+zip", "png+zip", "png+html", "docx+exe", "docx+comment"],
)
def test_file_with_two_natures_is_refused(name, content):
    assert "藏有另一个文件" in refusal(name, content)


def test_pdf_in_the_first_entry_of_a_package_is_refused():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package, zipfile.ZipFile(BytesIO(making.docx())) as old:
        package.writestr("a.txt", b"%PDF-1.7\n")
        for entry in old.infolist():
            package.writestr(entry.filename, old.read(entry))
    assert "藏有另一个文件" in refusal("a.docx", out.getvalue())


def test_program_before_a_package_is_refused():
    assert "实际不是 Word 文件" in refusal("a.docx", making.EXE + making.docx())


def test_photograph_with_data_of_the_telephone_behind_it_is_taken():
    assert inspect_file(BytesIO(making.picture() + b"MotionPhoto_Data" * 20), "a.jpg").code == "jpg"


# --- Pictures -----------------------------------------------------------------------------------------


def test_picture_bomb_is_refused_before_it_is_decoded():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))  # 2500 million pixels
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    assert "像素过多" in refusal("a.png", bomb)


def test_picture_with_a_changed_byte_is_refused():
    content = bytearray(making.picture("PNG"))
    content[len(content) // 2] ^= 0xFF
    assert "损坏" in refusal("a.png", bytes(content))


# --- PDF ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        making.action("/JavaScript", JS="app.alert(1)"),
        making.action("/Launch", F="cmd.exe"),
        making.action("/ImportData", F="http://1.2.3.4/"),
        making.named_script,
        lambda writer: writer._add_object(DictionaryObject({NameObject("/JS"): ArrayObject()})),  # points nowhere
    ],
    ids=["script", "launch", "import", "names", "orphan"],
)
def test_pdf_that_does_something_is_refused(change):
    assert "脚本或会启动程序的动作" in refusal("a.pdf", making.pdf(change))


def test_name_written_with_escapes_does_not_hide_a_script():
    content = making.pdf(making.action("/JavaScript", JS="alert(1)1234"))
    hidden = content.replace(b"/JavaScript", b"/JavaScri#70t").replace(b"/JS ", b"/J#53 ")
    # two and two characters more, four less: the table of positions stays right
    hidden = hidden.replace(b"1234", b"")
    assert len(hidden) == len(content)
    assert "脚本" in refusal("a.pdf", hidden)


def test_script_in_a_compressed_object_is_found():
    content = making.packed_pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>")
    assert b"JavaScript" not in content
    assert "脚本" in refusal("a.pdf", content)


def test_pdf_with_compressed_objects_is_taken():
    assert inspect_file(BytesIO(making.packed_pdf(b"<< /S /GoTo /D [3 0 R /Fit] >>")), "a.pdf").code == "pdf"


def test_pdf_with_a_hidden_program_is_refused():
    assert "内嵌了其他文件" in refusal("a.pdf", making.pdf(lambda writer: writer.add_attachment("a.exe", making.EXE)))


def test_electronic_voucher_with_its_xml_is_taken():
    voucher = making.pdf(lambda writer: writer.add_attachment("发票.xml", b"<a/>"))
    assert inspect_file(BytesIO(voucher), "发票.pdf").code == "pdf"


def test_encrypted_pdf_is_refused():
    content = making.pdf(lambda writer: writer.encrypt("geheim", algorithm="RC4-128"))
    assert "密码" in refusal("a.pdf", content)


def test_pdf_without_pages_is_refused():
    assert "损坏" in refusal("a.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF")
