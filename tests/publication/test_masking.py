import pytest

from evalportal.publication.masking import mask_name, mask_text


@pytest.mark.parametrize(
    ("said", "public"),
    [
        ("联系人手机13873412345。", "联系人手机138****2345。"),
        ("电话：0734-7220305", "电话：0734-****305"),
        ("邮箱 zhou.hui@changning.gov.cn", "邮箱 z***@changning.gov.cn"),
        ("身份证430482198001011234", "身份证430482************"),
        ("支出13873412345.67元", "支出13873412345.67元"),
        ("支出1138734123456元", "支出1138734123456元"),
        ("890.65万元，2023年45人", "890.65万元，2023年45人"),
    ],
)
def test_contact_data_are_masked_and_figures_are_not(said, public):
    assert mask_text(said) == public


def test_names_keep_the_family_name_only():
    assert mask_name("周慧") == "周*"
    assert mask_name("欧阳㙍") == "欧**"
    assert mask_name("") == ""
