"""Attaching and removing: where, by whom, how many, what the trail says, and nothing left behind."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from departments.attachments.actions import accept_file, remove_file, restore_file
from departments.attachments.refusal import FileRefused, FileTooLarge
from departments.attachments.storage import storage_name, sweep_orphans
from departments.drafts import Locked, NotYours, add_row, remove_row
from departments.enums import ReportState
from departments.models import Attachment, Event, TextBlock
from departments.trail import find_breaks
from tests import factories
from tests.attachments import making

PDF = making.pdf()


def attach(report, clerk, name="批复.pdf", content=PDF, place="expenditure"):
    return accept_file(report, place=place, upload=making.uploaded(name, content), by=clerk)


def events(report):
    return [event for event in Event.objects.filter(chain=f"report:{report.pk}") if event.kind.startswith("file_")]


def test_file_is_kept_under_a_random_name_with_its_digest(report, clerk, stored, private_storage):
    attachment = attach(report, clerk, "C:\\文件\\预算㙍😀\u202e.PDF")
    assert (attachment.name, attachment.kind, attachment.size) == ("预算㙍😀.pdf", "pdf", len(PDF))
    assert attachment.sha256 == sha256(PDF).hexdigest()
    (file,) = stored()
    key = attachment.key.hex
    assert file == private_storage / "attachments" / key[:2] / key
    assert file.read_bytes() == PDF
    assert file.stat().st_mode & 0o777 == 0o600
    report.refresh_from_db()
    assert report.edited_by == clerk


def test_trail_tells_of_attaching_and_removing(report, clerk):
    attachment = attach(report, clerk)
    remove_file(report, attachment.key, by=clerk)
    restore_file(report, attachment.key, by=clerk)
    added, removed, restored = events(report)
    assert [event.kind for event in (added, removed, restored)] == ["file_added", "file_removed", "file_added"]
    assert added.place == "expenditure"
    assert added.detail == {
        "name": "批复.pdf",
        "kind": "pdf",
        "size": len(PDF),
        "sha256": sha256(PDF).hexdigest(),
        "key": str(attachment.key),
    }
    assert restored.detail["restored"] is True
    assert list(find_breaks()) == []


def test_removed_file_keeps_row_and_content(report, clerk, stored):
    attachment = attach(report, clerk)
    remove_file(report, attachment.key, by=clerk)
    assert Attachment.objects.get().removed_at is not None
    assert len(stored()) == 1
    with pytest.raises(NotYours):
        remove_file(report, attachment.key, by=clerk)


def test_refused_file_leaves_nothing(report, clerk, stored):
    with pytest.raises(FileRefused):
        attach(report, clerk, "批复.docx")
    assert stored() == []
    assert not Attachment.objects.exists()
    assert events(report) == []


def test_empty_file_leaves_nothing(report, clerk, stored):
    with pytest.raises(FileRefused, match="空文件"):
        attach(report, clerk, content=b"")
    assert stored() == []


def test_file_above_the_limit_is_refused_with_its_size(report, clerk, stored):
    with pytest.raises(FileTooLarge, match=r"“大\.pdf”有 21\.0\xa0MB，超过 20\xa0MB 的上限"):
        attach(report, clerk, "大.pdf", PDF.ljust(21 * 1024 * 1024))
    assert stored() == []


def test_failed_transaction_takes_the_content_along(report, clerk, stored):
    with connection.cursor() as cursor:  # a database that refuses the event
        cursor.execute("ALTER TABLE departments_event RENAME TO departments_event_gone")
    try:
        with pytest.raises(DatabaseError):
            attach(report, clerk)
    finally:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE departments_event_gone RENAME TO departments_event")
    assert stored() == []


def test_content_without_a_row_is_swept_after_a_day(report, clerk, stored, private_storage, capsys):
    kept = attach(report, clerk)
    removed = attach(report, clerk, "另一份.jpg", making.picture())
    remove_file(report, removed.key, by=clerk)
    orphan = uuid4()
    default_storage.save(storage_name(orphan), ContentFile(b"x"))
    (private_storage / "attachments" / "ab").mkdir(exist_ok=True)
    (private_storage / "attachments" / "ab" / "README").write_text("not ours")
    assert sweep_orphans() == 0  # young: its row may still be on its way
    assert sweep_orphans(timezone.now() + timedelta(hours=25)) == 1
    assert {path.name for path in stored()} == {kept.key.hex, removed.key.hex, "README"}
    call_command("sweep_files")
    assert "清理了0个" in capsys.readouterr().out


def test_nothing_to_sweep_before_the_first_upload(db):
    assert sweep_orphans() == 0


# --- Where --------------------------------------------------------------------------------------------


def test_file_hangs_at_sections_blocks_tables_rows_and_indicators(report, clerk):
    block = TextBlock.objects.filter(report=report, section="expenditure").first()
    row = add_row(report.pk, "special_funds", "projects", after=None, start={}, by=clerk)
    (key,) = row.rows
    for place in (
        "expenditure",
        f"expenditure/block/{block.pk}",
        "expenditure/table/base",
        "expenditure/table/base/procurement",
        f"special_funds/table/projects/{key}",
        "score/A11",
        "score",
    ):
        assert attach(report, clerk, place=place).place == place


@pytest.mark.parametrize(
    "place",
    [
        "",
        "nowhere",
        "government_fund",  # not in the outline of seven sections
        "expenditure/table/projects",  # stands elsewhere
        "expenditure/table/base/procurement/outturn",
        "expenditure/block/999999999",
        "expenditure/block/²",
        "special_funds/table/projects/999999999",
        "score/<script>",
        "score/../profile",
        "score/" + "A" * 41,
        "expenditure/block/" + "9" * 5000,
        "expenditure/block/" + "9" * 100,
        "expenditure/../../etc",
    ],
)
def test_place_that_is_not_there_is_refused(report, clerk, stored, place):
    with pytest.raises((NotYours, Locked)):
        attach(report, clerk, place=place)
    assert stored() == []


def test_block_and_row_of_another_report_are_no_places(report, clerk):
    other, other_clerk = factories.report()
    block = TextBlock.objects.filter(report=other, section="expenditure").first()
    row = add_row(other.pk, "special_funds", "projects", after=None, start={}, by=other_clerk)
    for place in (f"expenditure/block/{block.pk}", f"special_funds/table/projects/{next(iter(row.rows))}"):
        with pytest.raises(NotYours):
            attach(report, clerk, place=place)


def test_removed_row_takes_no_more_files(report, clerk):
    saved = add_row(report.pk, "special_funds", "projects", after=None, start={}, by=clerk)
    ((key, row),) = saved.rows.items()
    remove_row(report.pk, "special_funds", "projects", row.pk, version=row.version, by=clerk)
    with pytest.raises(NotYours):
        attach(report, clerk, place=f"special_funds/table/projects/{key}")


# --- Who and when -------------------------------------------------------------------------------------


def test_only_a_preparer_of_the_department_attaches(report, clerk, stored):
    head = factories.person("head", "head", department=report.department)
    stranger = factories.report()[1]
    attachment = attach(report, clerk)
    for person in (head, stranger, factories.person("chief", "chief")):
        with pytest.raises(NotYours):
            attach(report, person, "别的.jpg", making.picture())
        with pytest.raises(NotYours):
            remove_file(report, attachment.key, by=person)
    assert len(stored()) == 1


@pytest.mark.parametrize("state", [state for state in ReportState if state not in {"draft", "returned"}])
def test_sent_report_takes_no_files(report, clerk, state):
    attachment = attach(report, clerk)
    report.state = state
    report.save()
    with pytest.raises(Locked):
        attach(report, clerk, "别的.jpg", making.picture())
    with pytest.raises(Locked):
        remove_file(report, attachment.key, by=clerk)


def test_returned_report_takes_files_in_its_open_sections_only(report, clerk):
    report.state, report.unlocked = ReportState.RETURNED, ["performance"]
    report.save()
    attach(report, clerk, place="score/A11")  # the score sheet belongs to the section of performance
    attach(report, clerk, place="performance")
    with pytest.raises(Locked):
        attach(report, clerk, place="expenditure")


# --- How many -----------------------------------------------------------------------------------------


def test_limit_of_a_place_and_of_the_report(report, clerk, settings, stored):
    settings.ATTACHMENTS_PER_PLACE, settings.ATTACHMENTS_PER_REPORT = 2, 3
    pictures = [making.picture(size=(100 + number, 100)) for number in range(4)]
    first = attach(report, clerk, "1.jpg", pictures[0])
    attach(report, clerk, "2.jpg", pictures[1])
    with pytest.raises(FileRefused, match="此处最多 2 个附件"):
        attach(report, clerk, "3.jpg", pictures[2])
    attach(report, clerk, "3.jpg", pictures[2], place="assets")
    with pytest.raises(FileRefused, match="一份报告最多 3 个附件"):
        attach(report, clerk, "4.jpg", pictures[3], place="assets")
    assert len(stored()) == 3
    remove_file(report, first.key, by=clerk)
    attach(report, clerk, "3.jpg", pictures[2])
    with pytest.raises(FileRefused, match="此处最多 2 个附件"):
        restore_file(report, first.key, by=clerk)


def test_same_content_twice_at_a_place_is_refused(report, clerk):
    attach(report, clerk)
    with pytest.raises(FileRefused, match=r"“又一份\.pdf”与此处已有的“批复\.pdf”内容相同"):
        attach(report, clerk, "又一份.pdf")
    attach(report, clerk, place="assets")
    assert Attachment.objects.count() == 2
