"""Addresses of the wizard: pages for people, JSON for their browser."""

from django.urls import path

from departments.wizard import saving, views

urlpatterns = [
    path("reports/<int:report_id>/sections/<slug:key>/", views.section_page, name="section"),
    path("reports/<int:report_id>/sections/<slug:key>/changes/", views.section_changes, name="section_changes"),
    path("reports/<int:report_id>/projects/<int:row_id>/", views.project_page, name="project"),
    path("reports/<int:report_id>/save/", saving.save, name="save"),
    path("reports/<int:report_id>/rows/", saving.new_row, name="new_row"),
    path("reports/<int:report_id>/rows/<int:row_id>/delete/", saving.delete_row, name="delete_row"),
    path("reports/<int:report_id>/rows/<int:row_id>/restore/", saving.undelete_row, name="restore_row"),
    path("reports/<int:report_id>/rows/<int:row_id>/move/", saving.shift_row, name="move_row"),
    path("reports/<int:report_id>/blocks/", saving.new_block, name="new_block"),
    path("reports/<int:report_id>/blocks/<int:block_id>/delete/", saving.delete_block, name="delete_block"),
    path("reports/<int:report_id>/blocks/<int:block_id>/refresh/", saving.refresh_block, name="refresh_block"),
    path("reports/<int:report_id>/blocks/<int:block_id>/keep/", saving.keep_block, name="keep_block"),
    path("reports/<int:report_id>/nothing/", saving.nothing_here, name="nothing_here"),
]
