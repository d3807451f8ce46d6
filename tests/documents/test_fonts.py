"""Fonts: the bureau's own before all others, found by the names inside them; no character without a glyph."""

import io
import shutil

import pypdfium2
import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont
from weasyprint.pdf import fonts as weasyprint_fonts

from evalportal.documents.fonts import MissingCharacters, Origin, Role, chosen, require_coverage
from evalportal.documents.fonts.choice import SHIPPED_SANS, SHIPPED_SERIF
from evalportal.documents.fonts.installed import FontFile
from evalportal.documents.pdf import render_pdf
from evalportal.documents.weasy import subset

from .sample import PROFILE, sample_report
from .test_pdf_text import bare_report, expected_text, text_of


@pytest.fixture
def folder(settings, tmp_path):
    """An empty font folder of the bureau; what was chosen before is forgotten, and again afterwards."""
    settings.FONT_DIR = tmp_path
    chosen.cache_clear()
    yield tmp_path
    chosen.cache_clear()


def named(source, family, target):
    """A font under another name inside, as a bureau's licensed file would have it."""
    with TTFont(source, lazy=True) as font:
        for record in font["name"].names:
            if record.nameID in (1, 4, 6, 16):
                record.string = family.encode(record.getEncoding(), errors="replace")
        font.save(target)


def test_the_bureau_s_own_font_comes_first_whatever_its_file_is_called(folder):
    named(SHIPPED_SANS, "FangSong_GB2312", folder / "x1.otf")
    choice = chosen()[Role.BODY]
    assert (choice.origin, choice.face.path) == (Origin.BUREAU, folder / "x1.otf")


def test_fandol_serves_where_nothing_better_is_found(folder):
    (folder / "fandol").mkdir()
    shutil.copy(SHIPPED_SERIF, folder / "fandol" / "FandolKai-Regular.otf")
    choice = chosen()[Role.KAI]
    assert choice.origin in (Origin.FANDOL, Origin.SYSTEM)


def test_every_role_but_figures_always_has_a_font(folder):
    assert {Role.BODY, Role.HEADING, Role.KAI, Role.SONG, Role.TABLE} <= set(chosen())


def test_a_file_that_is_no_font_is_passed_over(folder):
    (folder / "broken.ttf").write_bytes(b"not a font")
    assert chosen()[Role.BODY].origin is not Origin.BUREAU


def test_a_character_that_no_font_has_is_named_with_its_place():
    report = bare_report("第一段。\n第二段有\ue123这个字。")
    with pytest.raises(MissingCharacters) as raised:
        render_pdf(report)
    (missing,) = raised.value.missing
    assert missing.character == "\ue123"
    assert "U+E123" in str(raised.value)
    assert "“一、部门基本概况”第 2 段" in str(raised.value)


def test_a_character_missing_in_a_table_is_named_with_its_row():
    report = sample_report()
    with pytest.raises(MissingCharacters, match="“佐证材料目录”第 2 行"):
        render_pdf(sample_report(evidence=(type(report.evidence[0])("😀.pdf", "x", "y"),)))


def test_rare_characters_of_the_national_table_are_covered():
    assert require_coverage([("正文", "㙍𬭚镕喆堃玥祎珺㎡①≥÷")]) is False


def test_the_command_shows_a_font_for_every_role():
    out = io.StringIO()
    call_command("fonts", stdout=out)
    for words in ("正文（仿宋）", "一级标题、表头（黑体）", "二级标题（楷体）", "标题（小标宋）", "生僻字"):
        assert words in out.getvalue()


def test_without_the_system_library_fonts_are_cut_by_uharfbuzz(monkeypatch):
    monkeypatch.setattr(weasyprint_fonts.Font, "subset", subset.subset)
    content = render_pdf(bare_report(PROFILE))
    pages = len(pypdfium2.PdfDocument(content))
    assert text_of(content, 1, pages) == expected_text(PROFILE)
    # two faces of 12 and 8 MB, cut down
    assert len(content) < 500_000


def test_a_face_of_a_collection_is_taken_out_of_it(tmp_path):
    from fontTools.ttLib.ttCollection import TTCollection

    collection = TTCollection()
    collection.fonts = [TTFont(SHIPPED_SANS), TTFont(SHIPPED_SERIF)]
    collection.save(tmp_path / "both.ttc")
    content = FontFile(tmp_path / "both.ttc", 1, frozenset()).content()
    with TTFont(io.BytesIO(content)) as font, TTFont(SHIPPED_SERIF) as serif:
        assert font["name"].getDebugName(6) == serif["name"].getDebugName(6)
