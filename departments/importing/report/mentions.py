# ruff: noqa: E501 - a pattern or an expectation is read better in one piece
"""Figures with their meaning: which line of the base table, which column, which year, said where.

A label without a meaning of its own (实际支出8万元) speaks of the last thing named in its sentence; a part of a
list takes the column of its total.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from departments.prose.headings import Numbering, read_numbering
from departments.prose.numbers import read_year
from departments.prose.quantities import COUNT, MONEY, SCORE
from departments.prose.sentences import Figure, Sentence, squeeze

from .headings_above import HeadingsAbove
from .restated import Memory, Told
from .vocabulary import Label, kind_of, read_label

_YEAR = re.compile(r"(20\d\d|二[〇○零][一二三四五六七八九〇○零]{2}) ?年")
_CHANGE = re.compile(
    r"(?:增加|增长|增幅|增|减少|下降|降低|压减|压缩|(?<!抵)减|多支|少支|多|少|高出|高|低|节约|节支|结余|净增|上升|提高|回落|超出|超支|扣减|扣|差额为?|相差|差)了?(?:支出|额|幅)?(?:为|达|约)?$"
    # 同比增收0.83亿元, 比上年少退4318万元; 户均增收 is an average, 少数 and 多媒体 begin words of things
    r"|(?:^|同比|[比较][^，]{1,8})[净共]?[增减超短][收支]了?$"
    r"|(?:同比|[比较](?:上年|去年|20\d\d年|同期|年初|预算|计划)[^，]{0,4})(?:多(?![媒功种元式])|少(?![数儿年先]))[^，]{1,3}$"
)
# What is added to a budget or carried over is no subject that a later 决算 speaks of.
_NO_SUBJECT = frozenset({"budget_addition", "budget_reduction", "carry_over_in", "carry_over_out", "procurement"})
_LEAD_COLUMN = re.compile(
    r"(?:(?<!上年)(?<!去年)决算|执行数|年初预算|全年预算|调整后预算|(?:支出|收入)预算)(?:总?支出|总?收入|数)?(?:中|里|内|按[^，：]{2,8}分)?[，：,]"
)
_ADJUSTING = re.compile(r"经?(?:年中|执行中)?(?:预算)?调[整剂]后?")  # 经年中调整，全年预算为…
_BASE = re.compile(r"[比较与]|低于|高于|超过?")  # 决算21.36万元，比预算25万元减少…: what follows is of the outturn
_ADJUSTED_WHOLE = re.compile(r"(?:[以按]|对照|对比)?(?:调整(?:后的?)?|(?:经?调整后?的?)?全年)预算(?:总)?(?:数|额)?(?:调整|变更|增加|增|核定)?(?:为|至|到|达)*$")
_GUESTS = re.compile(r"(?:公务|国内|业务)接待$")  # 公务接待34批次286人次，支出2.86万元
_AGAINST = re.compile(r"[较比与同的为]+")  # 比上年的7.68万元
_SPENT = re.compile(r"(?:全年|实际|决算)*支出(?:决算)?")
_BARE = re.compile(r"(?:合计|共计|总计|共|即|这)*")
_STRUCTURED = re.compile(r"^(?:其中|主要包括|包括|主要是|主要用于|分别是|分别为|具体|即)")


@dataclass(frozen=True)
class Mention:
    """One figure of the text and what it says; `code` is empty where the meaning is not known.

    `column` is one of the columns of the chart, `prior` for last year's figure of unknown kind, `other_year` for a
    year that is neither, or empty where the text does not tell.
    """

    figure: Figure
    sentence: Sentence
    index: int  # position among the figures of its sentence
    label: Label
    code: str = ""
    column: str = ""
    year: int | None = None
    certain: bool = False
    told: bool = False  # the column stands in the label itself
    inherited: bool = False  # the meaning was taken from an earlier figure
    is_change: bool = False  # 增加5万元: a difference, not a level

    @property
    def kind(self) -> str:
        """money, percent, points, count or score."""
        return self.figure.quantity.kind

    @property
    def span(self) -> tuple[int, int]:
        """Label and figure: what a person would point at."""
        return (self.figure.label_start, self.figure.end)

    @property
    def start_in_sentence(self) -> int:
        """Where the figure begins, counted from the beginning of its sentence."""
        return self.figure.start - self.sentence.start

    @property
    def exact(self) -> bool:
        """Whether the figure is a plain value: not about, not over, not one end of a range."""
        return not self.figure.quantity.approx and not self.figure.quantity.in_range


@dataclass
class _Context:
    """What a sentence has said so far."""

    line: int
    code: str = ""
    code_certain: bool = False
    column: str = ""
    year: int | None = None
    in_list: bool = False
    before: str = ""  # what the sentence before it in the paragraph spoke of
    topic: bool = False  # only a heading so far
    of_a_part: bool = False  # stands below a heading such as “三公”经费
    of_a_fund: bool = False  # the paragraph opened with the name of a fund or a project
    first_column: str = ""  # of the first amount of the sentence
    lead: bool = False  # 决算支出中，…: the opening words tell the column of all that follows


def read_mentions(
    sentences: Sequence[Sentence], *, year: int | None, names: tuple[str, ...] = ()
) -> list[list[Mention]]:
    """The mentions of each sentence, in order; `year` is the report's year."""
    all_mentions: list[list[Mention]] = []
    carried: _Context | None = None
    headings, memory = HeadingsAbove(), Memory()
    for sentence in sentences:
        numbering = read_numbering(sentence.text) if not sentence.figures else None
        headings.pass_by(sentence, numbering)
        continues = bool(_STRUCTURED.match(sentence.text.strip()))
        goes_on = carried is not None and carried.line == sentence.line and (continues or carried.topic)
        context = carried if goes_on and carried is not None else _Context(sentence.line)
        if context is not carried and carried is not None and carried.line == sentence.line:
            context.before = carried.code or carried.before
        if continues and context.column.startswith("prior"):
            context.column, context.year = (
                context.first_column,
                None,
            )  # 预算3256万元，比上年增加…。其中一般公共预算拨款…
        context.topic = False
        context.of_a_part, context.of_a_fund = headings.speak_of_a_part, sentence.line == headings.line_of_a_fund
        mentions: list[Mention] = []
        for index, figure in enumerate(sentence.figures):
            mentions.append(_read(figure, sentence, index, context, year, names, memory))
            _lend_column(mentions, context)
        all_mentions.append(mentions)
        if mentions:
            carried = context
        elif topic := _topic(sentence, numbering, names):
            carried = topic
    _settle_posts(all_mentions)
    return all_mentions


