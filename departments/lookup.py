"""Finds a department, a division or a person by what people write: code, full name, short name, account."""

import unicodedata

from departments.models import Department, Division, User


def plain(text: str) -> str:
    """What was written, without full-width forms and blanks around it."""
    return unicodedata.normalize("NFKC", text).strip()


def find_department(text: str) -> Department | None:
    """By code, by full name, or by a short name that only one department in use has."""
    words = plain(text)
    if not words:
        return None
    # The full name may hold what NFKC would change, so it is also compared as written.
    for known in (Department.objects.filter(code=words), Department.objects.filter(name__in=(words, text.strip()))):
        if found := known.first():
            return found
    short = list(Department.objects.filter(short_name__in=(words, text.strip()), is_active=True)[:2])
    return short[0] if len(short) == 1 else None


def find_division(text: str) -> Division | None:
    """By code or by name."""
    words = plain(text)
    if not words:
        return None
    by_code = Division.objects.filter(code=words).first()
    return by_code or Division.objects.filter(name__in=(words, text.strip())).first()


def find_person(text: str) -> User | None:
    """By account, or by a name that only one person in use has."""
    words = plain(text)
    if not words:
        return None
    if by_account := User.objects.filter(username__iexact=words).first():
        return by_account
    named = list(User.objects.filter(name__in=(words, text.strip()), is_active=True)[:2])
    return named[0] if len(named) == 1 else None
