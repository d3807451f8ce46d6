"""The signed and stamped paper, scanned: taken in with the signature, where the campaign asks for it.

Not one of the files that a clerk attaches: it belongs to one signature, and a later one puts it aside.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.attachments.actions import too_large
from departments.attachments.inspection import inspect_file
from departments.attachments.kinds import Kind
from departments.attachments.names import clean_name
from departments.attachments.refusal import FileRefused
from departments.attachments.storage import drop_content, store_content
from departments.enums import EventKind
from departments.events import record_event
from departments.models import Attachment, Report, User
from departments.places import STAMPED

SCANS = ("pdf", "jpg", "png")


@dataclass(frozen=True)
class Scan:
    """A scan that was checked and whose content is stored; `size` in bytes."""

    key: UUID
    name: str
    kind: Kind
    size: int
    sha256: str


@contextmanager
def kept_scan(upload: "File[bytes] | None") -> Iterator[Scan | None]:
    """Check a scan and store its content for the time of the signing; nothing is left of it when that fails.

    Raises FileRefused with what is wrong with the file.
    """
    if upload is None:
        yield None
        return
    name = clean_name(upload.name or "")
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise too_large(name, upload.size)
    content = cast(IO[bytes], upload.file)
    kind = inspect_file(content, name)
    if kind.code not in SCANS:
        raise FileRefused(_("“%(name)s”不是扫描件，请上传 PDF、JPG 或 PNG 文件。") % {"name": name})
    key = uuid4()
    try:
        yield Scan(key, name, kind, upload.size, store_content(key, content))
    except BaseException:
        drop_content(key)
        raise


def attach_stamped(report: Report, scan: Scan | None, *, by: User) -> None:
    """Put the scan of an earlier signature aside and attach this one; inside the transaction of the signing."""
    now = timezone.now()
    Attachment.objects.filter(report=report, place=STAMPED, removed_at=None).update(removed_at=now)
    if scan is None:
        return
    Attachment.objects.create(
        report=report, place=STAMPED, key=scan.key, name=scan.name, kind=scan.kind.code, size=scan.size,
        sha256=scan.sha256, uploaded_by=by, uploaded_at=now,
    )  # fmt: skip
    detail = {"name": scan.name, "kind": scan.kind.code, "size": scan.size, "sha256": scan.sha256}
    record_event(EventKind.FILE_ADDED, by=by, report=report, place=STAMPED, detail={**detail, "key": str(scan.key)})
