"""Addresses of the facts layer."""

from django.urls import include, path

urlpatterns = [
    path("", include("departments.inbox.urls")),
    path("", include("departments.wizard.urls")),
    path("", include("departments.attachments.urls")),
    path("", include("departments.importing.pages.urls")),
    path("administration/", include("departments.administration.urls")),
]
