"""Writes the results of formulas into a workbook, which openpyxl leaves empty.

Protected View, previews on telephones and programs that read files do not work formulas out: without results they show
nothing where the form has its sums.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

# Address of a cell → its result: a number as Excel keeps it, or a text.
Results = Mapping[str, Decimal | str]

_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)><f>([^<]*)</f><v ?/?>(?:</v>)?</c>')


def with_results(content: bytes, sheets: Sequence[Results]) -> bytes:
    """The workbook with these results, sheet by sheet in their order; cells without one stay as they are."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as into:
        for entry in source.infolist():
            data = source.read(entry)
            found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", entry.filename)
            if found and int(found[1]) <= len(sheets):
                data = _filled(data.decode(), sheets[int(found[1]) - 1]).encode()
            into.writestr(entry, data)
    return target.getvalue()


def _filled(xml: str, results: Results) -> str:
    def fill(cell: re.Match[str]) -> str:
        address, attributes, formula = cell.groups()
        result = results.get(address)
        if result is None:
            return cell[0]
        if isinstance(result, Decimal):
            return f'<c r="{address}"{attributes}><f>{formula}</f><v>{result:f}</v></c>'
        return f'<c r="{address}"{attributes} t="str"><f>{formula}</f><v>{escape(result)}</v></c>'

    return _FORMULA.sub(fill, xml)
