from decimal import Decimal

from evalportal.charts import Step, Waterfall, waterfall_svg
from evalportal.score_charts import level_chart, loss_chart
from scoring.scoresheet import score_report

D = Decimal


def test_largest_loss_comes_first_and_final_ones_are_marked(draft):
    chart = loss_chart(score_report(draft[0]))
    # 5 of the staff (a fact), 2 of the rules (one of four missing), 0.5 judged, 0.32 = 8 × 4 % given elsewhere
    assert [(step.label, step.loss, step.is_final) for step in chart.steps[:4]] == [
        ("在职人员控制率", D("5.00"), True),
        ("管理制度健全性", D("2.00"), False),
        ("经济效益、社会效益、生态效益", D("0.50"), False),
        ("重点工作实际完成率", D("0.32"), True),
    ]


def test_drawing_ends_at_the_score_of_the_sheet(draft):
    sheet = score_report(draft[0])
    chart = loss_chart(sheet)
    assert chart.end == sheet.total
    assert (chart.start, chart.ceiling) == (D(100), sheet.ceiling)
    assert sum(bar.values[0] for bar in level_chart(sheet).bars) == 100


def test_axis_that_does_not_begin_at_nothing_says_where_it_does():
    few = Waterfall("失分", "满分", D(100), (Step("甲", D(5)),), "得分")
    # 95 reached, 5 lost: half of that below is 92.5, the even number below 92
    assert few.origin == 92
    assert "自 92 分起" in waterfall_svg(few)
    many = Waterfall("失分", "满分", D(100), (Step("甲", D(60)),), "得分")
    assert many.origin == 0
    assert "分起" not in waterfall_svg(many)


def test_names_are_text_in_a_drawing():
    svg = waterfall_svg(Waterfall("<script>", "满分", D(10), (Step("<b>&甲", D(1)),), "得分", D(10), "最高可得"))
    assert "<script>" not in svg
    assert "<b>" not in svg
    assert 'style="' not in svg
