"""The form of an indicator that is kept in a library or in the bank."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.enums import IndicatorGroup, Sign
from scoring.library.actions import FIELDS
from scoring.models import KeptIndicator


class KeptIndicatorForm(forms.Form):
    """Name, sign, unit, target, evidence. Whether they fit together is the action's to say."""

    group = forms.ChoiceField(label=_("一级指标"), choices=IndicatorGroup.choices, initial=IndicatorGroup.OUTPUT)
    level_two = forms.CharField(
        label=_("二级指标"), max_length=40, required=False, help_text=_("例如数量指标、质量指标、社会效益指标。")
    )
    name = forms.CharField(label=_("三级指标"), max_length=100)
    sign = forms.ChoiceField(label=_("计算符号"), choices=Sign.choices, initial=Sign.AT_LEAST)
    target = forms.DecimalField(
        label=_("指标值"), required=False, max_digits=18, decimal_places=4, min_value=0, help_text=_("定量指标填写。")
    )
    target_text = forms.CharField(
        label=_("定性目标"), max_length=200, required=False, help_text=_("计算符号为“定性”时填写要达到的状况。")
    )
    unit = forms.CharField(label=_("计量单位"), max_length=20, required=False)
    evidence = forms.CharField(label=_("佐证材料"), max_length=200, required=False)

    @staticmethod
    def of(row: KeptIndicator) -> dict[str, Any]:
        """What the form shows of a kept indicator."""
        return {name: getattr(row, name) for name in FIELDS}
