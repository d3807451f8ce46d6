"""What a password must be like (等保 2.0, GB/T 22239-2019 8.1.4.1): several classes, not the account, not an old one.

Well-known passwords are checked by Django's own validator; the list stands in the settings.
"""

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from departments.models import User

MIN_LENGTH = 8
CLASSES_NEEDED = 3
SHARED_RUN = 4


class LongEnough:
    """At least `min_length` characters; Django's own says so in English, its Chinese catalogue lacks the sentence."""

    def __init__(self, min_length: int = MIN_LENGTH) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < self.min_length:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        return _("密码至少要有 %(count)d 个字符。") % {"count": self.min_length}


class CharacterClasses:
    """Three of four classes: capitals, small letters, digits, everything else."""

    def validate(self, password: str, user: User | None = None) -> None:
        classes = {_class_of(mark) for mark in password}
        if len(classes) < CLASSES_NEEDED:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        return _("密码须包含大写字母、小写字母、数字、其他符号中的至少三类。")


def _class_of(mark: str) -> str:
    if mark.isascii() and mark.isupper():
        return "capital"
    if mark.isascii() and mark.islower():
        return "small"
    return "digit" if mark.isdigit() else "other"


class NotTheAccountName:
    """Neither the account name, forwards or backwards, nor four characters in a row of it."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None:
            return
        given, name = password.casefold(), user.username.casefold()
        parts = {name[start : start + SHARED_RUN] for start in range(max(1, len(name) - SHARED_RUN + 1))}
        if any(part in given or part[::-1] in given for part in parts):
            raise ValidationError(self.get_help_text(), code="password_holds_account")

    def get_help_text(self) -> str:
        return _("密码不能包含账号或者账号中连续四个以上的字符（顺序、倒序均不可）。")


class NotRecentlyUsed:
    """Neither the present password nor one of the last ones."""

    def __init__(self, remembered: int = 5) -> None:
        self.remembered = remembered

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        former = user.former_passwords.values_list("password", flat=True)[: self.remembered - 1]
        if any(check_password(password, used) for used in (user.password, *former)):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        return _("不能使用最近 %(count)d 次用过的密码。") % {"count": self.remembered}
