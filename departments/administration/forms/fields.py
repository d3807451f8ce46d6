"""Fields in which somebody writes a department or a person as people do: code, account or name."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from departments.enums import Role
from departments.lookup import find_department, find_person
from departments.models import Department, User

# More suggestions than this make the page heavy; whoever has so many departments types the code.
MOST_SUGGESTIONS = 600


class Suggesting(forms.TextInput):
    """A text field with a list of suggestions that the browser filters; without it one types all the same."""

    template_name = "administration/suggesting.html"

    def __init__(self, suggestions: Any = None) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["suggestions"] = list(self.suggestions()[:MOST_SUGGESTIONS]) if self.suggestions else []
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}-suggestions"
        return context


def _department_suggestions() -> Any:
    return Department.objects.filter(is_active=True).values_list("name", "code")


def _person_suggestions() -> Any:
    reviewers = User.objects.filter(is_active=True, memberships__role__in=(Role.REVIEWER, Role.CHIEF))
    return reviewers.distinct().values_list("username", "name")


class DepartmentField(forms.CharField):
    """A department by code or name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=120, widget=Suggesting(_department_suggestions), **options)

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        found = find_department(words)
        if found is None:
            raise forms.ValidationError(
                _("没有编码或名称为“%(words)s”的单位，请填预算单位编码或者单位全称。") % {"words": words}
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Department) else value


class PersonField(forms.CharField):
    """A person by account, or by a name that only one person has."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, widget=Suggesting(_person_suggestions), **options)

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        found = find_person(words)
        if found is None:
            raise forms.ValidationError(_("没有账号为“%(words)s”的用户；姓名有重复的，请填账号。") % {"words": words})
        return found

    def prepare_value(self, value: Any) -> Any:
        return value.username if isinstance(value, User) else value
