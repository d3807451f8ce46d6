# ruff: noqa: E501 - a pattern is read better in one piece
"""What an editor or a form left behind: bookmarks, field codes, prompts; the same paragraph twice."""

import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.prose.characters import fold

from .finding import Level, Observation
from .registry import check
from .subject import Subject

_RESIDUE = re.compile(
    r"\[bookmark:[^\]\n]{0,80}\]|PAGEREF\s+\S{1,40}|HYPERLINK\s+[\"\\]?\S{1,60}|TOC \\\S{1,10}|MERGEFORMAT|错误！未(?:找到|定义)[^。\n]{0,20}|"
    r"_Toc\d{4,}|_GoBack|\{\{[^}\n]{1,40}\}\}|<[a-zA-Z/][^<>\n]{0,40}>|&nbsp;|"
    r"[（(](?:不超过|不少于|限|控制在)?\s?\d{2,4}\s?字(?:以内|左右|以上|内)?[)）]|[（(](?:此处|请|在此)(?:填写|输入|说明|补充)[^)）\n]{0,30}[)）]|"
    r"(?<![\w×XxΧ])[×xX]{2,6}(?:单位|部门|局|万元|年|项目|人)|点击此处输入|单击此处|[＿_]{4,}(?:万元|年|人|%)"
)
_SHORTEST = 30  # characters; shorter paragraphs repeat for good reasons


@check(
    "residue", number=32, level=Level.ERROR, name=gettext_lazy("没有编辑残留"),
    source=gettext_lazy("报告写作规范：正文不含书签、域代码和填表提示"), remedy=gettext_lazy("删除残留的书签、域代码或填表提示。"),
)  # fmt: skip
def check_residue(subject: Subject) -> Iterator[Observation]:
    """Bookmarks, field codes, form prompts and placeholders in the text."""
    for match in _RESIDUE.finditer(subject.report.text):
        yield Observation(
            match.start(), match.end(), stated=match[0],
            message=_("正文中残留“%(text)s”。") % {"text": match[0]},
        )  # fmt: skip


@check(
    "same_paragraph", number=41, level=Level.WARNING, name=gettext_lazy("没有重复的段落"),
    source=gettext_lazy("报告写作规范：内容不重复（相似度超过 0.8）"), remedy=gettext_lazy("删去重复的一段，或者改写。"),
)  # fmt: skip
def check_duplicates(subject: Subject) -> Iterator[Observation]:
    """A paragraph that stands in the report twice, word for word or nearly."""
    seen: list[tuple[frozenset[str], frozenset[str]]] = []
    index: dict[str, list[int]] = {}
    position = 0
    for line in subject.report.text.split("\n"):
        start, position = position, position + len(line) + 1
        bare = re.sub(r"[\W\d_]+", "", fold(line))
        if len(bare) < _SHORTEST or "\t" in line or len(seen) > 3000:
            continue
        grams = frozenset(first + second for first, second in pairwise(bare))
        rare = _rare(grams)
        figures = frozenset(re.findall(r"\d+(?:\.\d+)?", re.sub(r"20\d\d ?年|^\W*\d+", "", fold(line))))
        if _is_known(grams, figures, rare, seen, index):
            yield Observation(
                start, start + len(line), stated=line.strip()[:40],
                message=_("这一段与前面的一段基本相同。"),
            )  # fmt: skip
        for gram in rare:
            index.setdefault(gram, []).append(len(seen))
        seen.append((grams, figures))


def _rare(grams: frozenset[str]) -> list[str]:
    """A fixed third of the pairs: similar paragraphs share most of them."""
    return sorted(gram for gram in grams if (ord(gram[0]) * 31 + ord(gram[1])) % 3 == 0)[:60]


def _is_known(
    grams: frozenset[str], figures: frozenset[str], rare: list[str],
    seen: list[tuple[frozenset[str], frozenset[str]]], index: dict[str, list[int]],
) -> bool:  # fmt: skip
    shared: dict[int, int] = {}
    for gram in rare:
        for each in index.get(gram, ())[:50]:
            shared[each] = shared.get(each, 0) + 1
    likely = sorted(shared, key=lambda each: -shared[each])[:5]
    return any(
        len(grams & seen[each][0]) / len(grams | seen[each][0]) > 0.8 and not _of_two_things(figures, seen[each][1])
        for each in likely
    )


def _of_two_things(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two paragraphs of the same words tell other figures: one form of words for several projects."""
    return len(one) >= 2 and len(other) >= 2 and len(one & other) * 2 < min(len(one), len(other))
