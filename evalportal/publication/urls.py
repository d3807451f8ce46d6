"""Addresses of the public pages, and of the check before publication."""

from django.urls import path

from evalportal.publication import checking, views

urlpatterns = [
    path("publication/", checking.publication, name="publication"),
    path("publication/<int:report_id>/", checking.publication_check, name="publication_check"),
    path("publication/<int:report_id>/step/", checking.publish, name="publish"),
    path("public/", views.years, name="public"),
    path("public/<int:year>/", views.year, name="public_year"),
    path("public/<int:year>/scores.csv", views.year_data, {"kind": "csv"}, name="public_year_csv"),
    path("public/<int:year>/scores.json", views.year_data, {"kind": "json"}, name="public_year_json"),
    path("public/<int:year>/<str:code>/", views.unit, name="public_unit"),
    path("public/<int:year>/<str:code>/report.pdf", views.unit_pdf, name="public_pdf"),
    path("public/<int:year>/<str:code>/scores.csv", views.unit_data, {"kind": "csv"}, name="public_csv"),
    path("public/<int:year>/<str:code>/data.json", views.unit_data, {"kind": "json"}, name="public_json"),
]
