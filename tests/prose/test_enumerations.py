from departments.prose.enumerations import opened_list, read_list
from departments.prose.ordinals import find_ordinals, read_ordinals


def least_and_most(text):
    named = read_list(text)
    return named.fewest, named.most


def test_an_and_may_separate_two_names_or_belong_to_one():
    assert least_and_most("城东、城西和园区") == (2, 3)
    assert least_and_most("办公室、财务股和法规股") == (3, 3)  # both sides end alike
    assert least_and_most("办公室、财务股、法规和审批股") == (3, 4)
    # in a list of 股 each name before 和 would end in 股 too
    assert least_and_most("办公室、职业与成人教育股、人事股、安全股") == (4, 4)
    assert least_and_most("人事股、财务股、基层政权建设和社区治理股") == (3, 3)
    assert least_and_most("第一分局、第二分局和城郊、江口所") == (4, 4)


def test_what_is_quoted_is_one_name_with_and_without_a_comma_between():
    assert read_list("“清风”“绿盾、蓝天”").items == ("“清风”", "“绿盾、蓝天”")
    assert read_list("《预算法和条例》《采购办法》和《内控手册》").fewest == 3


def test_an_opened_list_ends_where_its_clause_does():
    assert opened_list("甲站、乙站（含分站）、丙站，均已改制。").items == ("甲站", "乙站", "丙站")
    assert opened_list("甲站、乙站，丙站、丁站。").most == 10_000  # the next clause may belong to it
    assert opened_list("甲站，乙站，丙站。").fewest == 3
    assert opened_list("负责监测、预警，成效明显。") is None
    assert opened_list("甲村30万元、乙村20万元。") is None


def test_ordinals_count_on_without_a_gap_and_stop_at_another_list():
    assert read_ordinals("一是甲；二是乙。下一步：一是丙；二是丁；三是戊。").count == 2
    assert read_ordinals("首先，甲；其次，乙；最后，丙。").count == 3
    assert read_ordinals("（1）甲；（2）乙；（3）丙。").count == 3
    assert read_ordinals("1.甲1.5亩；2.乙；").count == 2
    assert read_ordinals("二是乙；三是丙。") is None
    assert find_ordinals("打出组合拳：一是甲，二是乙，三是丙，").count == 3
    assert find_ordinals("没有分点。") is None
