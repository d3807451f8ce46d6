import pytest

from departments.enums import EventKind
from departments.models import Department, Event
from departments.organisation import (
    RefusedDepartment,
    create_department,
    create_division,
    save_department,
    save_division,
)

pytestmark = pytest.mark.django_db


def make(code="305001", name="常宁市科技和工业信息化局", **more):
    return create_department(code=code, name=name, short_name=more.pop("short_name", ""), by=None, **more)


def change(department, **wanted):
    fields = (
        "code", "name", "short_name", "level", "supervisor", "division", "is_finance_bureau", "is_active",
    )  # fmt: skip
    values = {field: getattr(department, field) for field in fields}
    return save_department(department, **{**values, **wanted}, by=None)


def test_department_without_short_name_is_called_by_its_full_name():
    assert make(code=" 305001 ").short_name == "常宁市科技和工业信息化局"
    assert Department.objects.get().code == "305001"


def test_change_records_old_and_new():
    department = make(short_name="科工信局")
    change(department, is_active=False)
    event = Event.objects.order_by("number").last()
    assert event.kind == EventKind.DEPARTMENT_SAVED
    assert event.detail == {"code": "305001", "changes": {"is_active": ["True", "False"]}}


def test_saving_without_a_change_records_nothing():
    change(make())
    assert Event.objects.count() == 1


def test_code_and_name_belong_to_one_department():
    make()
    with pytest.raises(RefusedDepartment, match="已是常宁市科技和工业信息化局的编码"):
        make(name="常宁市教育局")
    with pytest.raises(RefusedDepartment, match="编码是305001"):
        make(code="205001")


def test_there_is_one_finance_bureau():
    make(code="301001", name="常宁市财政局", is_finance_bureau=True)
    with pytest.raises(RefusedDepartment, match="财政局只能有一个"):
        make(is_finance_bureau=True)


def test_supervision_cannot_run_in_a_circle():
    upper = make()
    lower = make(code="305002", name="常宁市节能监察中心", supervisor=upper)
    with pytest.raises(RefusedDepartment, match="下级单位"):
        change(upper, supervisor=lower)
    with pytest.raises(RefusedDepartment, match="单位自己"):
        change(lower, supervisor=lower)


def test_unknown_level_and_empty_name_are_refused_by_field():
    with pytest.raises(RefusedDepartment, match="级别："):
        make(level="emperor")
    with pytest.raises(RefusedDepartment, match="单位全称："):
        make(name=" ")


def test_division_keeps_a_code_and_a_name_of_its_own():
    division = create_division(code="03", name="企业股", by=None)
    with pytest.raises(RefusedDepartment, match="股室编码“03”已有"):
        create_division(code="03", name="农业股", by=None)
    with pytest.raises(RefusedDepartment, match="“企业股”已有"):
        create_division(code="04", name="企业股", by=None)
    save_division(division, code="03", name="工贸股", by=None)
    assert Event.objects.order_by("number").last().detail["changes"] == {"name": ["企业股", "工贸股"]}
