"""Takes contact data out of what goes public: telephone, mail, identity numbers, names of contacts wherever they stand.

A name is recognised where the foot of the form holds it, or where a word such as 联系人 says that one follows; numbers
without an area code where a word such as 电话 does. What is only a name among names is found by whoever checks.
"""

import re
from collections.abc import Collection
from dataclasses import fields, is_dataclass, replace
from typing import Any

from evalportal.documents.context import Contact, ReportDocument

_DIGIT = r"(?<![\dA-Za-z.,])"
_MOBILE = re.compile(_DIGIT + r"((?:\+?86[ -]?)?1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?!\d|\.\d)")
_LANDLINE = re.compile(_DIGIT + r"([(（]?0\d{2,3}[)）]?[-－—–  ]?)(\d{4})(\d{3,4})(?!\d|\.\d)")
_IDENTITY = re.compile(_DIGIT + r"(\d{6})(?:19|20)\d{9}[\dXx](?![\dA-Za-z])")
_MAIL = re.compile(r"([A-Za-z0-9_.+-])[A-Za-z0-9_.+-]*@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_GAP = r"[:：是为]?[\s]{0,3}"
# 联系电话 7220305, QQ：12345678: without an area code only the word before it says what the number is.
_SAID_NUMBER = re.compile(
    r"((?:电话|座机|手机号?码?|传真|热线|QQ|微信号?)" + _GAP + r")(\d{4})(\d{3,8})(?!\d|\.\d|[万元人个项])",
    re.IGNORECASE,
)
_NAME = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_PEOPLE = re.compile(
    r"((?:联系人|经办人|填报人|填表人|联络员|责任人|单位负责人|项目负责人)(?:姓名)?[:：\s]\s{0,3})"
    rf"({_NAME}{{2,4}})(?=[，,。；;、（(）)\s]|$)"
)
# What follows such a word and ends so is no person: 责任人：市财政局.
_NO_PERSON = re.compile(r"[局股室科办处委部院校所站厅队司]$|单位|部门|人员|中心|公司|领导")


def mask_text(text: str, names: Collection[str] = ()) -> str:
    """The text with contact data made unusable: 138****5678, 0734-****123, a***@example.cn, 周*.

    `names`: people who are known to be contacts.
    """
    text = _IDENTITY.sub(r"\1************", text)
    text = _MOBILE.sub(r"\1****\3", text)
    text = _LANDLINE.sub(r"\1****\3", text)
    text = _SAID_NUMBER.sub(r"\1****\3", text)
    text = _MAIL.sub(r"\1***@\2", text)
    text = _PEOPLE.sub(_masked_person, text)
    for name in names:
        text = text.replace(name, mask_name(name))
    return text


def _masked_person(found: re.Match[str]) -> str:
    name = found[2]
    return found[0] if _NO_PERSON.search(name) else found[1] + mask_name(name)


def mask_name(name: str) -> str:
    """A person's name with the family name only: 周慧 as 周*."""
    plain = name.strip()
    return plain[:1] + "*" * (len(plain) - 1)


def masked(document: ReportDocument) -> ReportDocument:
    """The document as the public may read it; names of files stay out, since people put names into them."""
    contact = document.contact
    # Longer names first: one may begin with another. A single character is no name.
    people = {contact.filler.strip(), contact.head.strip()}
    names = sorted((name for name in people if len(name) > 1), key=len, reverse=True)
    public: ReportDocument = _masked(replace(document, evidence=()), names)
    foot = Contact(mask_name(contact.filler), "", contact.filled_on, mask_name(contact.head))
    return replace(public, contact=foot)


def _masked(value: Any, names: Collection[str]) -> Any:
    if isinstance(value, str):
        return mask_text(value, names)
    if isinstance(value, tuple):
        return tuple(_masked(item, names) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{part.name: _masked(getattr(value, part.name), names) for part in fields(value)})
    return value
