"""Addresses of importing into a report."""

from django.urls import path

from departments.importing.pages import views

urlpatterns = [
    path("reports/<int:report_id>/import/", views.import_report, name="import_report"),
    path("reports/<int:report_id>/import/last-year/", views.carry_over, name="carry_over"),
    path("reports/<int:report_id>/import/<uuid:key>/", views.report_proposal, name="report_proposal"),
    path("reports/<int:report_id>/import/<uuid:key>/confirm/", views.confirm_report, name="confirm_report"),
]
