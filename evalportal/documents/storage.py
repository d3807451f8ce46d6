"""Where the content of stored documents lies: under random names in the private storage, apart from attachments.

A row names its content only once it is written whole, so that a worker killed in between leaves a file that nobody
asks for, never half a document.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils import timezone

from evalportal.documents.models import StoredDocument

FOLDER = "documents"
# Content is stored before its row says so; a day is more than that takes.
ORPHAN_AGE = timedelta(days=1)


def storage_name(key: str) -> str:
    """Where the content of this key lies."""
    return f"{FOLDER}/{key[:2]}/{key}"


def keep(content: bytes) -> tuple[str, str]:
    """Write the content; returns its key and its SHA-256 in hexadecimal."""
    key = uuid4().hex
    default_storage.save(storage_name(key), ContentFile(content))
    return key, hashlib.sha256(content).hexdigest()


def is_whole(document: StoredDocument) -> bool:
    """Whether the content is there in its full length."""
    name = storage_name(document.key)
    try:
        return bool(document.key) and default_storage.size(name) == document.size
    except FileNotFoundError:
        return False


def open_content(document: StoredDocument) -> "File[bytes]":
    """The content, opened. Raises FileNotFoundError when it is lost."""
    return default_storage.open(storage_name(document.key))


def sweep(now: datetime | None = None) -> int:
    """Delete content that no row names, left by a worker that died or by a document made anew; returns how many."""
    limit = (now or timezone.now()) - ORPHAN_AGE
    swept = 0
    try:
        folders = default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:
        return 0
    for folder in folders:
        keys = default_storage.listdir(f"{FOLDER}/{folder}")[1]
        known = set(StoredDocument.objects.filter(key__in=keys).values_list("key", flat=True))
        for key in set(keys) - known:
            if default_storage.get_modified_time(storage_name(key)) < limit:
                default_storage.delete(storage_name(key))
                swept += 1
    return swept
