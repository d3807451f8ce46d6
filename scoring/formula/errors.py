"""What is wrong with a formula, and at which character."""

from django.utils.translation import gettext_lazy as _


class FormulaError(ValueError):
    """A formula that cannot be used.

    `message` is a Chinese sentence, `start` and `end` delimit the faulty characters (counted from 0 in the
    text as it was typed), so that an editor can underline them.
    """

    def __init__(self, message: str, start: int = 0, end: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = start + 1 if end is None else end

    def __str__(self) -> str:
        return str(_("第 %(number)s 个字：%(message)s") % {"number": self.start + 1, "message": self.message})
