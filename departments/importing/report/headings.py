# ruff: noqa: E501 - one meaning a line, however many ways there are to write it
"""What a heading means: profile, expenditure, assets …, by its words and never by its number."""

import re

from departments.enums import SectionKey
from departments.prose.characters import fold
from departments.prose.sentences import squeeze

# The more special first: 绩效自评结果拟应用 is not 绩效, 存在的问题及原因 is not 绩效情况.
_MEANINGS: tuple[tuple[SectionKey, str], ...] = (
    (SectionKey.RESULT_USE, r"结果.{0,6}(?:应用|运用|使用|公开)|(?:应用|运用)和公开"),
    (SectionKey.GOVERNMENT_FUND, r"政府性?基金"),
    (SectionKey.STATE_CAPITAL, r"国有资本"),
    (SectionKey.SOCIAL_INSURANCE, r"社会保险|社保基金"),
    (SectionKey.OTHER, r"其[他它].{0,8}(?:说明|情况|事项|问题)|(?:需要|需|应)说明的"),
    (SectionKey.PROBLEMS, r"问题|不足|困难|薄弱环节|短板"),
    (SectionKey.MEASURES, r"改进|整改|建议|下一?步|打算|对策|工作思路|工作计划|(?<!节约)(?<!保障)措施"),
    (SectionKey.PROFILE, r"^(?:部门|单位|本部门|本单位|预算单位|预算部门|主管部门)?(?:（[^）]*）)?(?:整体)?(?:基本)?(?:概况|概述|简介|情况简介)|^基本情况|(?:部门|单位)(?:（单位）)?基本情况|机构(?:设置|情况|概况)|主要职[能责]|职能职责|部门职[能责]"),
    (SectionKey.ASSETS, r"资产"),
    (SectionKey.SPECIAL_FUNDS, r"专项.{0,10}(?:组织|实施|管理|使用|情况|绩效)|项目(?:支出)?.{0,6}(?:组织|实施|管理)|资金(?:项目)?组织"),
    (SectionKey.PERFORMANCE, r"绩效|自评|评价|成效|效益|履职|成绩|目标完成|管理工作开展|工作开展情况|主要工作|重点工作|工作完成"),
    (SectionKey.EXPENDITURE, r"支出|收支|资金|预算|决算|经费|财务"),
    (SectionKey.PROFILE, r"概况|基本情况|简介"),
)  # fmt: skip
_COMPILED = tuple((key, re.compile(words)) for key, words in _MEANINGS)
_ATTACHMENT = re.compile(r"附(?:件|表)\d{0,2}[一二三四五六七八九十]?[：、.]?")


def heading_words(text: str) -> str:
    """The words of a heading without number, blanks and closing mark."""
    return squeeze(fold(text)).strip("。：；.、，")


def heading_keys(words: str) -> tuple[SectionKey, ...]:
    """The sections a heading names: mostly one; 存在的问题及改进措施 names two; an unknown one none."""
    bare = heading_words(words)
    if not bare or len(bare) > 45:
        return ()
    found = next((key for key, pattern in _COMPILED if pattern.search(bare)), None)
    if found is None:
        return ()
    if found == SectionKey.PROBLEMS and re.search(r"改进|整改|建议|措施|下一?步|对策", bare):
        return (SectionKey.PROBLEMS, SectionKey.MEASURES)
    return (found,)


_EXACT = re.compile(
    r"(?:(?:部门|单位|本部门|本单位)(?:（单位）)?)?(?:(?:基本)?概况|基本情况|整体支出(?:管理及使用)?情况|(?:专项(?:资金)?|项目)组织实施情况|"
    r"资产管理(?:使用)?情况|(?:整体支出)?绩效(?:自评)?情况|存在的?(?:主要)?问题(?:及原因分析|和不足)?|(?:下一步)?改进(?:措施|意见)(?:[和及与](?:有关)?建议)?|"
    r"(?:下一步)?(?:改进)?(?:措施)(?:和建议)?|有关建议|其他需要说明的(?:情况|问题)|收支情况|(?:绩效)?评价结论|自评情况)"
)


def is_standard_heading(words: str) -> bool:
    """Whether the words are exactly a heading of one of the usual outlines, so that no number is needed."""
    return bool(_EXACT.fullmatch(heading_words(words)))


def is_attachment(line: str) -> bool:
    """Whether a line opens the list of attachments or an attachment itself."""
    bare = squeeze(fold(line))
    return bool(_ATTACHMENT.match(bare)) and len(bare) <= 40
