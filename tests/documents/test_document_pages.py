"""Preview and download in the portal: the report's own people, a 404 for others, a trail of what was taken."""

import pytest
from django.test import Client

from departments.enums import EventKind
from departments.models import Event
from tests import factories

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_clerk_downloads_the_pdf_and_the_trail_says_so():
    county = factories.county()
    answer = signed_in(county.people["clerk"]).get(f"/reports/{county.report.pk}/report.pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer.content.startswith(b"%PDF-")
    event = Event.objects.filter(kind=EventKind.DOCUMENT_EXPORTED).get()
    assert (event.actor_id, event.detail) == (county.people["clerk"].pk, {"format": "pdf"})


def test_the_preview_shows_the_same_text_without_inline_styles():
    county = factories.county()
    page = signed_in(county.people["clerk"]).get(f"/reports/{county.report.pk}/preview/").content.decode()
    assert "一、部门基本概况" in page
    assert "草稿" in page
    assert "style=" not in page


@pytest.mark.parametrize("address", ["report.pdf", "preview/"])
def test_outsider_gets_404_for_a_report(address):
    county = factories.county()
    other = signed_in(county.people["clerk_of_another"])
    assert other.get(f"/reports/{county.report.pk}/{address}").status_code == 404


def test_a_character_without_a_font_is_explained_on_a_page():
    report, clerk = factories.report(of=factories.department(name="常宁市😀局"))
    answer = signed_in(clerk).get(f"/reports/{report.pk}/report.pdf")
    assert answer.status_code == 422
    assert "“😀”（U+1F600" in answer.content.decode()
