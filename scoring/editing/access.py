"""How the pages of the administrator find a system, and what they show of it everywhere."""

from collections.abc import Iterable

from django.db.models import Count
from django.http import Http404

from departments.facts import codes_by_name
from scoring.models import IndicatorSystem
from scoring.preparation import SystemProblem, find_problems
from scoring.system_store import read_system_rows
from scoring.systems import SystemSpec


def system_by_id(system_id: int) -> IndicatorSystem:
    """A stored version with the campaigns that use it, or a 404."""
    system = IndicatorSystem.objects.prefetch_related("campaigns__campaign").filter(pk=system_id).first()
    if system is None:
        raise Http404
    return system


def all_systems() -> Iterable[IndicatorSystem]:
    """All versions by code, the newest first, each with how many indicators it has and how many campaigns use it."""
    return IndicatorSystem.objects.annotate(
        size=Count("indicators", distinct=True), uses=Count("campaigns", distinct=True)
    ).order_by("bank", "code", "-version")


def with_problems(system: IndicatorSystem) -> tuple[SystemSpec, list[SystemProblem]]:
    """The specification of a version and everything that stands in the way of using it."""
    spec = read_system_rows(system)
    return spec, find_problems(spec, codes_by_name())
