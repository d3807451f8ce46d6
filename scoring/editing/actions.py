"""Every write to an indicator system: one transaction with the version check, the rows and the event."""

import re
from collections.abc import Callable
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from departments.enums import EventKind
from departments.events import record_event
from departments.facts import codes_by_name
from departments.models import Campaign, User
from departments.refusal import Refused
from scoring.choosing import keep_before
from scoring.editing.differences import Difference, differences
from scoring.models import CampaignScoring, IndicatorSystem
from scoring.preparation import SystemProblem, find_problems
from scoring.system_store import DEFAULT_SYSTEM, read_system_rows, write_system_rows
from scoring.systems import SystemSpec

# An indicator's code is part of the place of its files and answers.
LONGEST_CODE = 40
_CODE = re.compile(rf"[\w.\-]{{1,{LONGEST_CODE}}}")
_MOST_LISTED = 40

Change = Callable[[SystemSpec], SystemSpec]


class RefusedEdit(Refused):
    """A change to a system that is not carried out; `problems` say where."""

    def __init__(self, message: str, problems: list[SystemProblem] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or []


class StaleSystem(RefusedEdit):
    """Somebody else changed the system since the page was opened."""


def change_system(system: IndicatorSystem, change: Change, *, seen: str, by: User) -> IndicatorSystem:
    """Store a changed version of a system that is not frozen; `seen` is the digest that the page was made from.

    Raises StaleSystem when somebody was faster, RefusedEdit when the version is frozen or could not be scored with:
    formulas and rules must hold at any time, points need not add up before a campaign uses the system.
    """
    with transaction.atomic():
        held = IndicatorSystem.objects.select_for_update().get(pk=system.pk)
        if held.frozen_at is not None:
            raise RefusedEdit(_("这一版已有单位据以报送，不能再改；请先建立新版本。"))
        if held.digest != seen:
            raise StaleSystem(_("这个体系刚刚有人修改过，这次没有保存；请刷新页面，看过最新内容后再改。"))
        old = read_system_rows(held)
        new = change(old)
        refuse_unsound(new)
        found = differences(old, new)
        if not found:
            return held
        _keep_before(held, old)
        stored = write_system_rows(new)
        _record(stored, found, by=by)
        return stored


def create_system(spec: SystemSpec, *, by: User) -> IndicatorSystem:
    """Store a new system, version 1. Raises RefusedEdit when its code is taken or it could not be scored with."""
    with transaction.atomic():
        if IndicatorSystem.objects.filter(code=spec.code).exists():
            raise RefusedEdit(_("代码“%(code)s”已经有一个指标体系在用。") % {"code": spec.code})
        refuse_unsound(spec)
        stored = write_system_rows(replace(spec, version=1))
        _record(stored, [], by=by, what="created")
        return stored


def start_version(system: IndicatorSystem, *, by: User) -> IndicatorSystem:
    """A new version, to be edited, with the content of this one. Raises RefusedEdit while a newer one is open."""
    with transaction.atomic():
        versions = IndicatorSystem.objects.select_for_update().filter(code=system.code)
        open_one = versions.filter(version__gt=system.version, frozen_at=None).first()
        if open_one is not None:
            raise RefusedEdit(_("第 %(version)s 版还没有用过，请直接修改它。") % {"version": open_one.version})
        _name_the_default(system)
        newest = versions.aggregate(newest=Max("version"))["newest"]
        spec = replace(read_system_rows(system), version=newest + 1)
        stored = write_system_rows(spec)
        _record(stored, [], by=by, what=f"from {system.version}")
        return stored


def refuse_unsound(spec: SystemSpec) -> None:
    """Raise RefusedEdit with everything that keeps a system from being scored with."""
    found = find_problems(spec, codes_by_name())
    problems = [problem for problem in found if problem.indicator or problem.field != "points"]
    wrong_code = _("代码只能由字母、数字、点、横线和下划线组成，最多 %(most)s 个字。") % {"most": LONGEST_CODE}
    problems += [
        SystemProblem(each.code, "code", wrong_code) for each in spec.indicators if not _CODE.fullmatch(each.code)
    ]
    problems += [
        SystemProblem(each.code, field, _("不能为空。"))
        for each in spec.indicators
        for field in ("name", "level_one", "level_two")
        if not getattr(each, field).strip()
    ]
    if problems:
        raise RefusedEdit(problems[0].message, problems)


def _keep_before(system: IndicatorSystem, old: SystemSpec) -> None:
    """Remember for the campaigns that use the system how it was, so that it can be shown what moved."""
    _name_the_default(system)
    for scoring in CampaignScoring.objects.select_for_update().filter(system=system):
        keep_before(scoring, old)
        scoring.save(update_fields=("before", "changed_at"))


def _name_the_default(system: IndicatorSystem) -> None:
    """Campaigns that nobody chose a system for score with the newest default: let them keep this one by name."""
    newer = IndicatorSystem.objects.filter(code=system.code, version__gt=system.version)
    if system.code == DEFAULT_SYSTEM and not newer.exists():
        for campaign in Campaign.objects.filter(scoring=None):
            CampaignScoring.objects.create(campaign=campaign, system=system)


def _record(system: IndicatorSystem, found: list[Difference], *, by: User, what: str = "changed") -> None:
    detail = {
        "system": f"{system.code} {system.version}",
        "what": what,
        "count": len(found),
        "changes": [
            [str(each.kind), each.indicator or each.name, str(each.field), each.old[:200], each.new[:200]]
            for each in found[:_MOST_LISTED]
        ],
    }
    record_event(EventKind.SYSTEM_SAVED, by=by, detail=detail)
