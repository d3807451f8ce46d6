"""Addresses of the problems to put right."""

from django.urls import path

from evalportal.rectification import views

urlpatterns = [
    path("rectifications/", views.rectifications, name="rectifications"),
    path("reports/<int:report_id>/rectification/", views.rectification, name="rectification"),
    path("reports/<int:report_id>/rectification/step/", views.rectify, name="rectify"),
]
