"""Forms for a department and for a division of the finance bureau."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.administration.forms.fields import DepartmentField
from departments.enums import AdministrativeLevel
from departments.models import Department, Division


class DivisionForm(forms.Form):
    """Code and name."""

    code = forms.CharField(label=_("股室编码"), max_length=20)
    name = forms.CharField(label=_("股室名称"), max_length=60)

    @classmethod
    def of(cls, division: Division) -> dict[str, Any]:
        """What the form shows of a stored one."""
        return {"code": division.code, "name": division.name}


class DepartmentForm(forms.Form):
    """All that is known of a department."""

    code = forms.CharField(label=_("预算单位编码"), max_length=20)
    name = forms.CharField(label=_("单位全称"), max_length=120)
    short_name = forms.CharField(
        label=_("单位简称"), max_length=40, required=False, help_text=_("用在图表等窄处；不填时与全称相同。")
    )
    level = forms.ChoiceField(label=_("级别"), choices=AdministrativeLevel.choices, initial=AdministrativeLevel.SECTION)
    supervisor = DepartmentField(
        label=_("主管部门"),
        required=False,
        help_text=_("填编码或全称；一级预算单位不填。主管部门的审核人可以审核本单位。"),
    )
    division = forms.ModelChoiceField(
        label=_("财政业务股室"), queryset=Division.objects.all(), required=False, empty_label=_("（未指定）")
    )
    is_finance_bureau = forms.BooleanField(
        label=_("这是财政局"), required=False, help_text=_("财政局自己的报告，由任务中指定的人审核。")
    )
    is_active = forms.BooleanField(
        label=_("启用"), required=False, initial=True, help_text=_("停用的单位不再下达新任务，已有的报告不受影响。")
    )

    @classmethod
    def of(cls, department: Department) -> dict[str, Any]:
        """What the form shows of a stored one."""
        return {name: getattr(department, name) for name in cls.base_fields}
