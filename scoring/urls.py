"""Addresses of the judgement layer."""

from django.urls import include, path

urlpatterns = [
    path("", include("scoring.sheet.urls")),
    path("", include("scoring.checkup.urls")),
    path("administration/", include("scoring.editing.urls")),
    path("", include("scoring.library.urls")),
    path("", include("scoring.sending.urls")),
    path("", include("scoring.review_page.urls")),
]
