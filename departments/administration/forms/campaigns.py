"""Forms for a campaign, its extensions and its reviewers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.administration.forms.fields import DepartmentField, PersonField
from departments.models import MAX_STEPS, Campaign, Division
from departments.models.campaign import default_steps
from departments.outline import DEFAULT_OUTLINE, OUTLINE_CHOICES


def _moment(label: Any, **options: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **options)


class CampaignForm(forms.Form):
    """The settings of a year's self-evaluation. `steps` in `cleaned_data` are the names of the steps in order."""

    year = forms.IntegerField(label=gettext_lazy("评价年度"), min_value=2000, max_value=2100)
    title = forms.CharField(label=gettext_lazy("任务名称"), max_length=120)
    opens_at = _moment(gettext_lazy("开始时间"))
    closes_at = _moment(
        gettext_lazy("截止时间"), help_text=gettext_lazy("截止后仍可填写和保存，不能报送；可以对单个单位延期。")
    )
    outline = forms.ChoiceField(label=gettext_lazy("报告提纲"), choices=OUTLINE_CHOICES, initial=DEFAULT_OUTLINE)
    step_1 = forms.CharField(label=gettext_lazy("审核第 1 步"), max_length=40)
    step_2 = forms.CharField(label=gettext_lazy("审核第 2 步"), max_length=40, required=False)
    step_3 = forms.CharField(label=gettext_lazy("审核第 3 步"), max_length=40, required=False)
    step_4 = forms.CharField(
        label=gettext_lazy("审核第 4 步"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("按先后填写 1 至 4 步的名称，例如：主管部门、财政业务股室、财政局绩效股。末步审定。"),
    )
    head_signs = forms.BooleanField(
        label=gettext_lazy("须单位负责人签审"),
        required=False,
        initial=True,
        help_text=gettext_lazy("填报人提请签审，由负责人签审后报送。"),
    )
    stamped_copy = forms.BooleanField(
        label=gettext_lazy("须上传盖章件"), required=False, help_text=gettext_lazy("签审时上传加盖公章的扫描件。")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names = [data.get(f"step_{number}", "") for number in range(1, MAX_STEPS + 1)]
        for number in range(1, MAX_STEPS):
            if names[number] and not names[number - 1]:
                self.add_error(f"step_{number}", _("前面的步骤不能空着，请依次填写。"))
        data["steps"] = [name for name in names if name]
        return data

    def settings(self) -> dict[str, Any]:
        """What `create_campaign` and `save_campaign` ask for."""
        fields = ("year", "title", "opens_at", "closes_at", "outline", "head_signs", "stamped_copy", "steps")
        return {name: self.cleaned_data[name] for name in fields}

    @classmethod
    def of(cls, campaign: Campaign) -> dict[str, Any]:
        """What the form shows of a stored one."""
        named = {f"step_{number}": name for number, name in enumerate(campaign.steps, start=1)}
        fields = ("year", "title", "opens_at", "closes_at", "outline", "head_signs", "stamped_copy")
        return {name: getattr(campaign, name) for name in fields} | named

    @classmethod
    def proposed(cls) -> dict[str, Any]:
        """What a new one begins with."""
        return {f"step_{number}": name for number, name in enumerate(default_steps(), start=1)}


class ExtensionForm(forms.Form):
    """A later closing time for one department."""

    department = DepartmentField(label=gettext_lazy("单位"))
    closes_at = _moment(gettext_lazy("延长至"))
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=200)


class ReassignForm(forms.Form):
    """Who takes an assignment over."""

    user = PersonField(label=gettext_lazy("改由谁审核"))


class ReviewerForm(forms.Form):
    """Who takes a step, for one department or for all of a division."""

    step = forms.TypedChoiceField(label=gettext_lazy("审核步骤"), coerce=int)
    user = PersonField(label=gettext_lazy("审核人"), help_text=gettext_lazy("填账号；没有重名的也可以填姓名。"))
    division = forms.ModelChoiceField(
        label=gettext_lazy("负责的股室"),
        queryset=Division.objects.all(),
        required=False,
        empty_label=gettext_lazy("（无）"),
        help_text=gettext_lazy("审核该股室联系的全部单位。"),
    )
    department = DepartmentField(
        label=gettext_lazy("或者单个单位"), required=False, help_text=gettext_lazy("股室和单位二者选一。")
    )

    def __init__(self, *args: Any, campaign: Campaign, **options: Any) -> None:
        super().__init__(*args, **options)
        steps = [(number, f"{number}. {name}") for number, name in enumerate(campaign.steps, start=1)]
        self.fields["step"].choices = steps  # type: ignore[attr-defined]  # a choice field
