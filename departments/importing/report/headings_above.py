"""Which headings a sentence stands below, and whether what it says is then of a part and not of the whole unit."""

import re
from functools import lru_cache

from departments.prose.headings import Numbering
from departments.prose.sentences import Sentence, squeeze

# Below such a heading an amount without a subject of its own is a part's, never the whole unit's.
_OF_A_PART = re.compile(r"三公|项目|专项|基本支出|人员经费|公用经费|采购|资产|基金|国有资本|接待|公务用?车")
_OF_MONEY = re.compile(r"(?:资金|补[助贴]|经费|项目|专项|工程)[。：]$")


class HeadingsAbove:
    """The headings above a sentence by their level."""

    def __init__(self) -> None:
        self._of_a_part: dict[int, bool] = {}
        self.line_of_a_fund = -1  # which opens with the name of some money: （一）困难群众救助补助资金。到位…

    @property
    def speak_of_a_part(self) -> bool:
        """Whether what stands below them is a part's and not the unit's."""
        return any(self._of_a_part.values())

    def pass_by(self, sentence: Sentence, numbering: Numbering | None) -> None:
        """Note a heading: a short numbered line without a figure. It closes those of its level and below."""
        if numbering is None or len(sentence.text) > 40:
            return
        if "。" in sentence.text:
            if _OF_MONEY.search(sentence.text):
                self.line_of_a_fund = sentence.line
            return
        level, of_a_part = numbering.level, _narrows(sentence.text)
        if self._of_a_part.get(level) == of_a_part and level == max(self._of_a_part):
            return
        self._of_a_part = {above: value for above, value in self._of_a_part.items() if above < level}
        self._of_a_part[level] = of_a_part


@lru_cache(maxsize=1024)
def _narrows(heading: str) -> bool:
    return bool(_OF_A_PART.search(squeeze(heading)))
