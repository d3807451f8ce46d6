"""What a row of a list does, or why it cannot."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Effect(TextChoices):
    """What carrying out a row changes."""

    NEW = "new", gettext_lazy("新建")
    CHANGE = "change", gettext_lazy("修改")
    SAME = "same", gettext_lazy("不变")
    WRONG = "wrong", gettext_lazy("有错误")


@dataclass(frozen=True)
class Outcome:
    """`number` is the row in Excel, `title` whom or what it is about, `said` what changes, `errors` what is wrong."""

    number: int
    title: str
    effect: str
    said: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The effect in words."""
        return str(Effect(self.effect).label)

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def changed_fields(labels: "Mapping[str, StrOrPromise]", old: dict[str, str], new: dict[str, str]) -> list[str]:
    """Sentences for the fields that differ, old and new."""
    empty = _("空")
    return [
        _("%(field)s：%(old)s → %(new)s") % {"field": labels[key], "old": old[key] or empty, "new": new[key] or empty}
        for key in labels
        if old[key] != new[key]
    ]
