"""Addresses of the page on which a campaign is taken away."""

from django.urls import path

from evalportal.exports import views

urlpatterns = [
    path("exports/", views.exports, name="exports"),
    path("exports/progress/", views.progress, name="exports_progress"),
    path("exports/<int:export_id>/file/", views.file, name="export_file"),
]
