"""Addresses of the public verification."""

from django.urls import path

from evalportal.verification import views

urlpatterns = [
    path("verify/", views.lookup, name="verify"),
    path("verify/<str:code>/", views.verify, name="verify_code"),
]
