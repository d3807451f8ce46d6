"""Where the content of files lies: under random names in the private storage, which may be on another machine."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

from departments.models import Attachment

FOLDER = "attachments"
# A file is stored before its row is, for the length of one transaction; a day is more than any takes.
ORPHAN_AGE = timedelta(days=1)


def storage_name(key: UUID) -> str:
    """Where the content of this key lies. No part of it comes from the person who uploaded it."""
    return f"{FOLDER}/{key.hex[:2]}/{key.hex}"


def store_content(key: UUID, file: IO[bytes]) -> str:
    """Write the content; returns its SHA-256 in hexadecimal."""
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(1024 * 1024):
        digest.update(chunk)
    file.seek(0)
    default_storage.save(storage_name(key), File(file))
    return digest.hexdigest()


def drop_content(key: UUID) -> None:
    """Take the content away again: of a file whose row was not stored."""
    default_storage.delete(storage_name(key))


def sweep_orphans(now: datetime | None = None) -> int:
    """Delete content to which no row belongs, left behind by a process that died in between; returns how many."""
    limit = (now or timezone.now()) - ORPHAN_AGE
    swept = 0
    for names in _stored_names():
        known = {storage_name(key) for key in Attachment.objects.filter(key__in=names).values_list("key", flat=True)}
        for key in names:
            name = storage_name(key)
            if name not in known and default_storage.get_modified_time(name) < limit:
                default_storage.delete(name)
                swept += 1
    return swept


def _stored_names() -> Iterator[list[UUID]]:
    """The keys of all stored files, folder by folder. What is not named like ours is left alone."""
    try:
        folders = default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:
        return
    for folder in folders:
        keys = []
        for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            try:
                keys.append(UUID(hex=name))
            except ValueError:
                continue
        yield keys
