"""Takes contact data out of what goes public: telephone, mail, identity numbers, names at the foot."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from evalportal.documents.context import Contact, ReportDocument

_DIGIT = r"(?<![\dA-Za-z.,])"
_MOBILE = re.compile(_DIGIT + r"(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?!\d|\.\d)")
_LANDLINE = re.compile(_DIGIT + r"(0\d{2,3}[-－—])(\d{4})(\d{3,4})(?!\d)")
_IDENTITY = re.compile(_DIGIT + r"(\d{6})(?:19|20)\d{9}[\dXx](?![\dA-Za-z])")
_MAIL = re.compile(r"([A-Za-z0-9_.+-])[A-Za-z0-9_.+-]*@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")


def mask_text(text: str) -> str:
    """The text with contact data made unusable: 138****5678, 0734-****123, a***@example.cn."""
    text = _IDENTITY.sub(r"\1************", text)
    text = _MOBILE.sub(r"\1****\3", text)
    text = _LANDLINE.sub(r"\1****\3", text)
    return _MAIL.sub(r"\1***@\2", text)


def mask_name(name: str) -> str:
    """A person's name with the family name only: 周慧 as 周*."""
    plain = name.strip()
    return plain[:1] + "*" * (len(plain) - 1)


def masked(document: ReportDocument) -> ReportDocument:
    """The document as the public may read it; names of files stay out, since people put names into them."""
    contact = document.contact
    public: ReportDocument = _masked(replace(document, evidence=()))
    foot = Contact(mask_name(contact.filler), "", contact.filled_on, mask_name(contact.head))
    return replace(public, contact=foot)


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, tuple):
        return tuple(_masked(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{part.name: _masked(getattr(value, part.name)) for part in fields(value)})
    return value