def _settle_posts(all_mentions: list[list[Mention]]) -> None:
    """核定政法专项编制312名, 核定事业编制64名: posts of one sort are all there are, where the text tells no others."""
    posts = [
        (sentence, at) for sentence in all_mentions
        for at, each in enumerate(sentence) if each.code == "staff_quota" and each.exact
    ]  # fmt: skip
    if len({sentence[at].figure.quantity.value for sentence, at in posts}) != 1:
        return
    for sentence, at in posts:
        alone = sentence[at]
        if not alone.certain and not alone.figure.depth and not alone.figure.opens:
            label = replace(alone.label, scope="", residue="")
            sentence[at] = replace(alone, label=label, certain=True)


def _lend_column(mentions: list[Mention], context: _Context) -> None:
    """项目支出7160万元，占全年支出的46.23%: the part is of the column that its share is taken of."""
    if len(mentions) < 2 or not mentions[-1].figure.label.startswith("占"):
        return
    part, base = mentions[-2:]
    column = base.label.column
    if part.kind == MONEY and part.certain and not part.column and column and base.code != part.code:
        mentions[-2] = replace(part, column=column)
        context.column = context.column or column


def _topic(sentence: Sentence, numbering: Numbering | None, names: tuple[str, ...]) -> _Context | None:
    """What a heading that opens a paragraph says of all that follows: （三）“三公”经费, 2.支出决算情况."""
    words = sentence.text[numbering.length if numbering else 0 :].strip(" 。：")
    label = read_label(words, names=names) if len(words) <= 20 else None
    if label is not None and label.column == "initial" and "年初" in words and not (label.code or label.residue):
        return _Context(sentence.line, column="initial", lead=True, topic=True)  # （一）年初预算。
    if label is None or not label.certain:
        return None
    if label.weak:
        return _Context(sentence.line, column=label.column, lead=True, topic=True) if label.column else None
    return _Context(sentence.line, code=label.code, code_certain=True, topic=True)


