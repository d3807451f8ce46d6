"""Stops writing an upload to disk once it exceeds the limit, before any view or form sees it."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from departments.attachments.names import clean_name

_TOO_LARGE = "evalportal.too_large"


class SizeGuard(FileUploadHandler):
    """Must be the first upload handler. The file is missing from `request.FILES`; `too_large_names` tells its name."""

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on, or drop the file."""
        self.received += len(raw_data)
        if self.received > settings.ATTACHMENT_MAX_BYTES:
            if self.request is not None:
                self.request.META.setdefault(_TOO_LARGE, []).append(clean_name(self.file_name or ""))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """Leave the file to the next handler."""
        return None


def too_large_names(request: HttpRequest) -> list[str]:
    """The names of files that the guard dropped from this request."""
    names: list[str] = request.META.get(_TOO_LARGE, [])
    return names
