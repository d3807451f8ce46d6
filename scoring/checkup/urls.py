"""Addresses of 报告体检 and of the catalogue of checks."""

from django.urls import path

from scoring.checkup import views

urlpatterns = [
    path("checkup/", views.checkup, name="checkup"),
    path("checks/", views.checks, name="checks"),
]
