"""A report of an invented bureau with everything a report can have, and nasty strings where names stand."""

# ruff: noqa: E501 - rows of tables read better on one line

from dataclasses import replace
from datetime import date
from decimal import Decimal

from evalportal.charts import Bar, BarChart, Step, Waterfall
from evalportal.documents.context import (
    Amounts,
    BaseData,
    Building,
    Contact,
    EvaluationTable,
    Evidence,
    Execution,
    IndicatorRow,
    Line,
    ReportDocument,
    ScoreRow,
    ScoreTable,
    Section,
    Staff,
)
from evalportal.documents.headings import paragraphs

D = Decimal

PROFILE = """（一）基本情况
临江县水务局是正科级行政单位，内设办公室、财务股、规划建设股、水政水资源股、河湖管理股等5个股室，下辖水文监测站、灌区管理所2个二级机构。单位编制32人，年末在职29人，离退休17人。㙍塘片区由水政水资源股联系，联系人为职工𬭚某。
（二）主要职责
1、编制全县水资源规划并监督实施，统一管理地表水和地下水，核定取水许可，推行节约用水。
2、组织防汛抗旱的日常工作；指导乡镇修建和维护小型水利工程，负责水库、堤防、涵闸的安全鉴定和除险加固，监督工程质量，对造成水土流失的行为依法查处，并会同有关部门落实河长制的各项任务。
3、完成县委、县政府交办的其他工作。"""

EXPENDITURE = """（一）收入支出总体情况
2023年年初收入预算612.40万元，其中：一般公共预算拨款598.40万元，占收入合计的97.71%；其他收入14.00万元，占2.29%。年初支出预算612.40万元，其中：基本支出452.40万元，项目支出160.00万元。全年预算数为640.00万元，决算数为633.60万元，预算执行率为99.00%。
（二）“三公”经费
全年“三公”经费决算数为6.20万元，比年初预算少0.60万元，下降8.82%，其中：公务接待费2.10万元，公务用车运行维护费4.10万元，未发生因公出国（境）费用。"""

SPECIAL = """（一）专项组织情况分析
实行“一个项目、一名责任人、一本台账”，招标、合同、验收资料由规划建设股统一归档。
（二）专项管理情况分析
资金按工程进度拨付，每季度由财务股会同责任股室核对一次，2023年未发现截留、挤占、挪用的情况。"""

PERFORMANCE = """1.抓防汛，汛期水库零垮坝。全年会商31次，转移群众412人次，15座小型水库全部落实“三个责任人”。
2.抓建设，灌溉面积稳中有增。完成渠道清淤46.5公里，新增和恢复灌溉面积1,200亩，受益农户3,680户。
（1）渠系配套：更换闸门22处。
（2）计量设施：安装量水堰9处。
3.抓服务，群众满意度提高。发放问卷300份，收回291份，满意和基本满意的占94.50%。"""

PROBLEMS = """1、项目支出进度前慢后快，第四季度支出占全年的四成以上。
2、部分绩效指标偏重数量，反映效益的指标不多。"""

MEASURES = """1、每年一月底前完成项目前期手续，由规划建设股负责，按月通报支出进度。
2、修订本单位绩效指标库，补充灌溉保证率、水费收缴率等效益指标，由财务股牵头，2024年6月底前完成。"""


def line(code, label, *figures, depth=0, parts=()):
    """A line of amounts; figures in the order of the columns, "" for none."""
    amounts = [D(figure) if figure else None for figure in figures]
    return Line(code, label, Amounts(*amounts), depth, parts)


