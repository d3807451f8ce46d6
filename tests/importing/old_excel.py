"""A small real .xls: a compound file around one BIFF8 stream, made by hand, since nothing installed writes them."""

import struct

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def _bof(kind):
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _string(text, length="<H"):
    return struct.pack(length, len(text.encode("utf-16-le")) // 2) + b"\x01" + text.encode("utf-16-le")


def biff(cells, sheet="用户"):
    """The stream of a workbook with one sheet; `cells` are (row, column, text or number), counted from 0."""
    body = _bof(0x0010)
    for row, column, value in cells:
        head = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            body += _record(0x0204, head + _string(value))
        else:
            body += _record(0x0203, head + struct.pack("<d", value))
    body += _record(0x000A, b"")
    name = _string(sheet, "<B")
    start = len(_bof(5)) + 4 + 6 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IBB", start, 0, 0) + name)
    return _bof(0x0005) + bound + _record(0x000A, b"") + body


def old_excel(cells, sheet="用户"):
    """The bytes of the file."""
    stream = biff(cells, sheet)
    stream += bytes(max(0, 4096 - len(stream)))  # shorter ones would lie in a mini stream
    stream += bytes(-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    # Sectors: 0 the allocation table, 1 the directory, from 2 the workbook.
    table = [FAT, END, *range(3, count + 2), END]
    fat = struct.pack("<128I", *table, *[FREE] * (128 - len(table)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return (
        header
        + fat
        + _entry("Root Entry", 5, 1, END, 0)
        + _entry("Workbook", 2, FREE, 2, len(stream))
        + bytes(2 * 128)
        + stream
    )


def _entry(name, kind, child, start, size):
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<III", FREE, FREE, child) + bytes(36) + struct.pack("<IQ", start, size)
