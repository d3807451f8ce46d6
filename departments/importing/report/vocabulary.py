# ruff: noqa: E501 - one meaning a line, however many ways there are to write it
"""The words of Chinese budget reports and what they mean: lines of the base table, columns, years, scopes.

A label is read from left to right; what no word explains stays over as residue, and a label with residue is not
certain. The order of the alternatives matters: the longer word first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from departments.prose.characters import fold
from departments.prose.numbers import read_year
from departments.prose.quantities import COUNT, MONEY, SCORE
from departments.prose.sentences import squeeze

# word → fact code; first match wins
_MEANINGS: tuple[tuple[str, str], ...] = (
    ("three_public_vehicle", r"公务用?车购置费?(?:以?及|和|与|、)(?:公务用?车)?(?:运行)?(?:维护|维修)?(?:经费|费用|费)?"
     r"|公务用?车购置运行(?:维护)?(?:经费|费用|费)?|公务用?车(?:经费|费用|费)|公车(?:经费|费用|费)|公车购置(?:及|和)运[行维](?:维护)?费?"),
    ("vehicle_running", r"(?:公务用?车|执法执勤用车)(?:辆)?运行(?:和|及|与)?(?:维护|维修)?(?:经费|费用|费)?|公务用?车维护(?:经费|费用|费)|公车运[行维](?:维护)?费?|车辆运行(?:维护)?费"),
    ("vehicle_purchase", r"公务用?车购置(?:经费|费用|费)?|公车购置(?:经费|费用|费)?"),
    ("three_public_abroad", r"因公出[国境](?:（境）|、?境)?(?:经费|费用|费)?|出国(?:（境）|境)?(?:经费|费用|费)"),
    ("three_public_reception", r"(?:公务|业务)?[接招]待(?:经费|费用|费)"),
    ("three_public_total", r"三公经?费用?(?:支出)?(?:合计|总额|总支出|总计)|三公经费用?|三公支出"),
    ("income_business", r"(?:纳入(?:一般公共)?预算管理的)?事业收入"),
    ("income_government_fund", r"政府性?基金(?:预算)?(?:财政)?(?:拨款|收入)(?:收入)?"),
    ("income_state_capital", r"国有资本经营(?:预算)?(?:财政)?(?:拨款|收入)(?:收入)?"),
    ("income_special_account", r"(?:纳入(?:财政)?专户(?:管理)?的?|财政专户管理的?)(?:非税收入|教育收费|资金)?(?:拨款|收入)?|专户非税(?:收入)?"),
    ("income_general", r"(?:一般)?公共(?:财政)?预算(?:财政)?(?:拨款|补助)(?:收入)?|一般公共预算收入|公共财政(?:预算)?拨款(?:收入)?|一般公共预算经费拨款"),
    ("fiscal_grant", r"财政(?:预算)?拨款(?:收入)|财政拨款(?=$)|经费拨款(?:收入)?"),
    ("income_funds_other", r"其[他它]资金(?:收入)?"),
    ("income_misc", r"其[他它]收入"),
    ("general_expenditure", r"一般公共预算(?:财政拨款)?支出"),
    ("fund_expenditure", r"政府性基金(?:预算)?(?:财政拨款)?支出|国有资本经营(?:预算)?支出|社会保险基金(?:预算)?支出"),
    ("expenditure_personnel", r"人员(?:经费|支出|费用)"),
    ("expenditure_public", r"(?:日常)?公用(?:经费|支出|费用)"),
    ("goods_services", r"(?:一般)?商品和服务支出"),
    ("wages", r"工资福利支出"),
    ("family_aid", r"对个人和家庭的?补助(?:支出)?"),
    ("capital", r"(?:其[他它])?资本性支出"),
    ("expenditure_basic", r"基本(?:总)?支出"),
    ("expenditure_project", r"项目(?:支出|经费|预算资金|预算经费|资金|总支出|总投资|预算)|专项(?:支出|经费|资金)"),
    ("procurement", r"政府采购(?:金额|总额|资金|规模)?"),
    ("carry_over_in", r"上年(?:度)?(?:末)?结转(?:和?结余)?|年初结转(?:和?结余)?"),
    ("carry_over_out", r"(?:年末|年底)(?:财政)?(?:拨款)?结[转余](?:和?结余)?|结转下年|结转结余"),
    ("budget_addition", r"(?:本年|年中|中途|当年|全年)?(?:预算)?追加(?:预算|资金|经费)?"),
    ("budget_reduction", r"(?:本年|年中|当年)?(?:预算)?(?:追减|调减)(?:预算|资金|经费)?"),
    ("assets_closing", r"(?:年末|期末)(?:固定)?资产(?:总额|原值|总值)?"),
    ("assets_opening", r"(?:年初|期初)(?:固定)?资产(?:总额|原值|总值)?"),
    ("assets_in_use", r"在用(?:固定)?资产|实际在用固定资产"),
    ("assets_idle", r"闲置(?:固定)?资产"),
    ("assets_total", r"(?:固定)?资产(?:总额|原值|总值)"),
    ("income_total", r"收入(?:预算)?(?:合计|总计|总额)|总收入|收入总(?:预算|决算)|预算总?收入|收入预算|收入决算"),
    ("expenditure_total", r"支出(?:预算)?(?:合计|总计|总额)|总支出|支出总(?:预算|决算)|整体支出|预算总?支出|支出预算|支出决算|决算列支"),
    ("staff_retired", r"离?退休(?:干部|职工|人员|人数|干部职工)+|退休"),
    ("staff_quota", r"(?:人员|教职工|干部职工)?(?:总)?编制(?:人数|人员|总数|数)?"),
    ("staff_actual", r"(?:年末)?(?:实有)?(?:编内实有|编内在职|编内在岗|编内|在职在编|在编在职|在职在岗|在编在岗|在职|在岗|在编)(?:干部职工|职工|干部|人员|总?人数)*|年末实有人数|实有(?:民警|干警|教职工|教师|医务人员|职工|干部)+|实有(?:在编)?(?:总?人数|人员)|(?:年末|年底|现)?实有$"),
    ("internal_units", r"内设(?:职能)?(?:股室|科室|处室|机构|部门|股|科|处)(?:室)?"),
    ("subordinate_units", r"(?:所属|下属|下辖|直属)(?:二级)?(?:预算)?(?:事业)?(?:单位|机构)|二级(?:机构|预算单位|事业单位)"),
    ("self_score", r"自评$|(?:绩效)?自评(?:最终|综合|总)?(?:得分|总分|分数|分|评分|结果)|自我评[价分](?:得分|总分|分)?|(?:综合|最终|评价|自评价|绩效评价|(?:整体支出)?绩效|总体?)(?:自评)?得分|综合评分"),
)  # fmt: skip

# The whole of a department: bureau and subordinate units, though a word in it has a meaning of its own.
_WHOLE = r"(?:局|委|全)?机关(?:本级)?(?:及|和|与|、)(?:所属|下属|下辖|直属|二级)(?:二级)?(?:预算|事业)?(?:单位|机构)"

# Used only where the label holds no word from above.
_WEAK = (("expenditure_total", r"支出"), ("income_total", r"收入"))

_FROM_INITIAL = re.compile(r"[由从]年初[^，]{0,4}$")  # 全年预算数由年初的1286.4万元调整为…
_WHOLE_YEAR = re.compile(r"^(?!.*年初).*全年(?:总|部门)?(?:支出|收入)预算")  # beside 年初预算 it is the adjusted one

# With a subject of its own in the sentence these speak of the subject: 三公经费预算数12万元，支出决算数10万元.
_OF_ANYTHING = re.compile(r"(?<!总)(?:支出|收入)(?:决算|预算)(?!总|合计)")

_COLUMNS = (
    ("adjusted", r"全年预算|调整后的?(?:全年|部门)?预算|预算调整后|(?:年中)?调整后|调整预算(?!率)|追加后预算"),
    ("outturn", r"(?:预算|全年|实际)?执行(?!到位|标的|案件|完毕|局)|决算|实际支出|实际发生|实际使用|实际支付|实际列支|实际开支|实际完成|实际采购|实支"),
    ("initial", r"年初(?:批复)?(?:部门)?预算|批复预算|预算批复|预算安排|预算控制|年初|部门预算|预算"),
)  # fmt: skip
_PRIOR = r"上一?年度?|去年|上年同期|前一年"
_SCOPES = (
    r"财政拨款|一般公共预算|公共财政|政府性基金|国有资本经营|社会保险基金|局?机关本级|局?本级|人均|每人|非财政|自有资金|行政|事业|参公|工勤|聘用|"
    r"财政全额|差额|自收自支|编外|临聘|女|党员"
)
_NARROW = r"保?运转类|特定目标类|业务类|其他运转类|民生类|发展类"
_FILLERS = (
    r"加上|构成|本次|此次|最后|我们|我|本|该|各|全体|全部|全局|全委|全办|全|局机关|机关|局|委员会|委|办公室|部门|单位|中心|法院|检察院|学校|院|镇|乡|街道|校|站|所|馆|系统|目前|县级|市级|"
    r"当年|本年度?|年度?|共计|共|合计|总计|累计|总额|总数|总量|总|为|是|达到|达|安排|下达|核定|核准|批准|批复|现有|实有|实际|拥有|有|"
    r"约|其中|主要|包括|包含|用于|人数|人员|职工|干部|数额|数|额|金额|资金|款项|经费|费用|费|的|在|了|于|按|分别|截至|截止|月份?|日|底|末|以及|及|和|与|、|"
    r"情况|规模|等|财政|根据|经|由|实现|取得|收到|到位|完成|列支|发生|支付|开支|编委|编制部门|编办|机构编制委员会|期内|总体|整体|自评|结果|"
    r"最终|得|初|已|则|又|即|个|名|人|县|市|区|省|第?[一二三四五六七八九十]+是|[①-⑳]|\d+|[.（）：，；《》\-—/]|支出|收入|使用|计划|口径|范围内|含|中|里|内|明细|如下|认定|评定|打分"
)

_LABEL = re.compile(
    f"(?P<whole>{_WHOLE})|"
    + "|".join(f"(?P<{name}>{words})" for name, words in _MEANINGS)
    + r"|(?P<year>(?:20\d\d|二[〇○零][一二三四五六七八九〇○零]{2}) ?年度?)"
    + "".join(f"|(?P<col_{name}>{words})" for name, words in _COLUMNS)
    + f"|(?P<prior>{_PRIOR})|(?P<scope>{_SCOPES})|(?P<narrow>{_NARROW})"
    + "".join(f"|(?P<weak_{name}>{words})" for name, words in _WEAK)
    + f"|(?P<filler>{_FILLERS})"
)
_MEANING_NAMES = frozenset(name for name, _ in _MEANINGS)

_PEOPLE = frozenset({"staff_quota", "staff_actual", "staff_retired"})
_UNITS = frozenset({"internal_units", "subordinate_units"})
_TOTALS = frozenset({"income_total", "expenditure_total"})

PARENTS: dict[str, str] = {
    "income_general": "income_total", "income_government_fund": "income_total",
    "income_state_capital": "income_total", "income_special_account": "income_total",
    "income_funds_other": "income_total", "income_business": "income_funds_other", "income_misc": "income_funds_other",
    "fiscal_grant": "income_total", "carry_over_in": "income_total",
    "expenditure_basic": "expenditure_total", "expenditure_project": "expenditure_total",
    "expenditure_personnel": "expenditure_basic", "expenditure_public": "expenditure_basic",
    "goods_services": "expenditure_basic", "wages": "expenditure_personnel", "family_aid": "expenditure_personnel",
    "capital": "expenditure_total",
    "general_expenditure": "expenditure_total", "fund_expenditure": "expenditure_total",
    "three_public_total": "expenditure_public", "three_public_vehicle": "three_public_total",
    "three_public_abroad": "three_public_total", "three_public_reception": "three_public_total",
    "vehicle_purchase": "three_public_vehicle", "vehicle_running": "three_public_vehicle",
}  # fmt: skip


@dataclass(frozen=True)
class Label:
    """What a label means. `code` is empty where it is not known, `residue` holds what no word explains."""

    code: str = ""
    column: str = ""  # initial, adjusted, outturn or empty
    prior: bool = False
    year: int | None = None
    scope: str = ""
    narrow: bool = False
    residue: str = ""
    weak: bool = False

    @property
    def certain(self) -> bool:
        """Whether every word was understood and none of them narrows the meaning down."""
        return bool(self.code) and not self.scope and not self.residue


def kind_of(code: str) -> str:
    """The kind of figure that can carry this meaning."""
    if code in _PEOPLE or code in _UNITS:
        return COUNT
    return SCORE if code == "self_score" else MONEY


def is_ancestor(code: str, of: str) -> bool:
    """Whether `code` stands above `of` in the chart."""
    while of in PARENTS:
        of = PARENTS[of]
        if of == code:
            return True
    return False


@lru_cache(maxsize=8192)
def read_label(text: str, *, names: tuple[str, ...] = ()) -> Label:
    """Reads a label; `names` are the names of the reporting unit, which explain nothing and narrow nothing."""
    label = squeeze(fold(text))[-60:]
    for name in names:
        label = label.replace(name, "")
    found: dict[str, list[str]] = {}
    column = ""
    for name, word in _words(label):
        found.setdefault("code" if name in _MEANING_NAMES else name, []).append(
            name if name in _MEANING_NAMES else word
        )
        if name in _MEANING_NAMES:
            column = _column_within(word) or column
        elif name.startswith("col_"):
            column = _stronger(column, name[4:])
    codes, residue = found.get("code", []), found.get("residue", [])
    weak = next((name for name, _words_of in _WEAK if f"weak_{name}" in found), "")
    years = [year for year in (read_year(word.rstrip("年度 ")) for word in found.get("year", [])) if year]
    scope = "".join(found.get("scope", []))
    code = _one_meaning(codes)
    if _FROM_INITIAL.search(label):
        column = "initial"
    column = "adjusted" if column == "initial" and _WHOLE_YEAR.search(label) else column or _column_of_year(label)
    if code is None:
        residue = [*residue, "|"]  # two unrelated meanings in one label
    is_weak = (not codes and bool(weak)) or (len(codes) == 1 and codes[0] in _TOTALS and bool(_OF_ANYTHING.search(label)))
    if (code or "").startswith(("three_public", "vehicle")):
        scope = re.sub(r"财政拨款|一般公共预算", "", scope)  # 三公经费 is reported as paid from them
    return Label(
        code=code or (weak if is_weak else ""), column=column, prior="prior" in found,
        year=years[-1] if years else None, scope=scope, narrow="narrow" in found, residue="".join(residue), weak=is_weak,
    )  # fmt: skip


def _words(label: str) -> Iterator[tuple[str, str]]:
    """The words of a label with what they stand for; characters that no word explains come one by one as residue."""
    position = 0
    while position < len(label):
        match = _LABEL.match(label, position)
        if match is None or match.end() == position:
            yield "residue", label[position]
            position += 1
        else:
            yield match.lastgroup or "", match[0]
            position = match.end()


def _column_of_year(label: str) -> str:
    """全年支出, 全年基本支出 is what was spent, though no word says 决算."""
    return "outturn" if re.search(r"全年(?!度)|累计支出", label) and "预算" not in label else ""


def _column_within(word: str) -> str:
    if "决算" in word:
        return "outturn"
    return "initial" if word in ("收入预算", "支出预算", "预算收入", "预算支出", "收入总预算", "支出总预算", "项目预算资金",
                                 "项目预算", "项目预算经费", "预算总收入", "预算总支出") or "预算合计" in word or "预算总" in word else ""  # fmt: skip


def _stronger(old: str, new: str) -> str:
    """年初预算执行数 is an outturn, 调整后预算 an adjusted budget: the more special word wins."""
    order = ("", "initial", "adjusted", "outturn")
    return new if order.index(new) >= order.index(old) else old


def _one_meaning(codes: list[str]) -> str | None:
    """The one meaning of several words: 部门整体支出基本支出 is 基本支出; None where they do not belong together."""
    if not codes:
        return ""
    last = codes[-1]
    for other in codes[:-1]:
        if other == last or is_ancestor(other, last) or other in _TOTALS:
            continue
        if last in _TOTALS or is_ancestor(last, other):
            last = other  # 三公经费支出预算: the special word before a general one
            continue
        return None
    return last