def base_data():
    return BaseData(
        staff=Staff(D(32), D(29), D(17)),
        lines=(
            line(
                "three_public",
                "三公经费",
                "7.00",
                "6.90",
                "6.80",
                "6.80",
                "6.20",
                parts=("vehicle", "abroad", "reception"),
            ),
            line(
                "vehicle",
                "1、公务用车购置和维护经费",
                "4.50",
                "4.40",
                "4.40",
                "4.40",
                "4.10",
                depth=1,
                parts=("purchase", "running"),
            ),
            line("purchase", "其中：公车购置", "0", "0", "0", "0", "0", depth=2),
            line("running", "公车运行维护", "4.50", "4.40", "4.40", "4.40", "4.10", depth=2),
            line("abroad", "2、因公出国（境）经费", "0", "0", "0", "0", "0", depth=1),
            line("reception", "3、公务接待", "2.50", "2.50", "2.40", "2.40", "2.10", depth=1),
            line("project", "项目支出", "", "148.00", "160.00", "187.60", "181.20", parts=("p1", "p2")),
            line("p1", "1、灌区渠系配套改造", "", "98.00", "110.00", "137.60", "133.60", depth=1),
            line("p2", "2、山洪灾害监测运行", "", "50.00", "50.00", "50.00", "47.60", depth=1),
            line("public", "公用经费", "", "63.10", "65.40", "65.40", "64.90"),
            line("office", "其中：办公经费", "", "12.00", "12.50", "12.50", "12.10", depth=1),
            line("utilities", "水费、电费、差旅费", "", "20.30", "21.00", "21.00", "20.75", depth=1),
            line("meeting", "会议费、培训费", "", "3.20", "3.00", "3.00", "2.95", depth=1),
            line("procurement", "政府采购金额", "", "88.00", "96.00", "104.00", "103.48"),
        ),
        buildings=(Building("县水旱灾害防御物资仓库", D("1200"), D("1188.5"), D("310"), D("305.62")),),
        thrift="制定公务接待、公务用车管理办法，会议一律在单位会议室召开，办公用品集中采购、领用登记。",
    )


def overall():
    return EvaluationTable(
        title="部门整体支出绩效自评表",
        name="整体支出",
        heads=(("部门（单位）名称", "临江县水务局"),),
        funds=(
            line("total", "年度资金总额", "", "", "612.40", "640.00", "633.60", parts=("general", "other")),
            line("general", "按收入性质分：一般公共预算", "", "", "598.40", "626.00", "619.60", depth=1),
            line("other", "其他资金", "", "", "14.00", "14.00", "14.00", depth=1),
            line("basic", "按支出性质分：基本支出", "", "", "452.40", "452.40", "452.40", depth=1),
            line("projects", "项目支出", "", "", "160.00", "187.60", "181.20", depth=1),
        ),
        # 633.60 ÷ 640.00 = 99.00 %, of 10 points 9.90
        execution=Execution(D(10), D("99.00"), D("9.90")),
        goal="保障防汛安全，完成渠系改造40公里，新增灌溉面积1000亩。",
        completion="汛期水库零垮坝，渠道清淤46.5公里，新增和恢复灌溉面积1200亩。",
        indicators=indicators(),
        total_points=D(100),
        # 9.90 + 20 + 15 + 15 + 18 + 12 + 9.45
        total_score=D("99.35"),
    )


def indicators():
    return (
        IndicatorRow("产出指标", "数量指标", "渠道清淤长度", "≥40公里", "46.5公里", D(20), D(20)),
        IndicatorRow("产出指标", "质量指标", "工程验收合格率", "=100%", "100%", D(15), D(15)),
        IndicatorRow("产出指标", "时效指标", "年度任务按期完成率", "=100%", "100%", D(15), D(15)),
        IndicatorRow("效益指标", "社会效益指标", "新增和恢复灌溉面积", "≥1000亩", "1200亩", D(18), D(18)),
        IndicatorRow("效益指标", "生态效益指标", "重点河段水质达标率", "≥95%", "96.2%", D(12), D(12)),
        IndicatorRow(
            "满意度指标", "服务对象满意度", "受益农户满意度", "≥95%", "94.50%", D(10), D("9.45"),
            "个别渠段完工较晚，灌水受影响；2024年提前至3月底完工。",
        ),
    )  # fmt: skip


