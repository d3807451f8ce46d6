"""Charts: literal attributes, because paper knows no style sheet; numbers as text; nothing typed is markup."""

import io
import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pypdfium2

from evalportal.charts import Bar, BarChart, Step, Waterfall, bar_svg, waterfall_svg
from evalportal.documents.context import Section, Verification
from evalportal.documents.pdf import render_pdf

from .test_pdf_text import bare_report, whole_text

D = Decimal
BARS = BarChart("图", "万元", ("年初预算", "决算"), (Bar("甲<b>", (D(100), D(50))), Bar("乙", (None, D(25)))))
LOSSES = Waterfall("图", "满分", D(100), (Step("预算控制率", D("1.5")), Step("<script>", D(3))), "得分")


def rectangles(svg):
    return [node for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("rect")]


def test_bars_are_as_long_as_their_values():
    # legend of two, then 100, 50 and 25 of the largest 100
    lengths = [float(node.get("width")) for node in rectangles(bar_svg(BARS))[2:]]
    assert [round(length / lengths[0], 2) for length in lengths] == [1, 0.5, 0.25]


def test_a_waterfall_ends_at_full_points_less_the_losses():
    assert LOSSES.end == D("95.5")
    full, first, _second, last = rectangles(waterfall_svg(LOSSES))
    # The axis begins at (95.5 − 4.5 ÷ 2) ÷ 2 = 46.6, whole 46, × 2 = 92: of 8 points 1.5 were lost, 3.5 are left
    assert LOSSES.origin == 92
    assert round(float(first.get("width")) / float(full.get("width")), 3) == 0.187
    assert round(float(last.get("width")) / float(full.get("width")), 3) == 0.437


def test_every_shape_has_its_colour_as_attribute_and_none_a_style():
    for svg in (bar_svg(BARS), waterfall_svg(LOSSES)):
        assert "style" not in svg
        for node in ElementTree.fromstring(svg).iter():
            if node.tag.endswith(("rect", "text")):
                assert re.fullmatch("#[0-9a-f]{6}", node.get("fill"))


def test_labels_are_escaped():
    assert "<script>" not in waterfall_svg(LOSSES)
    assert "&lt;b&gt;" in bar_svg(BARS)


def test_on_paper_a_chart_is_drawn_in_its_greys():
    section = Section("x", "一、部门基本概况", (BARS,))
    content = render_pdf(replace(bare_report("正文。"), sections=(section,)))
    image = pypdfium2.PdfDocument(io.BytesIO(content))[1].render(scale=2).to_pil().convert("RGB")
    colours = {colour for _count, colour in image.getcolors(1_000_000)}
    # #c9ced3 and #8a939c, as bar_svg writes them
    assert {(0xC9, 0xCE, 0xD3), (0x8A, 0x93, 0x9C)} <= colours


def test_a_settled_report_carries_its_code_on_the_cover():
    content = render_pdf(
        bare_report("正文。", verification=Verification("7KQ2-M9XD", "https://portal.example/verify/7KQ2-M9XD"))
    )
    assert "核验码7KQ2-M9XD" in whole_text(content)
