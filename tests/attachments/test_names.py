"""The name of a file is kept as people know it, without what is invisible or leads elsewhere."""

import pytest

from departments.attachments.names import clean_name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("预算批复.pdf", "预算批复.pdf"),
        ("㙍𬭚镕喆.docx", "㙍𬭚镕喆.docx"),
        ("葛\U000e0100城.pdf", "葛\U000e0100城.pdf"),  # a variant of a character in a name
        ("😀👩‍💻.png", "😀👩‍💻.png"),
        ("=1+1.xlsx", "=1+1.xlsx"),
        ("<script>alert(1)</script>.jpg", "script>.jpg"),  # the slash ends a path part
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\周慧\\桌面\\报告.PDF", "报告.pdf"),
        ("/dev/null/..", "附件"),
        ("..", "附件"),
        (".pdf", "附件.pdf"),
        ("a\x00b\x1b\r\n.pdf", "ab.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("\u2066报告\u2069\u200f.pdf", "报告.pdf"),
        ("a\u00a0\u3000 b\u2028c.pdf", "a b c.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("报告.pdf. .", "报告.pdf"),
        ("报告", "报告"),
        ("2023.12 报告", "2023.12 报告"),
        ("a.tar.gz", "a.tar.gz"),
    ],
)
def test_name_is_shown_clean(raw, shown):
    assert clean_name(raw) == shown


def test_long_name_keeps_its_extension():
    name = clean_name("长" * 300 + ".docx")
    assert name == "长" * 115 + ".docx"  # 120 characters


def test_half_a_character_is_dropped():
    assert clean_name("a\ud83d.pdf") == "a.pdf"
