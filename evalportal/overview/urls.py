"""Addresses of the bureau's overview."""

from django.urls import path

from evalportal.overview import views

urlpatterns = [
    path("overview/", views.overview, name="overview"),
    path("overview/remind/", views.remind, name="remind"),
    path("overview/units/<str:code>/", views.unit_years, name="unit_years"),
]
