# ruff: noqa: E501 - a pattern is read better in one piece
"""The rules a report cites: those repealed since."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .finding import Level, Observation
from .registry import check
from .subject import Subject

# 财预〔2020〕10号 took the place of both.
_REPEALED = (
    (re.compile(r"财预\s*[〔\[［(（【]\s*2011\s*年?\s*[〕\]］)）】]\s*285\s*号"), "财预〔2011〕285号"),
    (re.compile(r"财预\s*[〔\[［(（【]\s*2009\s*年?\s*[〕\]］)）】]\s*76\s*号"), "财预〔2009〕76号"),
    (re.compile(r"《?财政支出绩效评价管理暂行办法》?(?!\s*[〔\[［(（【]财预)"), "财预〔2011〕285号"),
)  # fmt: skip


@check(
    "repealed_basis", number=52, level=Level.WARNING, name=gettext_lazy("没有引用已废止的文件"),
    source=gettext_lazy("财预〔2020〕10号《项目支出绩效评价管理办法》"), remedy=gettext_lazy("改引现行文件，例如财预〔2020〕10号。"),
)  # fmt: skip
def check_basis(subject: Subject) -> Iterator[Observation]:
    """A cited rule that is no longer in force."""
    said: set[str] = set()
    for pattern, number in _REPEALED:
        for match in pattern.finditer(subject.report.text):
            if number in said:
                continue
            said.add(number)
            yield Observation(
                match.start(), match.end(), stated=match[0], expected="财预〔2020〕10号",
                message=_("“%(cited)s”已废止，由财预〔2020〕10号代替。") % {"cited": match[0]},
            )  # fmt: skip


_CITED = re.compile(
    r"[〔\[［(（【]\s*20\d\d\s*年?\s*[〕\]］)）】]\s*第?\s*\d+\s*号|绩效(?:评价|管理|自评)[^，。\n]{0,20}(?:办法|通知|意见|规程|方案|工作要求)"
)
_LONG_ENOUGH = 1500  # characters; a shorter text is an excerpt


@check(
    "basis_missing", number=52, level=Level.HINT, name=gettext_lazy("写明自评的依据"),
    source=gettext_lazy("财预〔2020〕10号《项目支出绩效评价管理办法》"), remedy=gettext_lazy("写明依据的文件名称和文号。"),
)  # fmt: skip
def check_cited(subject: Subject) -> Iterator[Observation]:
    """A whole report that names no rule and no notice it was written under."""
    if len(subject.report.text) >= _LONG_ENOUGH and not _CITED.search(subject.report.text):
        yield Observation(-1, -1, section="", message=_("全文没有写明自评依据的文件。"))
