"""Addresses of the administration pages."""

from django.urls import path

from departments.administration import campaigns, imports, organisation, people, roles

urlpatterns = [
    path("departments/", organisation.departments, name="departments"),
    path("departments/new/", organisation.new_department, name="new_department"),
    path("departments/<int:department_id>/", organisation.department, name="department"),
    path("divisions/", organisation.divisions, name="divisions"),
    path("divisions/new/", organisation.new_division, name="new_division"),
    path("divisions/<int:division_id>/", organisation.division, name="division"),
    path("users/", people.users, name="users"),
    path("users/new/", people.new_user, name="new_user"),
    path("users/<int:user_id>/", people.user, name="user"),
    path("users/<int:user_id>/password/", people.new_password, name="new_password"),
    path("users/<int:user_id>/unlock/", people.unlock, name="unlock_user"),
    path("users/<int:user_id>/deactivate/", people.deactivate, name="deactivate_user"),
    path("users/<int:user_id>/reactivate/", people.reactivate, name="reactivate_user"),
    path("users/<int:user_id>/roles/", roles.grant, name="grant_role"),
    path("users/<int:user_id>/roles/<int:membership_id>/revoke/", roles.revoke, name="revoke_role"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaigns.new_campaign, name="new_campaign"),
    path("campaigns/<int:campaign_id>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:campaign_id>/tasks/", campaigns.campaign_reports, name="campaign_reports"),
    path("campaigns/<int:campaign_id>/tasks/give/", campaigns.give_tasks, name="give_tasks"),
    path("campaigns/<int:campaign_id>/reviewers/", campaigns.campaign_reviewers, name="campaign_reviewers"),
    path(
        "campaigns/<int:campaign_id>/reviewers/<int:assignment_id>/withdraw/",
        campaigns.withdraw_assignment,
        name="withdraw_reviewer",
    ),
    path(
        "campaigns/<int:campaign_id>/reviewers/<int:assignment_id>/reassign/",
        campaigns.reassign,
        name="reassign_reviewer",
    ),
    path("campaigns/<int:campaign_id>/extensions/", campaigns.campaign_extensions, name="campaign_extensions"),
    path("imports/<slug:kind>/", imports.import_list, name="import_list"),
    path("imports/<slug:kind>/template/", imports.import_template, name="import_template"),
    path("imports/<slug:kind>/<uuid:key>/", imports.import_preview, name="import_preview"),
    path("imports/<slug:kind>/<uuid:key>/confirm/", imports.confirm_import, name="confirm_import"),
]
