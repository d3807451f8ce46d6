"""The files of a place as a page shows them, for all places of a page in one query."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from departments.attachments.kinds import EXTENSIONS, KINDS, Kind, largest_size
from departments.models import Attachment, Report


@dataclass(frozen=True)
class FileRow:
    """One attached file and its kind."""

    attachment: Attachment
    kind: Kind


@dataclass(frozen=True)
class FileList:
    """The files at one place, for `components/attachments.html`. `anchor` is its id in the page."""

    report: Report
    place: str
    rows: tuple[FileRow, ...]
    can_change: bool

    @property
    def anchor(self) -> str:
        """An id that stays the same between visits."""
        return "files-" + self.place.replace("/", "-").replace(".", "_")

    @property
    def has_room(self) -> bool:
        """Whether one more fits here."""
        return len(self.rows) < settings.ATTACHMENTS_PER_PLACE

    @property
    def most(self) -> int:
        """How many files a place takes."""
        return settings.ATTACHMENTS_PER_PLACE

    @property
    def max_bytes(self) -> int:
        """The largest file that is taken, in bytes."""
        return settings.ATTACHMENT_MAX_BYTES

    @property
    def largest(self) -> str:
        """The same in words."""
        return largest_size()

    @property
    def extensions(self) -> str:
        """What the file dialogue offers."""
        return ",".join(f".{extension}" for extension in EXTENSIONS)


def list_files(report: Report, places: Iterable[str], *, can_change: bool) -> dict[str, FileList]:
    """The files at each of these places, also where there are none; one query."""
    wanted = list(places)
    files = Attachment.objects.filter(report=report, place__in=wanted, removed_at=None).select_related("uploaded_by")
    found = list(files)
    return {place: files_at(report, place, found, can_change=can_change) for place in wanted}


def files_at(report: Report, place: str, among: Iterable[Attachment], *, can_change: bool) -> FileList:
    """The files at one place, picked from files that have been read already."""
    rows = tuple(FileRow(each, KINDS[each.kind]) for each in among if each.place == place)
    return FileList(report, place, rows, can_change)
