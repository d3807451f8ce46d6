"""Pages for departments and for the divisions of the finance bureau."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from departments.access import the_user
from departments.administration.answers import listed, stored
from departments.administration.forms.organisation import DepartmentForm, DivisionForm
from departments.models import Department, Division
from departments.organisation import create_department, create_division, save_department, save_division
from departments.permissions import only_if, runs_campaigns


@require_safe
@only_if(runs_campaigns)
def departments(request: HttpRequest) -> HttpResponse:
    """All departments; searched by name or code, filtered by division."""
    words, division = request.GET.get("words", "").strip(), request.GET.get("division", "")
    users = Count("memberships__user", filter=Q(memberships__user__is_active=True), distinct=True)
    found = Department.objects.select_related("supervisor", "division").annotate(people=users).order_by("code")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code__startswith=words))
    if division.isdecimal():
        found = found.filter(division=int(division))
    context = {**listed(request, found), "words": words, "division": division, "divisions": Division.objects.all()}
    return render(request, "administration/departments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_campaigns)
def new_department(request: HttpRequest) -> HttpResponse:
    """A new department; new ones are in use from the start."""
    form = DepartmentForm(request.POST or None)
    form.fields.pop("is_active")

    def create() -> None:
        create_department(**form.cleaned_data, by=the_user(request))

    if request.method == "POST" and stored(request, form, create, _("单位已建立。")):
        return redirect("departments")
    return render(request, "administration/department.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_campaigns)
def department(request: HttpRequest, department_id: int) -> HttpResponse:
    """One department."""
    held = get_object_or_404(Department.objects.select_related("supervisor", "division"), pk=department_id)
    form = DepartmentForm(request.POST or None, initial=DepartmentForm.of(held))

    def save() -> None:
        save_department(held, **form.cleaned_data, by=the_user(request))

    if request.method == "POST" and stored(request, form, save, _("单位信息已保存。")):
        return redirect("departments")
    people = held.memberships.select_related("user").order_by("role", "user__username")
    return render(request, "administration/department.html", {"form": form, "department": held, "people": people})


@require_safe
@only_if(runs_campaigns)
def divisions(request: HttpRequest) -> HttpResponse:
    """All divisions with how many departments each is in charge of."""
    units = Count("departments", filter=Q(departments__is_active=True))
    found = Division.objects.annotate(units=units).order_by("code")
    return render(request, "administration/divisions.html", listed(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_campaigns)
def new_division(request: HttpRequest) -> HttpResponse:
    """A new division."""
    form = DivisionForm(request.POST or None)

    def create() -> None:
        create_division(**form.cleaned_data, by=the_user(request))

    if request.method == "POST" and stored(request, form, create, _("股室已建立。")):
        return redirect("divisions")
    return render(request, "administration/division.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_campaigns)
def division(request: HttpRequest, division_id: int) -> HttpResponse:
    """One division."""
    held = get_object_or_404(Division, pk=division_id)
    form = DivisionForm(request.POST or None, initial=DivisionForm.of(held))

    def save() -> None:
        save_division(held, **form.cleaned_data, by=the_user(request))

    if request.method == "POST" and stored(request, form, save, _("股室信息已保存。")):
        return redirect("divisions")
    return render(request, "administration/division.html", {"form": form, "division": held})
