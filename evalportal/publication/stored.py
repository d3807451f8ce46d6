"""The public PDF: made once from the settled version without contact data, stored, then only handed out."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from departments.models import ReportVersion
from evalportal.documents.build import document_of_version
from evalportal.documents.pdf import render_pdf
from evalportal.documents.texts import cleaned
from evalportal.publication.masking import masked

FOLDER = "public"


def public_pdf(version: ReportVersion) -> bytes:
    """The PDF of a version as the public may read it. Raises MissingCharacters when it cannot be printed."""
    name = f"{FOLDER}/{version.digest[:2]}/{version.digest}.pdf"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            content: bytes = file.read()
        return content
    content = render_pdf(masked(cleaned(document_of_version(version))))
    # Two at once make the same file; the name of the second is another, and nobody asks for it.
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    return content
