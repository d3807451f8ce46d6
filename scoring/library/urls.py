"""Addresses of the libraries of indicators."""

from django.urls import path

from scoring.library import bank_views, library_views, picking_views

urlpatterns = [
    path("library/", library_views.my_library, name="my_library"),
    path("library/<int:department_id>/", library_views.library, name="library"),
    path("library/<int:department_id>/new/", library_views.new_own, name="new_own_indicator"),
    path("library/<int:department_id>/<int:indicator_id>/", library_views.own_indicator, name="own_indicator"),
    path("library/<int:department_id>/<int:indicator_id>/switch/", library_views.switch, name="switch_own_indicator"),
    path(
        "library/<int:department_id>/<int:indicator_id>/propose/", library_views.propose, name="propose_own_indicator"
    ),
    path("reports/<int:report_id>/indicators/pick/", picking_views.pick, name="pick_indicators"),
    path("reports/<int:report_id>/score/own/<str:code>/", picking_views.own_rows, name="own_rows"),
    path("administration/bank/", bank_views.bank, name="bank"),
    path("administration/bank/new/", bank_views.new_bank, name="new_bank_indicator"),
    path("administration/bank/<int:indicator_id>/", bank_views.bank_indicator, name="bank_indicator"),
    path("administration/bank/<int:indicator_id>/decide/", bank_views.decide, name="decide_proposal"),
    path("administration/bank/<int:indicator_id>/retire/", bank_views.retire, name="retire_bank_indicator"),
    path("administration/systems/<int:system_id>/pick/", bank_views.system_pick, name="system_pick"),
]
