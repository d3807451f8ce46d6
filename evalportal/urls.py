"""All addresses of the portal, one include per layer."""

from django.urls import include, path

urlpatterns = [
    path("", include("evalportal.home.urls")),
    path("", include("evalportal.audit.urls")),
    path("", include("evalportal.documents.urls")),
    path("", include("evalportal.exports.urls")),
    path("", include("evalportal.overview.urls")),
    path("", include("evalportal.publication.urls")),
    path("", include("evalportal.quality.urls")),
    path("", include("evalportal.rectification.urls")),
    path("", include("evalportal.spot_checks.urls")),
    path("", include("evalportal.tasks.urls")),
    path("", include("evalportal.verification.urls")),
    path("", include("departments.accounts.urls")),
    path("", include("departments.urls")),
    path("", include("scoring.urls")),
]

handler400 = "evalportal.errors.bad_request"
handler403 = "evalportal.errors.forbidden"
handler404 = "evalportal.errors.not_found"
handler500 = "evalportal.errors.server_error"
