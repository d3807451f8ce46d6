"""Why a file is not taken, each reason with the sentence that a clerk reads."""

from departments.refusal import Refused


class FileRefused(Refused):
    """A file that is not what it says, may do harm, or has no room. Nothing was stored."""


class FileTooLarge(FileRefused):
    """A file above the limit of `ATTACHMENT_MAX_BYTES`."""
