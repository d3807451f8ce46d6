"""Why an import is not carried out."""

from departments.refusal import Refused


class RefusedImport(Refused):
    """A file or a proposal that is not taken, with what was found and what to do. Nothing was stored."""
