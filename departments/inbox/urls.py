"""Addresses of the notices."""

from django.urls import path

from departments.inbox import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="read_notices"),
    path("notices/mail/", views.mail_choice, name="mail_choice"),
    path("notices/<int:notice_id>/", views.open_notice, name="notice"),
]
