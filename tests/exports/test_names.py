"""Names inside a package: what Windows can unpack, whatever a unit is called."""

import pytest

from evalportal.exports.names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("305001 常宁市科技和工业信息化局", "305001 常宁市科技和工业信息化局"),
        ('甲/乙\\丙:丁*戊?己"庚<辛>壬|癸', "甲 乙 丙 丁 戊 己 庚 辛 壬 癸"),
        ("../../etc/passwd", "etc passwd"),
        ("CON", "CON_"),
        ("com1.zip", "com1.zip_"),
        ("末尾有点和空格. . ", "末尾有点和空格"),
        ("\u202efdp.exe", "fdp.exe"),
        ("㙍𬭚😀", "㙍𬭚😀"),
        ("\x00\x07", "未命名"),
        ("", "未命名"),
    ],
)
def test_what_windows_forbids_is_left_out(typed, safe):
    assert safe_name(typed) == safe


def test_long_names_are_cut():
    assert safe_name("局" * 500) == "局" * LONGEST
