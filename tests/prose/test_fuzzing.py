"""Whatever comes in, the importer neither raises nor loses a character nor hangs."""

import contextlib
import io
import random
import time

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from departments.importing.report.parse import parse_text
from departments.importing.report.reading import ImportRefused, read_upload
from scoring.checks import Subject, run_checks
from tests.claims.corpus import load

REPORTS = [report.text for report in load("first")]
PIECES = st.sampled_from(
    [
        "一、",
        "二、",
        "五、",
        "5、",
        "（一）",
        "1.",
        "①",
        "其中",
        "，其中：",
        "包括",
        "分别是：",
        "占总支出的",
        "10%",
        "0万元",
        "3.8万元",
        "890.65元",
        "1.2亿元",
        "14个",
        "三家",
        "。",
        "；",
        "、",
        "（",
        "）",
        "\n",
        "比上年增加",
        "增长",
        "部门基本概况",
        "存在的问题",
        "改进措施",
        "2023年",
        "2022年",
        "三公经费",
        "基本支出",
        "编制",
        "在职",
        "自评得分95分",
        "今年",
        "[bookmark:",
        "x]",
        "PAGEREF",
        "㙍𬭚",
        "😀",
        "=1+1",
        "<script>",
        "\t",
        "\u3000",
        "\x00",
        "等3家",
        "“甲”",
        "《乙》",
        "甲、乙和丙",
        "三个到位",
        "四方",
        "，分别是",
        "一是",
        "首先",
        "预算执行率",
        "满意率",
        "合计",
        "第一部分",
        "附件：",
        "目录",
        "百分之",
        "十百千",
        "⟦",
        "1,234,567.89万元",
        "-5万元",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=60).map("".join)
NEWLINES = {"\r\n": "\n", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n"}


def unified(text):
    for old, new in NEWLINES.items():
        text = text.replace(old, new)
    return text


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_parts_are_the_whole_text_and_checks_never_raise(text):
    report = parse_text(text)
    assert "".join(report.text[part.start : part.end] for part in report.parts) == report.text == unified(text)
    for finding in run_checks(Subject(report)):
        assert finding.start < 0 or report.text[finding.start :].startswith(finding.quote)


@pytest.mark.parametrize("seed", range(25))
def test_mutated_reports_are_read_whole(seed):
    rng = random.Random(seed)
    text = list(rng.choice(REPORTS))
    for _ in range(60):
        at = rng.randrange(len(text))
        kind = rng.randrange(4)
        if kind == 0:
            del text[at : at + rng.randrange(1, 30)]
        elif kind == 1:
            text[at:at] = text[at : at + rng.randrange(1, 80)]
        elif kind == 2:
            text[at] = rng.choice("0123456789，。、（）\n其中%万元")
        else:
            text[at:at] = rng.choice(["\n", "一、", "其中：", "（", "）", "99%", "0万元"])
        if not text:
            return
    report = parse_text("".join(text))
    assert "".join(report.text[part.start : part.end] for part in report.parts) == report.text
    run_checks(Subject(report))


@pytest.mark.parametrize("seed", range(25))
def test_mutated_word_files_are_read_or_refused(seed):
    rng = random.Random(seed)
    document = docx.Document()
    for line in rng.choice(REPORTS).split("\n"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    content = bytearray(stream.getvalue())
    for _ in range(rng.randrange(1, 40)):
        content[rng.randrange(4, len(content))] = rng.randrange(256)
    with contextlib.suppress(ImportRefused):
        read_upload(bytes(content), "a.docx")


# About 1 MB each. Measured at 0.3 to 3 s of CPU; the bound is far enough not to fail on a busy machine.
LONG = {
    "a report forty times": REPORTS[0] * 150,
    "one line": REPORTS[0].replace("\n", "") * 150,
    "digits": "1" * 1_000_000,
    "numerals": "一" * 350_000,
    "brackets": "（" * 350_000,
    "openers": "其中" * 170_000,
    "amounts": "人员经费3万元，其中" * 30_000,
    "headings": "一、概况\n" * 60_000,
    "blanks": " " * 1_000_000,
}


LISTS = {
    "quotes": "“甲乙”" * 3_000 + "三项",
    "names": "甲、乙" * 5_000 + "三个乡镇",
    "points": "三个方面：一是甲；二是乙。" * 1_000,
    "numbers of lists": "存在3个问题。甲、乙、丙。" * 1_000,
    "slogans": "“三个到位”：甲到位、乙到位、丙到位。" * 1_000,
    "stocks": "现有水库86座。全县68座水库全部落实。" * 1_000,
}


@pytest.mark.parametrize("case", LISTS)
def test_long_lists_are_checked_in_five_seconds_of_cpu(case):
    report = parse_text(REPORTS[0].split("\n", 1)[0] + "\n一、概况\n" + LISTS[case])
    started = time.process_time()
    run_checks(Subject(report))
    assert time.process_time() - started < 5


@pytest.mark.parametrize("case", LONG)
def test_a_megabyte_is_read_in_five_seconds_of_cpu(case):
    started = time.process_time()
    parse_text(LONG[case])
    assert time.process_time() - started < 5
