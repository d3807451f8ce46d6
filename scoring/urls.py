"""Addresses of the judgement layer."""

from django.urls import include, path

urlpatterns = [
    path("", include("scoring.sheet.urls")),
    path("", include("scoring.sending.urls")),
]
