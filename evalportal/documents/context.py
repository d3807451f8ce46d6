"""The frozen context of one report: everything that the page, PDF, Word and Excel may show.

Outputs take these values and nothing else; reading them from the database is `build.py`'s work.
Amounts are 万元, rates percent, scores points; an absent figure is None and printed as a dash. `places` (field →
address) say where the report keeps what the unit typed, so that a filled workbook finds its way back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from evalportal.charts import BarChart, Waterfall

from .grid import Grid


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of narrative. Level 0 is body text, 1 to 4 the levels 一、 （一） 1. （1）.

    `lead` is the part set in the heading's face, `rest` what follows in the same paragraph.
    """

    lead: str
    rest: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        return self.lead + self.rest


Block = Paragraph | Grid | BarChart | Waterfall


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the outline: its heading as printed, then its blocks in order."""

    key: str
    heading: str
    blocks: tuple[Block, ...] = ()


Places = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """What the document was made from: a report, in its frozen version or, with version 0, as a draft."""

    report_id: int
    revision: int
    version: int = 0


@dataclass(frozen=True, slots=True)
class Amounts:
    """The five columns of a line in 万元; None where the line has no such figure."""

    prior_budget: Decimal | None = None
    prior_outturn: Decimal | None = None
    initial: Decimal | None = None
    adjusted: Decimal | None = None
    outturn: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of amounts. `code` is the chart's; `parts` are the codes that add up to it.

    In base data `project` names the form of the project whose totals these are; in the overall table
    `is_from_base_data` says that the line stands in base data under the same code.
    """

    code: str
    label: str
    amounts: Amounts
    depth: int = 0
    parts: tuple[str, ...] = ()
    places: Places = field(default_factory=dict)
    project: str = ""
    is_from_base_data: bool = False


@dataclass(frozen=True, slots=True)
class Staff:
    """Heads: 编制数, 在职人数, 离退休人数."""

    quota: Decimal | None = None
    actual: Decimal | None = None
    retired: Decimal | None = None
    places: Places = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Building:
    """A building finished in the year: areas in ㎡, investments in 万元."""

    name: str
    approved_area: Decimal | None = None
    actual_area: Decimal | None = None
    approved_investment: Decimal | None = None
    actual_investment: Decimal | None = None
    places: Places = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BaseData:
    """部门整体支出绩效评价基础数据表."""

    staff: Staff
    lines: tuple[Line, ...]
    buildings: tuple[Building, ...] = ()
    thrift: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row of 绩效指标; `target` and `actual` carry sign and unit as they are printed."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    points: Decimal | None
    score: Decimal | None
    reason: str = ""
    places: Places = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Execution:
    """预算执行: `rate` in percent is outturn over adjusted budget, `points` its weight (财预〔2020〕10号)."""

    points: Decimal | None = None
    rate: Decimal | None = None
    score: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EvaluationTable:
    """What 整体支出绩效自评表 and 项目支出绩效自评表 have in common.

    The first of `funds` is the total; `heads` are the pairs of its head (项目名称, 主管部门, …).
    """

    title: str
    name: str
    heads: tuple[tuple[str, str], ...]
    funds: tuple[Line, ...]
    execution: Execution
    goal: str = ""
    completion: str = ""
    indicators: tuple[IndicatorRow, ...] = ()
    total_points: Decimal | None = None
    total_score: Decimal | None = None
    places: Places = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One indicator of 评分表: how it is scored, what it got, and how that came about (`trace`)."""

    code: str
    level1: str
    level2: str
    name: str
    points: Decimal
    standard: str = ""
    score: Decimal | None = None
    review_score: Decimal | None = None
    trace: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """评分表, whole. `remarks` say what changed the sum, such as a cap; `reviewed` adds 核定得分."""

    title: str
    rows: tuple[ScoreRow, ...]
    total_points: Decimal
    total: Decimal | None = None
    review_total: Decimal | None = None
    grade: str = ""
    remarks: tuple[str, ...] = ()
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """An attached file: its name, what it proves, and the SHA-256 by which it is known again."""

    name: str
    subject: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Contact:
    """The foot of the forms: 填表人, 联系电话, 填报日期, 单位负责人."""

    filler: str = ""
    phone: str = ""
    filled_on: date | None = None
    head: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """The code under which `/verify/<code>` tells what this paper is; `url` goes into the QR code."""

    code: str
    url: str


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """One report, whole. `draft` marks every page 草稿; `issuer` is the bureau that set the form (制)."""

    unit: str
    unit_code: str
    year: int
    title: str
    issuer: str
    dated: date | None
    draft: bool
    sections: tuple[Section, ...]
    base_data: BaseData | None = None
    overall: EvaluationTable | None = None
    projects: tuple[EvaluationTable, ...] = ()
    score: ScoreTable | None = None
    evidence: tuple[Evidence, ...] = ()
    contact: Contact = field(default_factory=Contact)
    method: str = ""
    evaluator: str = ""
    sealed: bool = False
    verification: Verification | None = None
    source: Source | None = None
