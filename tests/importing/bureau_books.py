"""Workbooks as bureaus keep them: the forms of the notice, a project list, assets; made with openpyxl.

The figures add up as worked out beside the tests.
"""

from io import BytesIO

from openpyxl import Workbook


def saved(book):
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled(*sheets):
    """A workbook with these sheets: (name, rows, merged ranges)."""
    book = Workbook()
    book.remove(book.active)
    for name, rows, merged in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    return saved(book)


BASE = (
    "基础数据表",
    [
        ("附件1",),
        ("部门整体支出绩效评价基础数据表",),
        ("填报单位：某某县水务局", None, None, "单位：元"),
        ("财政供养人员情况（人）", "编制数", "2023年实际在职人数", "控制率"),
        (None, 45, 43, 0.9556),
        ("经费控制情况", "上年决算数", "本年预算数", "本年决算数"),
        ("三公经费", 41000, 38000, 32000),
        ("1、公务用车购置和维护经费", 21000, 20000, 19000),
        ("其中：公车购置", 0, 0, 0),
        ("公车运行维护", 21000, 20000, "约1.9万"),
        ("2、出国经费", "—", 0, None),
        ("3、公务接待", 20000, 18000, 12500),
        ("项目支出：", 120000, 300000, 290000),
        ("1、业务工作专项", None, None, None),
        ("水库除险加固", 120000, 180000, 175000),
        ("山洪灾害防治㙍", None, 120000, 115000),
        ("2、运行维护专项", None, None, None),
        ("公用经费", 400000, "410,000.00", 405555.55),
        ("其中：办公经费", 100000, 100000, 99000),
        ("政府采购金额", 50000, 60000, 60000),
        ("部门基本支出预算调整", None, 5000, 5000),
        ("填表人：沈𬭚", None, None, None),
    ],
    ["A4:A5"],
)
LIST = (
    "项目",
    [
        ("项目清单", None, None, None, None),
        ("序号", "项目名称", "资金（万元）", None, "实施单位"),
        (None, None, "年初预算", "决算", None),
        (1, "水库除险加固", 18, 17.5, "建管股"),
        (2, "河道清淤<script>", 12, "十二", "水保股"),
        (None, "合计", 31, 17.5, None),
    ],
    ["C2:D2", "A2:A3", "B2:B3", "E2:E3"],
)
FORM = (
    "自评表",
    [
        ("项目支出绩效自评表",),
        ("项目名称", None, "水库除险加固"),
        ("主管部门", None, "某某县水务局"),
        ("实施单位", None, "建管股"),
        ("项目资金（万元）", None, None, "年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率", "得分"),
        (None, "年度资金总额", None, 18, 18, 17.5, 10, 0.9722, 9.72),
        (None, "其中：当年财政拨款", None, 16, 16, 15.5, "-", "-", "-"),
        (None, "上年结转资金", None, 2, 2, 2, "-", "-", "-"),
        (None, "其他资金", None, 0, 0, 0, "-", "-", "-"),
        ("年度总体目标", "预期目标", None, None, None, "实际完成情况"),
        (None, "加固水库2座", None, None, None, "加固2座"),
        (
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ),
        (None, "产出指标", "数量指标", "加固水库", "≥2座", "2座", 25, 25, None),
        (None, None, "质量指标", "验收合格率", "100%", "98%", 25, 24.5, "一处返工"),
        (None, "效益指标", "社会效益指标", "下游安全", "安全度汛", "达成", 30, 30, None),
        (None, "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "较好", 10, 10, None),
        ("总分", None, None, None, None, None, 100, 99.22, None),
    ],
    ["B13:B14"],
)
ASSETS = (
    "资产",
    [
        ("资产情况表", None, None, None, "单位：万元"),
        ("资产类别", "年初数", "年末数", "其中：在用", "闲置"),
        ("房屋和构筑物", 100, 100, 95, 5),
        ("车辆", 20.5, 20.5, 20.5, 0),
        ("合计", 120.5, 121, 115.5, 5),
    ],
    [],
)
