# ruff: noqa: E501 - a pattern is read better in one piece
"""How figures and titles are written: approximate words on exact numbers, stray blanks, document numbers, the title."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.characters import fold

from .finding import Level, Observation
from .registry import check
from .subject import Subject

_EXACT_APPROX = re.compile(
    r"(?<![\d.])(?:\d{2,}[1-9]|[1-9]\d*\.\d+)(?:余|多)(?=[家个人名件项万亿户次份])|(?:近|将近)(?:\d{2,}[1-9])(?=[家个人名件项户次份])"
)
_STRAY_BLANK = re.compile(
    r"(?<=\d) +(?=[%年月日万亿元个家项人名])|(?<=[\u4e00-\u9fff]) +(?=\d+(?:\.\d+)?[个家项人名万亿元%])"
)
_HALF_COMMA = re.compile(r"(?<=[\u4e00-\u9fff]),(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]);(?=[\u4e00-\u9fff])")
_NUMBER = re.compile(
    r"(?P<agency>[\u4e00-\u9fff]{2,8}(?:发|办|字|函|财|绩|预|行|号|社|人|评|综|规|教|建)?)"
    r"(?P<open>[\[［(（【{])(?P<year>(?:19|20)\d\d)年?(?P<close>[\]］)）】}])第?\s*(?P<no>\d{1,4})\s*号"
)
_TITLE_KIND = re.compile(r"(?<!自)评价报告")


@check(
    "exact_and_about", number=54, level=Level.HINT, name=gettext_lazy("准确的数不带“余”“近”"),
    source=gettext_lazy("GB/T 15835—2011 出版物上数字用法"), remedy=gettext_lazy("去掉“余”“多”“近”，或者改用整数。"),
)  # fmt: skip
def check_exact(subject: Subject) -> Iterator[Observation]:
    """485余家: exact to the last digit and approximate at once."""
    for match in _EXACT_APPROX.finditer(subject.report.text):
        end = match.end() + 1
        quote = subject.quote(match.start(), end)
        yield Observation(
            match.start(), end, stated=quote, expected=re.sub(r"[余多近将]", "", quote),
            message=_("“%(quote)s”是准确的数，不应再加约数词。") % {"quote": quote},
        )  # fmt: skip


@check(
    "stray_blanks", number=55, level=Level.HINT, name=gettext_lazy("数字中没有多余的空格，标点统一"),
    source=gettext_lazy("GB/T 15834—2011 标点符号用法"), remedy=gettext_lazy("删去空格，标点改成全角。"),
)  # fmt: skip
def check_blanks(subject: Subject) -> Iterator[Observation]:
    """2023 年, 10 %, 45人,在职: blanks within figures, half-width commas between Chinese words."""
    text = subject.report.text
    for pattern, words in ((_STRAY_BLANK, _("多余的空格")), (_HALF_COMMA, _("半角标点"))):
        for match in list(pattern.finditer(text))[:20]:
            start, end = max(0, match.start() - 4), min(len(text), match.end() + 2)
            start = max(start, text.rfind("\n", 0, match.start()) + 1)
            line_end = text.find("\n", match.end())
            end = end if line_end < 0 else min(end, line_end)
            quote = text[start:end]
            yield Observation(start, end, stated=quote, message=_("“%(quote)s”中有%(what)s。") % {"quote": quote, "what": words})  # fmt: skip


@check(
    "document_number", number=53, level=Level.HINT, name=gettext_lazy("文号写法规范"),
    source=gettext_lazy("GB/T 9704—2012：发文字号年份用六角括号〔〕，不编虚位，不加“第”字"),
    remedy=gettext_lazy("改成〔年份〕序号号，例如“财预〔2020〕10号”。"),
)  # fmt: skip
def check_document_numbers(subject: Subject) -> Iterator[Observation]:
    """财预[2020]10号, （2020）10号 instead of 〔2020〕10号."""
    for match in _NUMBER.finditer(subject.report.text):
        right = f"〔{match['year']}〕{int(match['no'])}号"
        start = match.start("open")
        quote = subject.quote(start, match.end())
        yield Observation(
            start, match.end(), stated=quote, expected=right,
            message=_("文号写作“%(quote)s”，规范写法是“%(right)s”。") % {"quote": quote, "right": right},
        )  # fmt: skip


@check(
    "title_kind", number=56, level=Level.HINT, name=gettext_lazy("标题写明是自评报告"),
    source=gettext_lazy("财预〔2020〕10号：单位自评、部门评价、财政评价分别开展"), remedy=gettext_lazy("标题改为“……绩效自评报告”。"),
)  # fmt: skip
def check_title(subject: Subject) -> Iterator[Observation]:
    """A self-evaluation that calls itself 评价报告."""
    report = subject.report
    match = _TITLE_KIND.search(fold(report.title))
    if match is None or "自评" in report.title or "自评" not in report.text:
        return
    start, end = report.title_span
    yield Observation(
        start, end, stated=match[0], expected=_("自评报告"), section="title",
        message=_("标题写“评价报告”，内容是单位自评。"),
    )  # fmt: skip