def _read(
    figure: Figure, sentence: Sentence, index: int, context: _Context, year: int | None, names: tuple[str, ...],
    memory: Memory,
) -> Mention:  # fmt: skip
    quantity = figure.quantity
    label = _label_of(figure, names)
    years = _YEAR.findall(figure.gap)
    if label.year is not None:
        context.year = label.year
    elif years:
        context.year = read_year(years[-1])
    is_change = bool(_CHANGE.search(figure.label))
    mention = Mention(figure, sentence, index, label, is_change=is_change, year=context.year)
    if quantity.kind not in (MONEY, COUNT, SCORE):
        return mention
    if quantity.kind == COUNT and _GUESTS.search(figure.label):
        context.code, context.code_certain = "three_public_reception", False
    if not index and not label.column and (lead := list(_LEAD_COLUMN.finditer(figure.gap))):
        context.column, context.lead = read_label(lead[-1][0]).column, True
    own_column = label.column
    if label.weak and not context.code and context.before.startswith("three_public") and label.year is None:
        context.code, context.code_certain = "three_public_total", True  # 支出决算36.5万元 in a paragraph on 三公经费
    known = bool(label.weak and memory.column_of(label.code, quantity.value))  # told as the whole before
    if label.weak and not known and _is_bare(label, figure, context):
        own_column = own_column or ("outturn" if figure.label.endswith(("支出", "支出了")) else "")
        label = replace(label, code="")
    at = figure.start - sentence.start
    before = sentence.text[max(0, at - 200) : at]
    code, certain, inherited = _meaning(figure, label, own_column, context, before, is_change=is_change)
    column = _column(own_column, label, context, year)
    if own_column or label.year is not None:
        aside = label.prior or (context.column and label.year is None and _BASE.match(figure.label))
        context.column = context.column if aside else column
    elif not is_change and not label.prior and (
        told := _told_before(figure, code, sentence.line, memory, certain=certain)
    ):  # fmt: skip
        code, column, certain, inherited = told.code, told.column, True, inherited or code != told.code
        context.code, context.code_certain, context.column = code, True, column
    read = replace(
        mention, code="" if is_change else code, column=column if quantity.kind == MONEY else "",
        certain=certain and not is_change, told=bool(own_column) or (context.lead and bool(column)), inherited=inherited,
    )  # fmt: skip
    if quantity.kind == MONEY:
        _remember(read, context)
        if read.certain and read.column and read.exact:
            memory.note(read.code, read.column, quantity.value, sentence.line)
    return read


def _told_before(figure: Figure, code: str, line: int, memory: Memory, *, certain: bool) -> Told | None:
    """The same amount where the text told it in full: without words in this paragraph, or under its name anywhere."""
    value = figure.quantity.value
    if figure.quantity.kind != MONEY:
        return None
    if _BARE.fullmatch(figure.label):
        return memory.in_line(value, line)
    if _SPENT.fullmatch(figure.label) and (of_line := memory.in_line(value, line)):
        return of_line  # 决算支出16.84万元中，…
    column = memory.column_of(code, value) if certain else ""
    return Told(code, column) if column else None


def _remember(amount: Mention, context: _Context) -> None:
    """What an amount says to those that follow it in the sentence."""
    context.first_column = context.first_column or amount.column
    if amount.is_change:
        return
    label = amount.label
    if amount.code:
        context.in_list = context.in_list or amount.figure.opens
        if amount.code in _NO_SUBJECT:
            context.before = ""
        elif not amount.inherited:
            context.code, context.code_certain = amount.code, amount.certain
    elif label.residue and not (label.prior and _AGAINST.fullmatch(label.residue)):
        context.code = context.before = ""  # but 较上年18万元 still speaks of the subject


def _is_bare(label: Label, figure: Figure, context: _Context) -> bool:
    """A bare 支出 says what happened to the subject; with a subject of its own it is the whole expenditure."""
    if context.code.startswith("income") and label.code == "expenditure_total":
        return False
    if context.code == "expenditure_total" and label.code == "income_total":
        return False
    if re.search(r"部门|总|整体|合计", figure.label):
        return False
    return bool(context.code) or context.of_a_fund or not (
        label.year or label.column or "部门" in figure.label or re.search(r"[全本当]年", figure.label)
    )


def _meaning(
    figure: Figure, label: Label, own_column: str, context: _Context, before: str, *, is_change: bool
) -> tuple[str, bool, bool]:
    """The meaning of a figure, whether it is certain, and whether it was taken from the subject of the sentence."""
    kind, unit = figure.quantity.kind, figure.quantity.unit
    code, certain = label.code, label.certain
    if (
        not code
        and kind == MONEY
        and not context.code
        and not context.before.startswith("three_public")
        and not is_change
        and not context.of_a_part
        and _is_whole_budget(figure, label, before)
    ):
        return "expenditure_total", True, False
    if kind == MONEY and not is_change and _ADJUSTED_WHOLE.match(figure.label) and _may_be_whole(context, before):
        return "expenditure_total", True, False
    if code and (kind_of(code) != kind or figure.label.startswith(("人均", "户均"))):
        code, certain = "", False
    if kind == COUNT and code.startswith("staff_") and unit not in "人名个":
        code, certain = "", False
    speaks_of_subject = own_column or label.prior or label.year or re.search(r"[本当今]年", figure.label)
    residue = label.residue and not (label.prior and _AGAINST.fullmatch(label.residue))
    plain = not label.code and not residue and not label.scope and not figure.opens and not figure.totals
    if kind == MONEY and plain and speaks_of_subject and not is_change:
        if context.code:
            return context.code, context.code_certain and not context.in_list, True
        if context.before.startswith("three_public"):
            return "three_public_total", True, True
    return code, certain, False


