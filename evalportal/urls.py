"""All addresses of the portal, one include per layer."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

handler400 = "evalportal.errors.bad_request"
handler403 = "evalportal.errors.forbidden"
handler404 = "evalportal.errors.not_found"
handler500 = "evalportal.errors.server_error"
