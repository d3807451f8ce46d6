"""Addresses of the score sheet."""

from django.urls import path

from scoring.sheet import trying, views

urlpatterns = [
    path("reports/<int:report_id>/score/", views.score_page, name="score"),
    path("reports/<int:report_id>/score/changes/", views.score_changes, name="score_changes"),
    path("reports/<int:report_id>/score/rail/", views.score_rail, name="score_rail"),
    path("reports/<int:report_id>/score/save/", views.score_save, name="score_save"),
    path("reports/<int:report_id>/score/trial/", views.score_trial, name="score_trial"),
    path("reports/<int:report_id>/score/moved/", views.score_moved, name="score_moved"),
    path("reports/<int:report_id>/score/try/", trying.score_try, name="score_try"),
]
