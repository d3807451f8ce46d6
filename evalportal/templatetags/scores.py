"""Template tags that draw a score sheet; pages of the judgement layer use them."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from evalportal.charts import bar_svg, waterfall_svg
from evalportal.score_charts import level_chart, loss_chart
from scoring.results import ScoreSheet

register = template.Library()


@register.simple_tag
def losses_svg(sheet: ScoreSheet) -> SafeString:
    """Draw where the points went; texts are escaped where they are drawn."""
    return mark_safe(waterfall_svg(loss_chart(sheet)))  # noqa: S308


@register.simple_tag
def levels_svg(sheet: ScoreSheet) -> SafeString:
    """Draw the level-one parts."""
    return mark_safe(bar_svg(level_chart(sheet)))  # noqa: S308
