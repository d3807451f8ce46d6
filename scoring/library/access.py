"""Whose library somebody may look at and change: that of the departments in which they fill in or sign."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from departments.enums import Role
from departments.models import Department
from departments.standing import standing_of


def own_department(request: HttpRequest, department_id: int | None = None) -> Department:
    """The department, or the first of this person's; a 404 where it is not theirs."""
    units = sorted(standing_of(request).units)
    if department_id is None:
        department_id = units[0] if units else 0
    if department_id not in units:
        raise Http404
    return get_object_or_404(Department, pk=department_id)


def keeps_library(request: HttpRequest, department: Department) -> bool:
    """Whether this person may change the library: as its preparer."""
    return Role.PREPARER in standing_of(request).roles_in(department.pk)


def kept_department(request: HttpRequest, department_id: int) -> Department:
    """A department whose library this person may change, or a 404."""
    department = own_department(request, department_id)
    if not keeps_library(request, department):
        raise Http404
    return department
