"""Project lists in prose: 主要包括工业企业发展事务30万元，专职办经费8万元 → rows with name and amount in 万元."""

import re
from collections.abc import Iterable

from departments.prose.quantities import MONEY

from .breakdowns import Breakdown
from .mentions import Mention
from .parsed import FoundProject

_LEAD = re.compile(
    r"^(?:其中|主要包括|包括|主要是|主要用于|主要有|主要为|分别是|分别为|分别用于|用于|共?安排了?|具体是|具体为|具体包括|一是|二是|三是|四是|五是|六是|"
    r"七是|八是|九是|十是|（?\d{1,2}[）.、]|[①-⑳]|及|和|与|[：:、，\s])+"
)
_TRAIL = re.compile(r"(?:年初|全年)?(?:预算|安排|支出|投入|资金为?|共|共计|合计|为|是|：|约)+$")


def collect_projects(breakdowns: Iterable[Breakdown]) -> list[FoundProject]:
    """The projects named below a figure of project expenditure, each once."""
    projects: list[FoundProject] = []
    seen: set[str] = set()
    for breakdown in breakdowns:
        if not any(each.code == "expenditure_project" for each in breakdown.candidates):
            continue
        if breakdown.total.kind != MONEY or any(part.code for part in breakdown.parts):
            continue
        parts = [part for part in breakdown.parts if not part.figure.label.startswith("占")]
        for part in parts if len(parts) > 1 else ():  # 其中清扫保洁2160万元，占3795万元的…, is told before
            name = project_name(part)
            if name and name not in seen:
                seen.add(name)
                start, end = part.span
                projects.append(FoundProject(name, part.figure.quantity.value, start, end))
    return projects


def project_name(part: Mention) -> str:
    """The name of a project as the text writes it, without the words that only lead to it."""
    name = _LEAD.sub("", part.figure.label)
    return _TRAIL.sub("", name) or name
