"""Addresses of the finished report: preview and files."""

from django.urls import path

from evalportal.documents import views

urlpatterns = [
    path("reports/<int:report_id>/preview/", views.preview, name="preview"),
    path("reports/<int:report_id>/report.pdf", views.download, {"kind": "pdf"}, name="report_pdf"),
    path("reports/<int:report_id>/report.docx", views.download, {"kind": "docx"}, name="report_word"),
    path("reports/<int:report_id>/report.xlsx", views.download, {"kind": "xlsx"}, name="report_excel"),
    path("reports/<int:report_id>/documents/", views.documents, name="documents"),
    path("reports/<int:report_id>/documents/progress/", views.progress, name="documents_progress"),
    path("reports/<int:report_id>/documents/<int:document_id>/", views.stored, name="stored_document"),
    path("reports/<int:report_id>/documents/<int:document_id>/again/", views.again, name="document_again"),
]
