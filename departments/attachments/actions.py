"""Attaching a file, removing it, bringing it back, handing it out: each with its event in the trail."""

from datetime import datetime
from typing import IO, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.attachments.inspection import inspect_file
from departments.attachments.kinds import largest_size
from departments.attachments.names import clean_name
from departments.attachments.placing import check_place, section_of
from departments.attachments.refusal import FileRefused, FileTooLarge
from departments.attachments.storage import drop_content, storage_name, store_content
from departments.drafts import NotYours
from departments.drafts.locking import lock_draft, touch
from departments.enums import EventKind
from departments.events import record_event
from departments.models import Attachment, Report, User


def accept_file(report: Report, *, place: str, upload: "File[bytes]", by: User) -> Attachment:
    """Check a file and attach it at a place. Nothing of it is left when it, or the transaction, fails.

    Raises FileRefused with what is wrong with the file, NotYours when there is no such place in a report of this
    person, Locked when the section may not be changed.
    """
    name = clean_name(upload.name or "")
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise too_large(name, upload.size)
    content = cast(IO[bytes], upload.file)
    kind = inspect_file(content, name)
    key = uuid4()
    try:
        sha256 = store_content(key, content)
        with transaction.atomic():
            stored = lock_draft(report.pk, by=by, section=section_of(place))
            now = timezone.now()
            attachment = Attachment(
                report=stored,
                place=check_place(stored, place),
                key=key,
                name=name,
                kind=kind.code,
                size=upload.size,
                sha256=sha256,
                uploaded_by=by,
                uploaded_at=now,
            )
            _check_room(attachment)
            attachment.save()
            _record(EventKind.FILE_ADDED, attachment, by=by, at=now)
    except BaseException:
        drop_content(key)
        raise
    return attachment


def remove_file(report: Report, key: UUID, *, by: User) -> Attachment:
    """Take a file off the report. Row and content stay: a sent version may refer to them."""
    with transaction.atomic():
        attachment = _lock_file(report, key, by=by, removed=False)
        now = timezone.now()
        attachment.removed_at = now
        attachment.save(update_fields=("removed_at",))
        _record(EventKind.FILE_REMOVED, attachment, by=by, at=now)
        return attachment


def restore_file(report: Report, key: UUID, *, by: User) -> Attachment:
    """Bring a removed file back to its place, if there is still room."""
    with transaction.atomic():
        attachment = _lock_file(report, key, by=by, removed=True)
        check_place(attachment.report, attachment.place)
        _check_room(attachment)
        attachment.removed_at = None
        attachment.save(update_fields=("removed_at",))
        _record(EventKind.FILE_ADDED, attachment, by=by, at=timezone.now(), restored=True)
        return attachment


def read_file(attachment: Attachment, *, by: User) -> "File[bytes]":
    """The content, opened for handing out; the reading is recorded. Raises FileNotFoundError when it is lost."""
    content = default_storage.open(storage_name(attachment.key))
    try:
        record_event(
            EventKind.FILE_READ,
            by=by,
            report=attachment.report,
            place=attachment.place,
            detail={"name": attachment.name, "sha256": attachment.sha256},
        )
    except BaseException:
        content.close()
        raise
    return content


def too_large(name: str, size: int | None) -> FileTooLarge:
    """The refusal of a file above the limit; `size` in bytes where it is known."""
    said = {"name": name, "limit": largest_size()}
    if size is None:
        return FileTooLarge(_("“%(name)s”超过 %(limit)s 的上限，请压缩或拆分后再上传。") % said)
    return FileTooLarge(
        _("“%(name)s”有 %(size)s，超过 %(limit)s 的上限，请压缩或拆分后再上传。")
        % {**said, "size": filesizeformat(size)}
    )


def _lock_file(report: Report, key: UUID, *, by: User, removed: bool) -> Attachment:
    missing = NotYours(_("没有找到这个附件，它可能已被移除。"))
    place = Attachment.objects.filter(report=report, key=key).values_list("place", flat=True).first()
    if place is None:
        raise missing
    stored = lock_draft(report.pk, by=by, section=section_of(place))
    attachment = Attachment.objects.filter(report=stored, key=key, removed_at__isnull=not removed).first()
    if attachment is None:
        raise missing
    attachment.report = stored
    return attachment


def _check_room(attachment: Attachment) -> None:
    """Limits of number, and no file twice at one place. Needs the lock on the report."""
    same_place = Q(place=attachment.place)
    others = Attachment.objects.filter(report=attachment.report, removed_at=None)
    twin = others.filter(same_place, sha256=attachment.sha256).first()
    if twin:
        raise FileRefused(
            _("“%(name)s”与此处已有的“%(twin)s”内容相同，不必重复上传。")
            % {"name": attachment.name, "twin": twin.name}
        )
    if others.filter(same_place).count() >= settings.ATTACHMENTS_PER_PLACE:
        raise FileRefused(
            _("“%(name)s”没有上传：此处最多 %(limit)s 个附件，请先移除不需要的。")
            % {"name": attachment.name, "limit": settings.ATTACHMENTS_PER_PLACE}
        )
    if others.count() >= settings.ATTACHMENTS_PER_REPORT:
        raise FileRefused(
            _("“%(name)s”没有上传：一份报告最多 %(limit)s 个附件，请先移除不需要的。")
            % {"name": attachment.name, "limit": settings.ATTACHMENTS_PER_REPORT}
        )


def _record(kind: EventKind, attachment: Attachment, *, by: User, at: datetime, **more: bool) -> None:
    """The event of a change, and the note on the report that it was edited."""
    detail = {"name": attachment.name, "kind": attachment.kind, "size": attachment.size, "sha256": attachment.sha256}
    touch(attachment.report, by=by, at=at)
    record_event(
        kind,
        by=by,
        report=attachment.report,
        place=attachment.place,
        detail={**detail, "key": str(attachment.key), **more},
        at=at,
    )
