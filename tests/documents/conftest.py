"""The sample report as PDF, made once for all tests that only look at it; the demo county, once for a file."""

import io

import pdfplumber
import pytest

from departments.models import Report
from evalportal.documents.context import Section
from evalportal.documents.headings import paragraphs
from evalportal.documents.pdf import render_pdf

from .sample import sample_report

# A paragraph of 300 characters without figures or marks: every line of it that is not its last is full.
PURE = "水利工程建设管理单位应当按照批准的年度计划组织实施并及时公开资金使用情况接受群众监督" * 8


@pytest.fixture(scope="session")
def sample_pdf():
    return render_pdf(sample_report())


@pytest.fixture(scope="session")
def long_pdf():
    """Text alone, many pages of it."""
    text = "\n".join([PURE] * 8)
    section = Section("profile", "一、部门基本概况", tuple(paragraphs(text)))
    return render_pdf(
        sample_report(sections=(section,), base_data=None, overall=None, projects=(), score=None, evidence=())
    )


@pytest.fixture(scope="session")
def sample_pages(sample_pdf):
    with pdfplumber.open(io.BytesIO(sample_pdf)) as pdf:
        yield pdf.pages


@pytest.fixture(scope="session")
def long_pages(long_pdf):
    with pdfplumber.open(io.BytesIO(long_pdf)) as pdf:
        yield pdf.pages


@pytest.fixture
def demo(county_loaded, db):
    """The report of the demo county that is filled in from end to end."""
    return Report.objects.select_related("department__supervisor", "campaign").get(
        department__code="305001", campaign__year=2023
    )
