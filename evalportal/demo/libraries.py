"""The indicators that departments of the demo county keep for themselves, and what they proposed to the common bank."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from departments.models import Campaign, Department, User
from evalportal.demo.clock import days_after, on_day
from scoring.library.actions import FIELDS, decide_proposal, propose_to_bank, save_own


def keep_libraries(campaign: Campaign, record: Mapping[str, Any], *, by: User) -> None:
    """Once, with the campaign: each department's clerk keeps and proposes, the system admin (`by`) accepts."""
    for library in record["departments"]:
        department = Department.objects.get(code=library["department"])
        clerk = User.objects.get(username=library["by"])
        for indicator in library["indicators"]:
            with on_day(days_after(campaign.opens_at, library["day"])):
                row = save_own(department, None, _fields(indicator), by=clerk)
                proposed = propose_to_bank(department, row.pk, by=clerk) if indicator.get("proposed") else None
            if proposed and "accepted" in indicator:
                with on_day(days_after(campaign.opens_at, record["decided"])):
                    decide_proposal(proposed.pk, accept=True, answer=indicator["accepted"], by=by)


def _fields(indicator: Mapping[str, Any]) -> dict[str, Any]:
    target = indicator.get("target")
    return {name: indicator.get(name, "") for name in FIELDS} | {"target": Decimal(target) if target else None}
