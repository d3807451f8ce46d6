"""Addresses of indicator systems, for the administrator."""

from django.urls import path

from scoring.editing import campaign_views, indicator_views, system_views, workbook_views

urlpatterns = [
    path("systems/", system_views.systems, name="systems"),
    path("systems/new/", system_views.new_system, name="new_system"),
    path("systems/facts/", system_views.facts, name="facts"),
    path("systems/rules/<slug:kind>/", indicator_views.rule_fields, name="rule_fields"),
    path("systems/formula/", indicator_views.formula_check, name="formula_check"),
    path("systems/trial/", indicator_views.indicator_trial, name="indicator_trial"),
    path("systems/<int:system_id>/", system_views.system, name="system"),
    path("systems/<int:system_id>/points/", system_views.save_points, name="system_points"),
    path("systems/<int:system_id>/settings/", system_views.settings, name="system_settings"),
    path("systems/<int:system_id>/version/", system_views.new_version, name="system_version"),
    path("systems/<int:system_id>/against/<int:other_id>/", system_views.compare_versions, name="system_compare"),
    path("systems/<int:system_id>/levels/move/", indicator_views.move_level, name="move_level"),
    path("systems/<int:system_id>/indicators/new/", indicator_views.new_indicator, name="new_indicator"),
    path("systems/<int:system_id>/indicators/<str:code>/", indicator_views.indicator, name="indicator"),
    path(
        "systems/<int:system_id>/indicators/<str:code>/remove/",
        indicator_views.remove_indicator,
        name="remove_indicator",
    ),
    path("systems/<int:system_id>/indicators/<str:code>/move/", indicator_views.move_indicator, name="move_indicator"),
    path("systems/<int:system_id>/export/", workbook_views.export_system, name="system_export"),
    path("systems/<int:system_id>/import/", workbook_views.import_system, name="system_import"),
    path("systems/<int:system_id>/import/<uuid:key>/", workbook_views.preview_import, name="system_import_preview"),
    path(
        "systems/<int:system_id>/import/<uuid:key>/confirm/",
        workbook_views.confirm_import,
        name="system_import_confirm",
    ),
    path("campaigns/<int:campaign_id>/system/", campaign_views.campaign_system, name="campaign_system"),
]
