"""Files → documents: .docx, .txt, .pdf with text, .doc where a converter is installed.

Every refusal is an `ImportRefused` with a Chinese sentence that says what was found and what to do.
"""

from .files import read_document, read_upload
from .refused import ImportRefused

__all__ = ["ImportRefused", "read_document", "read_upload"]
