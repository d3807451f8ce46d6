"""Addresses of 报告体检 and of the catalogue of checks."""

from django.urls import path

from scoring.checkup import campaign_views, views

urlpatterns = [
    path("checkup/", views.checkup, name="checkup"),
    path("checks/", views.checks, name="checks"),
    path(
        "administration/campaigns/<int:campaign_id>/checks/", campaign_views.campaign_checks, name="campaign_checks"
    ),
]
