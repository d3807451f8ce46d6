"""Titles are broken between words, into lines that form a trapezium or a lozenge."""

import pytest

from evalportal.documents.title import breadth, break_title


def test_a_title_that_fits_stays_on_one_line():
    # 2023 counts 2, then 14 characters: 16 of 20
    assert breadth("2023年度部门整体支出绩效自评报告") == 16
    assert break_title("2023年度部门整体支出绩效自评报告", 20) == ("2023年度部门整体支出绩效自评报告",)


def test_a_title_breaks_before_the_year():
    assert break_title("常宁市科技和工业信息化局2023年度部门整体支出绩效自评报告", 20) == (
        "常宁市科技和工业信息化局",
        "2023年度部门整体支出绩效自评报告",
    )


@pytest.mark.parametrize(
    "title",
    [
        "关于开展2023年度市级预算部门整体支出绩效自评和项目支出绩效自评工作情况的报告",
        "临江县农村饮水安全巩固提升工程建设管理办公室2023年度部门整体支出绩效自评报告",
    ],
)
def test_lines_fit_keep_words_whole_and_lose_nothing(title):
    lines = break_title(title, 20)
    assert "".join(lines) == title
    assert all(breadth(line) <= 20 for line in lines)
    for word in ("2023年度", "整体", "支出", "绩效", "自评", "报告"):
        assert any(word in line for line in lines)
    assert not any(line[0] in "的和及、，）年" for line in lines)


def test_three_lines_are_never_narrow_in_the_middle():
    lines = break_title("关于开展2023年度市级预算部门整体支出绩效自评和项目支出绩效自评工作情况的报告", 16)
    widths = [breadth(line) for line in lines]
    assert len(widths) == 3
    assert not (widths[1] < widths[0] and widths[1] < widths[2])


def test_a_name_without_any_place_to_break_is_cut_by_length():
    assert break_title("A" * 100, 20) == tuple("A" * size for size in (20, 20, 20, 20, 20))


def test_a_title_of_a_hundred_kilobytes_is_broken_at_once():
    assert "".join(break_title("水利" * 17_000, 20)) == "水利" * 17_000
