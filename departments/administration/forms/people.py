"""Forms for an account and for a role."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from departments.administration.forms.fields import DepartmentField
from departments.enums import Role
from departments.models import Division, User


class PersonForm(forms.Form):
    """What is known of a person."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    phone = forms.CharField(
        label=_("联系电话"),
        max_length=30,
        required=False,
        validators=[RegexValidator(r"^[0-9+\-() ]*$", _("电话只能由数字、空格、括号、加号和横线组成。"))],
    )
    email = forms.EmailField(label=_("电子邮箱"), required=False)

    @classmethod
    def of(cls, user: User) -> dict[str, Any]:
        """What the form shows of a stored one."""
        return {"name": user.name, "phone": user.phone, "email": user.email}


class NewPersonForm(PersonForm):
    """A new account."""

    username = forms.CharField(
        label=_("账号"),
        max_length=40,
        help_text=_("建议用姓名拼音；一人一个账号，不共用。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("username", "name", "phone", "email")


class RoleForm(forms.Form):
    """A role with the department or division for which it is held."""

    role = forms.ChoiceField(label=_("角色"), choices=[("", _("（请选择）")), *Role.choices])
    department = DepartmentField(
        label=_("单位"), required=False, help_text=_("填报人、单位负责人填所在单位；主管部门的审核人填主管部门。")
    )
    division = forms.ModelChoiceField(
        label=_("财政业务股室"),
        queryset=Division.objects.all(),
        required=False,
        empty_label=_("（无）"),
        help_text=_("业务股室的审核人填股室。绩效股和三个管理岗位都不填。"),
    )
