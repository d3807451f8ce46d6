"""Where finished exports lie: under random names in the private storage, swept after some days."""

import hashlib
from datetime import datetime, timedelta
from typing import IO
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

from evalportal.exports.models import UNDER_WAY, CampaignExport

FOLDER = "exports"
# Content is stored before its row says so; a day is more than that takes.
ORPHAN_AGE = timedelta(days=1)
PIECE = 1024 * 1024


def storage_name(key: str) -> str:
    """Where the file of this key lies."""
    return f"{FOLDER}/{key[:2]}/{key}"


def keep(file: IO[bytes]) -> tuple[str, str, int]:
    """Store an open file; returns its key, its SHA-256 in hexadecimal, its size in bytes."""
    hashed, size = hashlib.sha256(), 0
    file.seek(0)
    while piece := file.read(PIECE):
        hashed.update(piece)
        size += len(piece)
    file.seek(0)
    key = uuid4().hex
    default_storage.save(storage_name(key), File(file))
    return key, hashed.hexdigest(), size


def open_content(export: CampaignExport) -> "File[bytes]":
    """The file, opened. Raises FileNotFoundError when it is lost."""
    return default_storage.open(storage_name(export.key))


def is_whole(export: CampaignExport) -> bool:
    """Whether the file is there in its full length."""
    try:
        return bool(export.key) and default_storage.size(storage_name(export.key)) == export.size
    except FileNotFoundError:
        return False


def kept_until(export: CampaignExport) -> datetime:
    """When the export is swept."""
    return (export.made_at or export.asked_at) + timedelta(days=settings.EXPORT_DAYS)


def sweep_exports(now: datetime | None = None) -> int:
    """Delete exports older than EXPORT_DAYS with their files, and files that no row names; returns how many files."""
    now = now or timezone.now()
    old = CampaignExport.objects.exclude(state__in=UNDER_WAY).filter(
        asked_at__lt=now - timedelta(days=settings.EXPORT_DAYS)
    )
    CampaignExport.objects.filter(pk__in=[each.pk for each in old if kept_until(each) < now]).delete()
    swept = 0
    try:
        folders = default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:
        return 0
    known = set(CampaignExport.objects.exclude(key="").values_list("key", flat=True))
    for folder in folders:
        for key in set(default_storage.listdir(f"{FOLDER}/{folder}")[1]) - known:
            if default_storage.get_modified_time(storage_name(key)) < now - ORPHAN_AGE:
                default_storage.delete(storage_name(key))
                swept += 1
    return swept
