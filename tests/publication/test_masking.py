import pytest

from evalportal.publication.masking import mask_name, mask_text, masked
from tests.documents.sample import sample_report


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
        ("手机：+86 138 7341 2345", "手机：+86 138****2345"),
        ("（0734）7220305、(0734)72203051", "（0734）****305、(0734)****3051"),
        ("电话 0734 7220305", "电话 0734 ****305"),
        ("监督电话：7220305，QQ 12345678", "监督电话：****305，QQ ****5678"),
        ("微信号：13x、电话补贴7220305元", "微信号：13x、电话补贴7220305元"),
        ("热线为12345，电话费7220305元", "热线为12345，电话费7220305元"),
        ("联系人：周慧，电话见上", "联系人：周*，电话见上"),
        ("经办人 欧阳㙍𬭚 填", "经办人 欧*** 填"),
        ("责任人：市财政局；联系人：办公室", "责任人：市财政局；联系人：办公室"),
        ("单位负责人签审后报送。项目负责人：谭建国（副局长）", "单位负责人签审后报送。项目负责人：谭**（副局长）"),
        ("2023年0734项，预算01234567.5万元", "2023年0734项，预算01234567.5万元"),
    ],
)
def test_contact_data_are_masked_and_figures_are_not(said, public):
    assert mask_text(said) == public


def test_the_contacts_of_the_report_are_masked_wherever_their_names_stand():
    text = "由周慧、欧阳㙍负责，周慧敏参加。"
    assert mask_text(text, ["欧阳㙍", "周慧"]) == "由周*、欧**负责，周*敏参加。"


def test_names_keep_the_family_name_only():
    assert mask_name("周慧") == "周*"
    assert mask_name("欧阳㙍") == "欧**"
    assert mask_name("") == ""


def test_the_whole_document_is_without_the_names_at_its_foot():
    # the sample is signed by 周㙍 and 𬭚某
    public = masked(sample_report(title="周㙍填写，𬭚某签发的报告"))
    assert public.title == "周*填写，𬭚*签发的报告"
    assert (public.contact.filler, public.contact.phone, public.contact.head) == ("周*", "", "𬭚*")
    assert "周㙍" not in repr(public)
    assert "𬭚某" not in repr(public)
