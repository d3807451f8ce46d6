"""Addresses of the trail."""

from django.urls import path

from evalportal.audit import views

urlpatterns = [
    path("trail/", views.trail, name="trail"),
    path("trail/export/", views.export_trail, name="export_trail"),
]
