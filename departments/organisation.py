"""Creates and changes departments and the divisions of the finance bureau that are in charge of them."""

from django.db import transaction
from django.utils.translation import gettext as _

from departments.enums import AdministrativeLevel, EventKind
from departments.events import record_event
from departments.models import Department, Division, User
from departments.refusal import Refused, check_fields, set_fields


class RefusedDepartment(Refused):
    """A department or division that cannot be stored like this."""


def create_division(*, code: str, name: str, by: User | None) -> Division:
    """A new division. Raises RefusedDepartment when the code or the name is taken."""
    return save_division(Division(), code=code, name=name, by=by)


def save_division(division: Division, *, code: str, name: str, by: User | None) -> Division:
    """Change a division, or store a new one."""
    with transaction.atomic():
        changes = set_fields(division, {"code": code.strip(), "name": name.strip()})
        others = Division.objects.exclude(pk=division.pk)
        if others.filter(code=division.code).exists():
            raise RefusedDepartment(_("股室编码“%(code)s”已有，请换一个。") % {"code": division.code})
        if others.filter(name=division.name).exists():
            raise RefusedDepartment(_("股室“%(name)s”已有。") % {"name": division.name})
        check_fields(division, RefusedDepartment)
        if changes:
            division.save()
            record_event(EventKind.DIVISION_SAVED, by=by, detail={"code": division.code, "changes": changes})
        return division


def create_department(
    *,
    code: str,
    name: str,
    short_name: str,
    level: str = AdministrativeLevel.SECTION,
    supervisor: Department | None = None,
    division: Division | None = None,
    is_finance_bureau: bool = False,
    by: User | None,
) -> Department:
    """A new department, active from the start. Raises RefusedDepartment."""
    return save_department(
        Department(),
        code=code,
        name=name,
        short_name=short_name,
        level=level,
        supervisor=supervisor,
        division=division,
        is_finance_bureau=is_finance_bureau,
        is_active=True,
        by=by,
    )


def save_department(
    department: Department,
    *,
    code: str,
    name: str,
    short_name: str,
    level: str,
    supervisor: Department | None,
    division: Division | None,
    is_finance_bureau: bool,
    is_active: bool,
    by: User | None,
) -> Department:
    """Change a department, or store a new one. Departments are never deleted, only taken out of use (`is_active`)."""
    wanted = {
        "code": code.strip(),
        "name": name.strip(),
        "short_name": short_name.strip() or name.strip(),
        "level": level,
        "supervisor": supervisor,
        "division": division,
        "is_finance_bureau": is_finance_bureau,
        "is_active": is_active,
    }
    with transaction.atomic():
        changes = set_fields(department, wanted)
        _check_unique(department)
        _check_supervisor(department)
        check_fields(department, RefusedDepartment)
        if changes:
            department.save()
            record_event(EventKind.DEPARTMENT_SAVED, by=by, detail={"code": department.code, "changes": changes})
        return department


def _check_unique(department: Department) -> None:
    others = Department.objects.exclude(pk=department.pk)
    if taken := others.filter(code=department.code).first():
        raise RefusedDepartment(
            _("预算单位编码“%(code)s”已是%(name)s的编码。") % {"code": department.code, "name": taken.name}
        )
    if taken := others.filter(name=department.name).first():
        raise RefusedDepartment(_("“%(name)s”已有，编码是%(code)s。") % {"name": department.name, "code": taken.code})


def _check_supervisor(department: Department) -> None:
    """A chain of supervising departments must end."""
    above = department.supervisor
    while above is not None:
        if above.pk is not None and above.pk == department.pk:
            raise RefusedDepartment(_("主管部门不能是本单位自己或者它的下级单位。"))
        above = above.supervisor
