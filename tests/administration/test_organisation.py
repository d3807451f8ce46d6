import html

import pytest
from django.urls import reverse

from departments.models import Department, Division
from tests import factories
from tests.factories import NASTY

pytestmark = pytest.mark.django_db

FIELDS = {"code": "400001", "name": NASTY, "short_name": "", "level": "section", "supervisor": "", "division": ""}


def test_a_department_is_created_with_any_name(system_admin):
    system_admin.post(reverse("new_department"), FIELDS)
    made = Department.objects.get(code="400001")
    assert (made.name, made.short_name, made.is_active) == (NASTY, NASTY[:40], True)
    assert html.escape(NASTY) in system_admin.get(reverse("departments")).content.decode()


def test_a_code_that_is_taken_is_told_and_what_was_typed_stays(system_admin):
    page = system_admin.post(reverse("new_department"), {**FIELDS, "code": "300002"}).content.decode()
    assert "预算单位编码“300002”已是常宁市第一中学的编码。" in page
    assert f'value="{html.escape(NASTY)}"' in page


def test_a_department_gets_its_supervisor_by_code_and_is_taken_out_of_use(county, system_admin):
    address = reverse("department", args=(county.department.pk,))
    fields = {**FIELDS, "code": "300002", "name": "第一中学㙍", "supervisor": "300003"}
    system_admin.post(address, fields)  # a box that is not ticked is not sent: no longer in use
    saved = Department.objects.get(code="300002")
    assert (saved.supervisor.code, saved.is_active, saved.name) == ("300003", False, "第一中学㙍")


def test_a_circle_of_supervisors_is_refused(county, system_admin):
    supervisor = county.department.supervisor
    fields = {**FIELDS, "code": supervisor.code, "name": supervisor.name, "supervisor": "300002"}
    page = system_admin.post(reverse("department", args=(supervisor.pk,)), fields).content.decode()
    assert "主管部门不能是本单位自己或者它的下级单位。" in page


def test_divisions_are_created_and_renamed(system_admin):
    system_admin.post(reverse("new_division"), {"code": "09", "name": "农业股㙍"})
    division = Division.objects.get(code="09")
    system_admin.post(reverse("division", args=(division.pk,)), {"code": "09", "name": "农业农村股𬭚"})
    assert Division.objects.get(code="09").name == "农业农村股𬭚"
    page = system_admin.post(reverse("new_division"), {"code": "09", "name": "又一股"}).content.decode()
    assert "股室编码“09”已有，请换一个。" in page


def test_departments_are_found_by_name_code_and_division(county, system_admin):
    def found(**asked):
        return [each.code for each in system_admin.get(reverse("departments"), asked).context["page"]]

    assert found(words="中学") == ["300002"]
    assert found(words="3000") == ["300001", "300002", "300003"]
    assert found(division=county.other_division.pk) == ["300003"]
    assert found(division="1 OR 1") == ["300001", "300002", "300003"]


def test_the_list_of_departments_costs_the_same_however_long(system_admin, django_assert_num_queries):
    # session, user, standing; count, page, divisions to choose from
    with django_assert_num_queries(6):
        system_admin.get(reverse("departments"))
    for _number in range(3):
        factories.department()
    with django_assert_num_queries(6):
        system_admin.get(reverse("departments"))
