"""Addresses of the tasks of a year."""

from django.urls import path

from evalportal.tasks import views

urlpatterns = [
    path("tasks/<int:year>/", views.tasks, name="tasks"),
    path("tasks/<int:year>/<int:report_id>/<slug:action>/", views.move_task, name="move_task"),
]
