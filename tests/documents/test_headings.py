"""Heading levels are read from the clerk's plain text; nothing of it is changed."""

import pytest

from evalportal.documents.context import Paragraph
from evalportal.documents.headings import paragraphs, printable, recognise


@pytest.mark.parametrize(
    ("line", "level", "lead", "rest"),
    [
        ("一、部门基本概况", 1, "一、部门基本概况", ""),
        ("十二、其他", 1, "十二、其他", ""),
        ("（一）基本情况", 2, "（一）基本情况", ""),
        ("(二)职能职责。", 2, "(二)职能职责。", ""),
        ("（三）资金管理。严格执行制度。", 2, "（三）资金管理。", "严格执行制度。"),
        ("1.抓防汛，汛期水库零垮坝。全年会商31次。", 3, "1.抓防汛，汛期水库零垮坝。", "全年会商31次。"),
        ("1、部门职能", 3, "1、部门职能", ""),
        ("（1）渠系配套：更换闸门22处。", 4, "（1）渠系配套：", "更换闸门22处。"),
    ],
)
def test_a_heading_is_recognised_by_its_number(line, level, lead, rest):
    assert recognise(line) == Paragraph(lead, rest, level)


@pytest.mark.parametrize(
    "line",
    [
        "一是加强管理。",
        "1.5亿元用于渠道清淤。",
        "2023、2024两年均完成。",
        "5、每年一月底前完成项目前期手续，由规划建设股负责，按月通报支出进度。",
        "部门整体支出",
        "三公经费：3.8万元",
    ],
)
def test_what_only_looks_like_a_heading_stays_text(line):
    assert recognise(line) == Paragraph(line)


def test_a_wrong_number_stays_as_it_was_typed():
    assert [part.text for part in paragraphs("（一）甲\n（三）乙")] == ["（一）甲", "（三）乙"]


def test_typed_indents_and_blank_lines_go_and_words_stay():
    assert [part.text for part in paragraphs("　　甲乙\r\n\r\n  丙\t丁 \n")] == ["甲乙", "丙 丁"]


def test_invisible_characters_are_not_printed():
    assert printable("水\u200b利\u202e局\x00\ufe0f\U000e0100") == "水利局"


def test_rare_characters_and_emoji_are_kept():
    assert printable("㙍𬭚😀") == "㙍𬭚😀"
