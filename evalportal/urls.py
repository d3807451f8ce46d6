"""All addresses of the portal, one include per layer."""

from django.urls import include, path

from evalportal.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("departments.accounts.urls")),
]

handler400 = "evalportal.errors.bad_request"
handler403 = "evalportal.errors.forbidden"
handler404 = "evalportal.errors.not_found"
handler500 = "evalportal.errors.server_error"
