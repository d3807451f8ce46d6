"""Addresses of the spot checks."""

from django.urls import path

from evalportal.spot_checks import views

urlpatterns = [
    path("spot-checks/<int:year>/", views.spot_checks, name="spot_checks"),
    path("spot-checks/<int:year>/draw/", views.draw, name="draw_spot_checks"),
    path("spot-checks/<int:year>/choose/", views.choose, name="choose_spot_check"),
    path("spot-checks/<int:year>/note/", views.note, name="note_spot_check"),
]