def project(number, name):
    return EvaluationTable(
        title="项目支出绩效自评表",
        name=name,
        heads=(("项目名称", name), ("主管部门", "临江县水务局"), ("实施单位", "临江县水务局灌区管理所")),
        funds=(
            line("total", "年度资金总额", "", "", "110.00", "137.60", "133.60", parts=("treasury", "carried", "other")),
            line("treasury", "其中：当年财政拨款", "", "", "110.00", "127.60", "123.60", depth=1),
            line("carried", "上年结转资金", "", "", "0", "10.00", "10.00", depth=1),
            line("other", "其他资金", "", "", "0", "0", "0", depth=1),
        ),
        # 133.60 ÷ 137.60 = 97.09 %, of 10 points 9.71
        execution=Execution(D(10), D("97.09"), D("9.71")),
        goal="改造渠系40公里。",
        completion="改造渠系46.5公里。",
        indicators=indicators(),
        total_points=D(100),
        # 9.71 + 89.45
        total_score=D("99.16"),
    )


def score_rows():
    trace = "29 ÷ 32 = 90.63%，不超过100%，得满分 5 分"
    spec = (
        ("投入", "预算配置", "在职人员控制率", "5", "5", "以100%为标准，控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止", trace),
        ("投入", "预算配置", "“三公经费”变动率", "8", "8", "变动率≤0，计8分；变动率>0的，每超过一个百分点扣0.8分，扣完为止", "（6.80－7.00）÷ 7.00 ＝ －2.86%，不大于0，得满分 8 分"),
        ("过程", "预算执行", "预算完成率", "5", "5", "100%计满分，每低于5%扣2分，扣完为止", "（10.00＋612.40＋17.60－6.40）÷（10.00＋612.40＋17.60）＝ 99.00%，低于100%不满5个百分点，得 5 分"),
        ("过程", "预算执行", "预算控制率", "5", "4", "预算控制率＝0，计5分；0～10%（含），计4分；10%～20%（含），计3分；20%～30%（含），计2分；大于30%不得分", "17.60 ÷ 612.40 ＝ 2.87%，在0～10%之间，得 4 分"),
        ("过程", "预算执行", "新建楼堂馆所面积控制率", "5", "5", "100%以下（含）计5分，每超出5%扣2分，扣完为止；没有楼堂馆所项目的得满分", "1188.5 ÷ 1200 ＝ 99.04%，不超过100%，得满分 5 分"),
        ("过程", "预算执行", "新建楼堂馆所投资概算控制率", "5", "5", "100%以下（含）计5分，每超出5%扣2分，扣完为止；没有楼堂馆所项目的得满分", "305.62 ÷ 310 ＝ 98.59%，不超过100%，得满分 5 分"),
        ("过程", "预算管理", "公用经费控制率", "8", "8", "100%以下（含）计8分，每超出1%扣1分，扣完为止", "64.90 ÷ 65.40 ＝ 99.24%，不超过100%，得满分 8 分"),
        ("过程", "预算管理", "“三公经费”控制率", "7", "7", "100%以下（含）计7分，每超出1%扣1分，扣完为止", "6.20 ÷ 6.80 ＝ 91.18%，不超过100%，得满分 7 分"),
        ("过程", "预算管理", "政府采购执行率", "6", "6", "100%计满分，每超过或降低5%扣2分，扣完为止", "103.48 ÷ 104.00 ＝ 99.50%，偏离不满5个百分点，得满分 6 分"),
        ("过程", "预算管理", "管理制度健全性", "8", "8", "①有内部财务管理制度、会计核算制度等管理制度，2分；②有本部门厉行节约制度，2分；③相关管理制度合法、合规、完整，2分；④相关管理制度得到有效执行，2分", "4 项符合，每项 2 分，得 8 分"),
        ("过程", "预算管理", "资金使用合规性", "6", "5", "支出符合国家财经法规和财务管理制度规定；资金拨付有完整的审批程序和手续；重大开支经过评估论证；每发现一例不符合扣1分，扣完为止", "1 例，每例扣 1 分，得 5 分"),
        ("过程", "预算管理", "预决算信息公开性", "5", "5", "按规定内容公开，1分；按规定时限公开，1分；基础数据和会计信息真实、完整、准确，各1分", "5 项符合，每项 1 分，得 5 分"),
        ("产出及效率", "职责履行", "重点工作实际完成率", "8", "7.60", "根据绩效办2023年对各部门为民办实事和部门重点工作考核分数折算", "95 ÷ 100 × 8 ＝ 7.60 分"),
        ("产出及效率", "履职效益", "经济效益、社会效益", "7", "6.50", "根据部门自设指标考评", "评定 6.50 分"),
        ("产出及效率", "履职效益", "行政效能", "6", "6", "促进部门改进文风会风，加强经费及资产管理，效果较好的计6分，一般3分，无效果或者效果不明显0分", "评定为好，得 6 分"),
        ("产出及效率", "履职效益", "社会公众或服务对象满意度", "6", "6", "90%（含）以上计6分；80%（含）～90%计4分；70%（含）～80%计2分；低于70%计0分", "94.50%，不低于90%，得 6 分"),
    )  # fmt: skip
    return tuple(
        ScoreRow(f"A{at}", one, two, name, D(points), standard, D(score), None, trace)
        for at, (one, two, name, points, score, standard, trace) in enumerate(spec, start=1)
    )


