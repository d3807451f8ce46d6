"""Addresses of the reviewer's pages."""

from django.urls import path

from scoring.review_page import saving, settings, steps, views

urlpatterns = [
    path("reviews/", views.review_list, name="reviews"),
    path("reviews/settle/", steps.settle_unchanged, name="settle_unchanged"),
    path("administration/campaigns/<int:campaign_id>/review/", settings.campaign_review, name="campaign_review"),
    path("reviews/<int:report_id>/", views.review, name="review"),
    path("reviews/<int:report_id>/save/", saving.save, name="review_save"),
    path("reviews/<int:report_id>/files/<uuid:key>/", views.review_file, name="review_file"),
    path("reviews/<int:report_id>/files/<uuid:key>/content/", views.review_file_content, name="review_file_content"),
    path("reviews/<int:report_id>/comments/", steps.add_comment, name="review_comment"),
    path(
        "reviews/<int:report_id>/comments/<int:comment_id>/<slug:action>/",
        steps.settle_comment,
        name="review_comment_step",
    ),
    path("reviews/<int:report_id>/<slug:action>/", steps.take_step, name="review_step"),
]
