"""Standard paragraphs agree with the tables, say what is missing, and are offered anew when figures change."""

import json

import pytest
from django.urls import reverse

from departments.drafts import RowEdit, save_rows
from departments.events import seal_edits
from departments.models import Event, Report, TextBlock
from tests.factories import report
from tests.web.conftest import project

pytestmark = pytest.mark.django_db

# the real figures of 科技和工业信息化局 2023: 890.65 = 890.33 + 0.32; 685.19 + 117.46 = 802.65; 802.65 + 88 = 890.65
PROJECTS = {"工业企业发展事务": "30", "专职办经费": "8", "信息管理事务": "10", "科技事务": "30", "中小企业事务": "10"}


def with_figures():
    held, clerk = report()
    lines = {
        "income_general": "890.33",
        "income_business": "0.32",
        "expenditure_personnel": "685.19",
        "expenditure_public": "117.46",
    }
    edits = [
        RowEdit(line, 0, {"initial": amount, "adjusted": amount, "outturn": amount}) for line, amount in lines.items()
    ]
    save_rows(held.pk, "expenditure", "base", edits, by=clerk)
    for name, amount in PROJECTS.items():
        project(held, clerk, name, initial=amount, adjusted=amount, outturn=amount)
    return held, clerk


def post(client, held, name, body, *more):
    return client.post(reverse(name, args=(held.pk, *more)), json.dumps(body), content_type="application/json")


def insert(client, held, recipe):
    return post(
        client, held, "new_block", {"section": "expenditure", "topic": "overview", "after": None, "recipe": recipe}
    )


def test_income_and_expenditure_read_as_the_tables_have_them(client):
    held, clerk = with_figures()
    client.force_login(clerk)
    text = insert(client, held, "income_expenditure").json()["text"]
    # 890.33 ÷ 890.65 = 99.96%, 0.32 ÷ 890.65 = 0.04%; 802.65 ÷ 890.65 = 90.12%; 88 ÷ 890.65 = 9.88%
    assert text.startswith(
        "2023年年初收入预算890.65万元，其中：一般公共预算拨款890.33万元，占收入合计的99.96%；"
        "其他资金0.32万元，占收入合计的0.04%。"
        "年初支出预算890.65万元，其中：基本支出802.65万元，占支出合计的90.12%；项目支出88.00万元，占支出合计的9.88%。"
    )
    assert text.endswith("预算执行率100.00%。")


def test_projects_are_named_with_their_amounts(client):
    held, clerk = with_figures()
    client.force_login(clerk)
    text = insert(client, held, "projects").json()["text"]
    assert text == (
        "2023年年初安排项目支出88.00万元，共5个项目：工业企业发展事务30.00万元，专职办经费8.00万元，"
        "信息管理事务10.00万元，科技事务30.00万元，中小企业事务10.00万元。"
    )


def test_a_paragraph_without_its_figures_is_refused_with_their_names(client):
    held, clerk = report()
    client.force_login(clerk)
    answer = insert(client, held, "projects")
    assert answer.status_code == 400
    assert answer.json()["message"] == "表中还缺：项目支出年初预算、项目数。填好后再插入标准段落。"


def test_a_changed_figure_is_offered_and_nothing_changes_until_it_is_accepted(client):
    held, clerk = with_figures()
    client.force_login(clerk)
    made = insert(client, held, "projects").json()
    block = TextBlock.objects.get(report=held, recipe="projects")
    changes = reverse("section_changes", args=(held.pk, "expenditure"))
    assert "表中数字已变" not in client.get(changes).content.decode()
    science = held.projectfund_rows.get(name="科技事务")
    save_rows(held.pk, "special_funds", "projects", [RowEdit(str(science.pk), 1, {"initial": "28"})], by=clerk)
    offered = client.get(changes).content.decode()
    # 88 − 30 + 28 = 86; the total and the project: two figures
    assert "<del>88.00</del> <ins>86.00</ins>" in offered
    assert "<del>科技事务30.00</del> <ins>科技事务28.00</ins>" in offered
    assert "更新 2 处" in offered
    assert TextBlock.objects.get(pk=block.pk).text == made["text"]
    accepted = post(client, held, "refresh_block", {"version": 1}, block.pk).json()
    assert "项目支出86.00万元" in accepted["text"]
    assert TextBlock.objects.get(pk=block.pk).text == accepted["text"]
    assert "表中数字已变" not in client.get(changes).content.decode()


def test_a_paragraph_that_is_kept_is_no_longer_tied_to_the_tables(client):
    held, clerk = with_figures()
    client.force_login(clerk)
    made = insert(client, held, "projects").json()
    block = TextBlock.objects.get(report=held, recipe="projects")
    science = held.projectfund_rows.get(name="科技事务")
    save_rows(held.pk, "special_funds", "projects", [RowEdit(str(science.pk), 1, {"initial": "28"})], by=clerk)
    post(client, held, "keep_block", {"version": 1}, block.pk)
    block.refresh_from_db()
    assert (block.recipe, block.text) == ("", made["text"])
    assert "表中数字已变" not in client.get(reverse("section_changes", args=(held.pk, "expenditure"))).content.decode()


def test_a_paragraph_renewed_over_somebodys_edit_is_a_conflict(client):
    held, clerk = with_figures()
    client.force_login(clerk)
    insert(client, held, "projects")
    block = TextBlock.objects.get(report=held, recipe="projects")
    post(client, held, "save", {"place": block.place, "version": 1, "text": "手改的段落"})
    assert post(client, held, "refresh_block", {"version": 1}, block.pk).status_code == 409
    block.refresh_from_db()
    assert block.text == "手改的段落"


def test_the_trail_says_that_a_standard_paragraph_was_put_in(client):
    held, clerk = with_figures()
    client.force_login(clerk)
    insert(client, held, "projects")
    seal_edits(Report.objects.get(pk=held.pk))
    details = [event.detail for event in Event.objects.filter(kind="row_added")]
    assert "projects" in [detail.get("recipe") for detail in details]
