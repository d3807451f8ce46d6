"""Addresses of the home pages and of the cover page of a report."""

from django.urls import path

from evalportal.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("reports/", views.reports, name="reports"),
    path("reports/current/", views.current_report, name="current_report"),
    path("reports/current/score/", views.current_score, name="current_score"),
    path("reports/<int:report_id>/", views.report_page, name="report"),
]
