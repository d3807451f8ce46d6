"""Writes an export: the files of each unit, the workbook of the campaign, and the index last of all."""

import hashlib
import logging
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import IO

from django.utils.translation import gettext as _

from departments.models import Campaign
from departments.models.visibility import ReportQuerySet
from evalportal.documents.build import build_document
from evalportal.documents.fonts import MissingCharacters
from evalportal.documents.formats import FORMATS
from evalportal.documents.models import StoredDocument
from evalportal.documents.storage import open_content
from evalportal.exports.contents import Shelves, Standing, standing_reports, why_missing
from evalportal.exports.index import Item, write_index
from evalportal.exports.names import safe_name
from evalportal.exports.targets import Target
from evalportal.exports.workbook import write_campaign_workbook

logger = logging.getLogger(__name__)

WORKBOOK = "workbook"
PIECE = 256 * 1024
Tell = Callable[[int, int], None]


def write_export(
    campaign: Campaign,
    reports: ReportQuerySet,
    formats: Collection[str],
    target: Target,
    *,
    drafts: bool = False,
    tell: Tell = lambda _done, _all: None,
) -> list[Item]:
    """Write the files of these reports; `formats` are those of documents and WORKBOOK. Returns what the index lists.

    With `drafts`, what was never sent is printed as it stands now, marked 草稿. `tell` hears how many of how many
    steps are done: one a unit for the files, one for the workbook.
    """
    of_units = [form for form in FORMATS if form in formats]
    units = standing_reports(campaign, reports)
    steps, begun = len(units) * (bool(of_units) + (WORKBOOK in formats)), 0
    items: list[Item] = []
    if WORKBOOK in formats:
        items.append(_workbook(campaign, reports, target, lambda done, _all: tell(done, steps)))
        begun = len(units)
    shelves = Shelves(units, of_units)
    for done, unit in enumerate(units if of_units else (), start=begun + 1):
        items += _unit(unit, shelves, of_units, target, drafts=drafts)
        tell(done, steps)
    with tempfile.TemporaryFile() as file:
        write_index(items, _("%(title)s：导出目录") % {"title": campaign.title}, file)
        target.put(_("目录.xlsx"), _pieces(file))
    return items


def workbook_name(campaign: Campaign) -> str:
    """What the workbook of the campaign is called."""
    return f"{safe_name(_('%(title)s汇总表') % {'title': campaign.title})}.xlsx"


def _workbook(campaign: Campaign, reports: ReportQuerySet, target: Target, tell: Tell) -> Item:
    with tempfile.TemporaryFile() as file:
        write_campaign_workbook(campaign, reports, file, tell=tell)
        path = workbook_name(campaign)
        hashed = Hashed(_pieces(file))
        target.put(path, hashed)
    return Item("", _("全部单位"), form="Excel", path=path, size=hashed.size, sha256=hashed.hexdigest())


def _unit(
    unit: Standing, shelves: Shelves, formats: Collection[str], target: Target, *, drafts: bool
) -> Iterator[Item]:
    if unit.version_id:
        for document in shelves.documents(unit):
            yield _stored(unit, document, target)
    elif drafts:
        for form in formats:
            yield _draft(unit, form, target)
    else:
        yield _item(unit, missing=_("单位尚未报送。"))


def _item(unit: Standing, **said: object) -> Item:
    report = unit.report
    state = report.get_state_display()
    return Item(report.department.code, report.department.name, state, unit.version, **said)  # type: ignore[arg-type]


def _stored(unit: Standing, document: StoredDocument, target: Target) -> Item:
    stage, form = document.get_kind_display(), FORMATS[document.format].name
    missing = why_missing(document)
    if missing:
        return _item(unit, stage=stage, form=form, missing=missing)
    path = f"{unit.folder}/{unit.file_name(document.format, stage)}"
    with open_content(document) as content:
        hashed = Hashed(_pieces(content))
        target.put(path, hashed)
    if hashed.hexdigest() != document.sha256:
        missing = _("文件内容与登记的校验值不一致，请勿使用，并与系统管理员联系。")
    return _item(unit, stage=stage, form=form, path=path, size=hashed.size, sha256=hashed.hexdigest(), missing=missing)


def _draft(unit: Standing, form: str, target: Target) -> Item:
    """What was never sent, as it stands now."""
    stage, name = _("草稿"), FORMATS[form].name
    try:
        content = FORMATS[form].render(build_document(unit.report))
    except MissingCharacters as missing:
        return _item(unit, stage=stage, form=name, missing=str(missing))
    except Exception:
        logger.exception("draft of report %s could not be made as %s", unit.report.pk, form)
        return _item(unit, stage=stage, form=name, missing=_("生成文件时出错，请与系统管理员联系。"))
    path = f"{unit.folder}/{unit.file_name(form, stage)}"
    hashed = Hashed([content])
    target.put(path, hashed)
    return _item(unit, stage=stage, form=name, path=path, size=hashed.size, sha256=hashed.hexdigest())


class Hashed:
    """Pieces that are counted and hashed on their way."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._hash, self.size = pieces, hashlib.sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._hash.update(piece)
            self.size += len(piece)
            yield piece

    def hexdigest(self) -> str:
        """The SHA-256 of what went by."""
        return self._hash.hexdigest()


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece
