"""Real files for tests: good ones as the programs write them, and what ill-willed people make of them."""

import zipfile
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

EXE = b"MZ\x90\x00" + b"\x00" * 60 + b"This program cannot be run in DOS mode."


def uploaded(name, content):
    return SimpleUploadedFile(name, content)


def picture(kind="JPEG", size=(640, 480), **options):
    out = BytesIO()
    # a gradient: no two rows the same, so that the data reaches to the end of the file
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def pdf(change=None):
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    if change:
        change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def action(kind, **more):
    """An action that a page carries out when it is opened."""

    def change(writer):
        entries = {"/S": NameObject(kind), **{f"/{key}": TextStringObject(value) for key, value in more.items()}}
        held = writer._add_object(DictionaryObject({NameObject(key): value for key, value in entries.items()}))
        writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): held})

    return change


def named_script(writer):
    """A script in the names of the document, which runs when it is opened."""
    scripts = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), TextStringObject("x")])})
    writer._root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): scripts})


def packed_pdf(action):
    """A PDF 1.5 by hand, whose objects lie in a compressed stream; the page carries out the action when opened."""
    inside = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /AA << /O 4 0 R >> >>",
        action,
    ]
    offsets = [sum(len(each) + 1 for each in inside[:at]) for at in range(4)]
    index = b" ".join(b"%d %d" % (at + 1, offset) for at, offset in enumerate(offsets)) + b" "

    def stream(number, entries, content):
        head = b"%d 0 obj\n<< %s /Filter /FlateDecode /Length %d >>" % (number, entries, len(content))
        return head + b"\nstream\n" + content + b"\nendstream\nendobj\n"

    packed = zlib.compress(index + b"\n".join(inside))
    head = b"%PDF-1.5\n"
    body = stream(5, b"/Type /ObjStm /N 4 /First %d" % len(index), packed)
    # type, position or stream, generation or place in the stream: 1 + 2 + 1 bytes for each of the objects 0 to 6
    rows = [(0, 0, 255), *((2, 5, at) for at in range(4)), (1, len(head), 0), (1, len(head) + len(body), 0)]
    table = zlib.compress(b"".join(bytes([kind]) + at.to_bytes(2, "big") + bytes([last]) for kind, at, last in rows))
    end = stream(6, b"/Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R", table)
    return head + body + end + b"startxref\n%d\n%%%%EOF\n" % (len(head) + len(body))


def docx(text="预算批复㙍𬭚"):
    out = BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def xlsx():
    out = BytesIO()
    book = Workbook()
    book.active.append(["收入合计", 890.65])
    book.save(out)
    return out.getvalue()


def repacked(content, *, add=None, change=None, comment=b"", compression=zipfile.ZIP_DEFLATED):
    """The package with entries added (path → bytes) or rewritten (path → function of the old bytes)."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", compression) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, (change or {}).get(entry.filename, lambda same: same)(data))
        for path, data in (add or {}).items():
            new.writestr(path, data)
        new.comment = comment
    return out.getvalue()