def _may_be_whole(context: _Context, before: str) -> bool:
    """年初预算收入…，年中追加…，全年预算数…: of the unit, whatever line of it the sentence began with."""
    lines = ("", "income_total", "expenditure_total", "income_general", "fiscal_grant", "budget_addition")
    return context.code in lines and not context.of_a_part and not context.of_a_fund and not re.search(r"项目|专项|三公", squeeze(before))


def _is_whole_budget(figure: Figure, label: Label, before: str) -> bool:
    """全年预算3180万元, 全年实际支出3000万元 with nothing else said in the sentence: the whole of the unit.

    2023年实施项目5个，年初预算88万元 speaks of projects, though only a figure without an amount stood before it.
    """
    budget = label.column in ("adjusted", "initial") and "预算" in figure.label
    spent = label.column == "outturn" and bool(re.search(r"全年|[当本]年", figure.label))
    if not (budget or spent) or label.residue or label.scope:
        return False
    numbering = read_numbering(figure.gap)
    around = read_label(_ADJUSTING.sub("", figure.gap[numbering.length if numbering else 0 :]))
    if re.search(r"项目|专项|三公", squeeze(before)):
        return False
    return not around.residue and not around.code and not around.scope


def _label_of(figure: Figure, names: tuple[str, ...]) -> Label:
    """The label; where its last piece says nothing by itself (共890万元), the piece before helps."""
    label = read_label(figure.label, names=names)
    if figure.quantity.kind == SCORE and figure.label.endswith(("自评得", "最终得", "最后得")) and figure.quantity.value >= 60:
        return Label(code="self_score")  # 最终自评得97.5分; a row has less
    if figure.quantity.kind == SCORE and not label.code and figure.label.endswith("得分") and "自评" in figure.gap:
        return Label(code="self_score")  # 经自评，得分90分
    if figure.quantity.kind == SCORE and label.residue == "分" and figure.label in ("总分", "总分为", "合计总分"):
        # 投入得10分，…总分96.8分; a total of 100 is what there is to get
        return Label(code="self_score") if figure.quantity.value < 100 else label
    if label.code or label.residue:
        if figure.quantity.kind == COUNT and not label.code and figure.tail:
            return _label_behind(figure, label, names)
        return label
    if figure.quantity.kind == COUNT and figure.tail:
        behind = _label_behind(figure, label, names)
        if behind.code:
            return behind
    pieces = [piece for piece in re.split(r"[，：、（）]|(?<!\d),", figure.gap) if piece.strip()]
    if len(pieces) >= 2 and "；" not in figure.gap and not pieces[-2].endswith(("中", "里")):  # 在职人员中，机关46人
        wider = read_label(pieces[-2] + pieces[-1], names=names)
        if wider.code and not wider.residue:
            return wider
    return label


def _label_behind(figure: Figure, before: Label, names: tuple[str, ...]) -> Label:
    """14个内设股室, 45名在职职工: the noun stands behind the count."""
    behind = read_label(figure.tail, names=names)
    if behind.code and kind_of(behind.code) == COUNT and not behind.residue and not before.scope:
        return replace(behind, residue="" if len(before.residue) <= 6 else before.residue)
    return before


def _column(own: str, label: Label, context: _Context, report_year: int | None) -> str:
    year = label.year if label.year is not None else context.year
    prior = label.prior or (report_year is not None and year == report_year - 1)
    if report_year is not None and year is not None and year not in (report_year, report_year - 1):
        return "other_year"
    if prior:
        # 全年支出6.24万元，比上年的7.68万元减少…: like is compared with like.
        like = context.column if not own and report_year is not None and label.prior else own
        return {"initial": "prior_budget", "adjusted": "prior_budget", "outturn": "prior_outturn"}.get(like, "prior")
    if own:
        return own
    if context.column.startswith("prior"):
        return context.column if label.year is None and not own and context.year != report_year else ""
    return context.column if context.column != "other_year" else ""
