"""Addresses of attached files."""

from django.urls import path

from departments.attachments import views

urlpatterns = [
    path("reports/<int:report_id>/files/", views.upload, name="attachment_upload"),
    path("reports/<int:report_id>/files/<uuid:key>/", views.download, name="attachment_download"),
    path("reports/<int:report_id>/files/<uuid:key>/remove/", views.remove, name="attachment_remove"),
    path("reports/<int:report_id>/files/<uuid:key>/restore/", views.restore, name="attachment_restore"),
]
