"""The figures of GB/T 9704-2012, measured on the pages: margins, lines, characters, page numbers."""

import io
import re
from itertools import pairwise

import pypdfium2
import pytest

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
INSIDE = 0.6  # pt of tolerance for rounding inside fonts


def lines_of(page):
    """Body lines of a page: the baseline from above in pt → the characters, left to right."""
    lines = {}
    for char in page.chars:
        if 15.5 < char["size"] < 16.5:
            lines.setdefault(round(char["bottom"], 1), []).append(char)
    return [sorted(chars, key=lambda char: char["x0"]) for _bottom, chars in sorted(lines.items())]


def text_pages(pages):
    """Pages of running text: behind the cover, full."""
    return [page for page in pages if len(lines_of(page)) == 22]


def test_paper_is_a4(long_pages):
    for page in long_pages:
        # 210 × 297 mm = 595.28 × 841.89 pt
        assert (float(page.width), float(page.height)) == pytest.approx((595.28, 841.89), abs=0.02)


def test_a_full_page_has_22_lines_28_95_points_apart(long_pages):
    pages = text_pages(long_pages)
    assert len(pages) >= 2
    for page in pages:
        bottoms = [line[0]["bottom"] for line in lines_of(page)]
        assert all(below - above == pytest.approx(28.95, abs=0.05) for above, below in pairwise(bottoms))


def test_a_full_line_has_28_characters_from_margin_to_margin(long_pages):
    for page in text_pages(long_pages):
        full = [line for line in lines_of(page) if line[-1]["x1"] > RIGHT - 20 and line[0]["x0"] < LEFT + 5]
        assert len(full) >= 18
        for line in full:
            assert len(line) == 28
            assert line[0]["x0"] == pytest.approx(LEFT, abs=INSIDE)
            assert line[-1]["x1"] == pytest.approx(RIGHT, abs=INSIDE)


def test_paragraphs_begin_two_characters_in(long_pages):
    starts = [line[0]["x0"] for page in text_pages(long_pages) for line in lines_of(page) if line[0]["x0"] > LEFT + 5]
    assert starts
    # 2 × (16 − 0.21) pt = 31.58 pt
    assert all(start == pytest.approx(LEFT + 31.58, abs=INSIDE) for start in starts)


def test_type_stays_between_the_margins(long_pages):
    for page in text_pages(long_pages):
        lines = lines_of(page)
        assert lines[0][0]["top"] >= TOP - 1
        assert lines[-1][0]["bottom"] <= BOTTOM + 1


def test_title_is_size_2_and_centred(sample_pages):
    title = [char for char in sample_pages[2].chars if 21.5 < char["size"] < 22.5]
    rows = {}
    for char in title:
        # figures and characters have boxes of different heights on one line
        rows.setdefault(round(char["bottom"] / 20), []).append(char)
    assert ["".join(c["text"] for c in row) for row in rows.values()] == [
        "临江县水务局",
        "2023年度部门整体支出绩效自评报告",
    ]
    for row in rows.values():
        middle = (row[0]["x0"] + row[-1]["x1"]) / 2
        assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=1)


def numbers_of(page):
    return [char for char in page.chars if 13.8 < char["size"] < 14.2 and char["text"].strip()]


def test_page_numbers_stand_outside_one_character_in(long_pages):
    odd, even = long_pages[1], long_pages[2]
    assert "".join(char["text"] for char in numbers_of(odd)) == "—1—"
    assert "".join(char["text"] for char in numbers_of(even)) == "—2—"
    assert max(char["x1"] for char in numbers_of(odd)) == pytest.approx(RIGHT - 14, abs=INSIDE)
    assert min(char["x0"] for char in numbers_of(even)) == pytest.approx(LEFT + 14, abs=INSIDE)


def test_the_cover_has_no_page_number(long_pages):
    assert not numbers_of(long_pages[0])


def test_the_dash_of_the_page_number_is_7_mm_under_the_type_area(long_pdf):
    scale = 4
    document = pypdfium2.PdfDocument(io.BytesIO(long_pdf))
    image = document[1].render(scale=scale, grayscale=True).to_pil()
    # The first dash: from the left edge of the number one em of 14 pt to the right, below the type area.
    strip = image.crop((int((RIGHT - 70) * scale), int(BOTTOM * scale), int((RIGHT - 14) * scale), int(820 * scale)))
    dark = strip.point(lambda value: 255 if value < 128 else 0)
    dash = dark.crop((0, 0, dark.width // 4, dark.height)).getbbox() or dark.getbbox()
    middle = (dash[1] + dash[3]) / 2 / scale
    # 7 mm = 19.84 pt; where in its line a font draws the dash differs by a point or so
    assert middle == pytest.approx(19.84, abs=1.6)


def test_landscape_pages_are_turned_portrait_sheets(sample_pages):
    wide = [page for page in sample_pages if page.width > page.height]
    assert len(wide) >= 2
    for page in wide:
        table = page.find_tables()[0]
        left, top, right, bottom = table.bbox
        # left 35 mm (foot of the sheet), right 37 mm (its head), top 28 mm (binding edge)
        assert left == pytest.approx(35 * MM, abs=1)
        assert right == pytest.approx((297 - 37) * MM, abs=1)
        assert top >= 28 * MM - 1
        assert bottom <= (210 - 26) * MM + 1


def test_the_number_of_a_landscape_page_lies_at_the_foot_of_the_turned_sheet(sample_pages):
    for page in (page for page in sample_pages if page.width > page.height):
        turned = [char for char in page.chars if not char["upright"] and char["text"].isdigit()]
        number = int("".join(char["text"] for char in sorted(turned, key=lambda char: char["top"])))
        assert all(char["x1"] < 35 * MM - 12 for char in turned)
        middle = sum((char["top"] + char["bottom"]) / 2 for char in turned) / len(turned)
        # odd: right of the sheet, now below; even: left of the sheet, now above
        assert (middle > page.height / 2) == (number % 2 == 1)


def test_lines_with_figures_and_letters_keep_the_pitch(sample_pages):
    lines = [line for line in lines_of(sample_pages[2]) if any(char["text"].isdigit() for char in line)]
    tops = sorted({round(line[0]["bottom"], 1) for line in lines})
    assert len(tops) >= 5
    for above, below in pairwise(tops):
        assert (below - above) / 28.95 == pytest.approx(round((below - above) / 28.95), abs=0.08)


def test_contents_name_the_pages_on_which_things_are(sample_pages):
    contents, body = sample_pages[1], sample_pages[2:]
    entries = re.findall(r"(?m)^(\S.*?)[…\s]+([0-9]+)$", contents.extract_text())
    assert len(entries) >= 10
    for words, number in entries:
        on_page = "".join(body[int(number) - 1].extract_text().split())
        # 附件1　部门… is set as a number and, lines below, a title
        for part in re.split(r"[\s（]+", words)[:2]:
            assert part.rstrip("）") in on_page
