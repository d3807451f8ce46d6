"""Addresses of the unit's pages around sending."""

from django.urls import path

from scoring.sending import saving, views

urlpatterns = [
    path("reports/<int:report_id>/panel/", views.panel, name="report_panel"),
    path("reports/<int:report_id>/panel/<slug:key>/", views.panel, name="report_panel"),
    path("reports/<int:report_id>/check/", views.check, name="check"),
    path("reports/<int:report_id>/check/save/", saving.save, name="check_save"),
    path("reports/<int:report_id>/check/<slug:action>/", views.take_step, name="check_step"),
]
