"""Addresses of the assessment of self-evaluations."""

from django.urls import path

from evalportal.quality import views

urlpatterns = [
    path("quality/<int:year>/", views.quality, name="quality"),
    path("quality/<int:year>/weights/", views.weigh, name="quality_weights"),
]