def score_table():
    return ScoreTable(
        title="部门整体支出绩效评价指标评分表",
        rows=score_rows(),
        total_points=D(100),
        # 100 − 1 (预算控制率) − 1 (资金使用合规性) − 0.40 − 0.50
        total=D("97.10"),
        grade="优",
    )


def sample_report(**changes):
    sections = tuple(
        Section(key, heading, tuple(paragraphs(text)))
        for key, heading, text in (
            ("profile", "一、部门基本概况", PROFILE),
            ("expenditure", "二、部门整体支出情况", EXPENDITURE),
            ("special_funds", "三、部门专项组织实施情况", SPECIAL),
            (
                "assets",
                "四、资产管理情况",
                "资产由办公室统一登记，年末在用率为97.30%，年内处置报废设备11台，残值收入已上缴。",
            ),
            ("performance", "五、部门整体支出绩效情况", PERFORMANCE),
            ("problems", "六、存在的问题", PROBLEMS),
            ("measures", "七、改进措施和建议", MEASURES),
        )
    )
    expenditure = sections[1]
    bars = BarChart(
        "图1　收支预算执行情况",
        "单位：万元",
        ("年初预算", "全年预算", "决算"),
        (
            Bar("基本支出", (D("452.40"), D("452.40"), D("452.40"))),
            Bar("项目支出", (D("160.00"), D("187.60"), D("181.20"))),
        ),
    )
    losses = Waterfall(
        "图2　失分构成",
        "满分",
        D(100),
        (Step("预算控制率", D(1)), Step("资金使用合规性", D(1)), Step("重点工作实际完成率", D("0.40")), Step("经济效益、社会效益", D("0.50"))),
        "自评得分",
    )  # fmt: skip
    performance = sections[4]
    sections = (
        sections[0],
        replace(expenditure, blocks=(*expenditure.blocks, bars)),
        *sections[2:4],
        replace(performance, blocks=(*performance.blocks, losses)),
        *sections[5:],
    )
    report = ReportDocument(
        unit="临江县水务局",
        unit_code="402001",
        year=2023,
        title="2023年度部门整体支出绩效自评报告",
        issuer="临江县财政局",
        dated=date(2024, 6, 3),
        draft=False,
        sections=sections,
        base_data=base_data(),
        overall=overall(),
        projects=(project(1, "灌区渠系配套改造"), project(2, "山洪灾害监测运行 <script>alert(1)</script>")),
        score=score_table(),
        evidence=(
            Evidence("2023年决算报表.pdf", "二、部门整体支出情况", "5f" * 32),
            Evidence("满意度调查问卷汇总.xlsx", "社会公众或服务对象满意度", "a3" * 32),
        ),
        contact=Contact("周㙍", "0734-0000000", date(2024, 6, 3), "𬭚某"),
        method="部门（单位）绩效自评",
        evaluator="临江县水务局绩效评价工作组",
    )
    return replace(report, **changes)
