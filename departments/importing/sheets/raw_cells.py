"""What calamine does not tell of an .xlsx: formulas without a result, error values, percentages. Without Django.

Runs within the limited process of `departments.importing.sheets.reader`.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_PERCENT_FORMATS = {9, 10}


@dataclass
class RawCells:
    """By address (B7): formulas, formulas without result or with an error value, cells shown as percentages."""

    formulas: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    percents: set[str] = field(default_factory=set)


def read_raw_cells(content: bytes) -> dict[str, RawCells]:
    """Sheet name → its cells of note; empty for a file that is no .xlsx."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        percents = _percent_styles(package, names)
        return {sheet: _cells(package, path, percents) for sheet, path in _sheet_paths(package, names) if path in names}


def _elements(package: zipfile.ZipFile, path: str, *tags: str) -> Iterator[etree._Element]:
    with package.open(path) as stream:
        wanted = [f"{{*}}{tag}" for tag in tags]
        for _event, element in etree.iterparse(stream, tag=wanted, resolve_entities=False, no_network=True):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _sheet_paths(package: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    relations = {}
    if "xl/_rels/workbook.xml.rels" in names:
        for element in _elements(package, "xl/_rels/workbook.xml.rels", "Relationship"):
            target = element.get("Target", "")
            relations[element.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    for element in _elements(package, "xl/workbook.xml", "sheet"):
        relation = element.get(_RELATION) or element.get(_STRICT_RELATION) or ""
        yield element.get("name", ""), relations.get(relation, "")


def _percent_styles(package: zipfile.ZipFile, names: set[str]) -> set[str]:
    """Numbers of the cell styles that show a percentage."""
    if "xl/styles.xml" not in names:
        return set()
    with package.open("xl/styles.xml") as stream:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.parse(stream, parser).getroot()
    own = {each.get("numFmtId") for each in root.iterfind("{*}numFmts/{*}numFmt") if "%" in each.get("formatCode", "")}
    shown = own | {str(number) for number in _PERCENT_FORMATS}
    styles = root.iterfind("{*}cellXfs/{*}xf")
    return {str(at) for at, style in enumerate(styles) if style.get("numFmtId") in shown}


def _cells(package: zipfile.ZipFile, path: str, percents: set[str]) -> RawCells:
    raw = RawCells()
    for cell in _elements(package, path, "c"):
        address = cell.get("r", "")
        if cell.get("s", "0") in percents:
            raw.percents.add(address)
        formula, value = cell.find("{*}f"), cell.find("{*}v")
        if formula is not None:
            raw.formulas[address] = formula.text or ""
            if value is None or not (value.text or ""):
                raw.unknown[address] = ""
        if cell.get("t") == "e" and value is not None:
            raw.unknown[address] = value.text or ""
    return raw
