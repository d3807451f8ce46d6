"""Workbooks as people bring them, made with openpyxl."""

from io import BytesIO

from openpyxl import Workbook


def book(*rows, sheet="用户", before=()):
    """The bytes of an .xlsx with these rows; `before` are sheets that stand before it."""
    made = Workbook()
    made.remove(made.active)
    for name in before:
        made.create_sheet(name)
    target = made.create_sheet(sheet)
    for row in rows:
        target.append(list(row))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()
