"""Every write to a department's library and to the common bank: one transaction with its event."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.enums import EventKind, Sign
from departments.events import record_event
from departments.models import Department, User
from departments.refusal import Refused, check_fields, set_fields
from scoring.models import BankIndicator, BankState, DepartmentIndicator, KeptIndicator

FIELDS = ("group", "level_two", "name", "sign", "target", "target_text", "unit", "evidence")


class RefusedIndicator(Refused):
    """An indicator that is not kept, proposed or accepted, and why."""


def save_own(
    department: Department, indicator_id: int | None, fields: Mapping[str, Any], *, by: User
) -> DepartmentIndicator:
    """Keep a new indicator in a department's library, or change one. Raises RefusedIndicator."""
    with transaction.atomic():
        row = DepartmentIndicator(department=department)
        if indicator_id is not None:
            row = DepartmentIndicator.objects.select_for_update().get(department=department, pk=indicator_id)
        changes = set_fields(row, {name: fields[name] for name in FIELDS})
        _check(row, DepartmentIndicator.objects.filter(department=department))
        row.save()
        if changes or indicator_id is None:
            _record(department, row, "kept", by=by, changes=changes)
        return row


def switch_own(department: Department, indicator_id: int, *, active: bool, by: User) -> DepartmentIndicator:
    """Take an indicator of the library out of use, or back into it; reports that used it keep it."""
    with transaction.atomic():
        row = DepartmentIndicator.objects.select_for_update().get(department=department, pk=indicator_id)
        if row.is_active != active:
            row.is_active = active
            row.save(update_fields=("is_active",))
            _record(department, row, "in use" if active else "out of use", by=by)
        return row


def propose_to_bank(department: Department, indicator_id: int, *, by: User) -> BankIndicator:
    """Propose an indicator of the library to the common bank. Raises RefusedIndicator where it is known there."""
    with transaction.atomic():
        row = DepartmentIndicator.objects.get(department=department, pk=indicator_id)
        known = BankIndicator.objects.filter(
            group=row.group, name=row.name, state__in=(BankState.PROPOSED, BankState.ACCEPTED)
        ).first()
        if known is not None:
            raise RefusedIndicator(
                _("“%(name)s”在共性库中已经有了，或者正在等待审核。") % {"name": row.name}
            )
        proposed = BankIndicator(
            **{name: getattr(row, name) for name in FIELDS}, proposed_by=department, proposed_at=timezone.now()
        )
        proposed.save()
        _record(department, row, "proposed", by=by)
        return proposed


def decide_proposal(indicator_id: int, *, accept: bool, answer: str, by: User) -> BankIndicator:
    """Take a proposal into the bank or decline it with a reason. Raises RefusedIndicator when it was decided before."""
    answer = answer.strip()[:200]
    if not accept and len(answer) < 2:
        raise RefusedIndicator(_("不采纳的请写明理由。"))
    with transaction.atomic():
        row = BankIndicator.objects.select_for_update(of=("self",)).select_related("proposed_by").get(pk=indicator_id)
        if row.state != BankState.PROPOSED:
            raise RefusedIndicator(_("这条建议已经处理过了。"))
        row.state = BankState.ACCEPTED if accept else BankState.DECLINED
        row.decided_by, row.decided_at, row.answer = by, timezone.now(), answer
        row.save()
        _record(row.proposed_by, row, "accepted" if accept else "declined", by=by, changes={"answer": ["", answer]})
        return row


def save_bank(indicator_id: int | None, fields: Mapping[str, Any], *, by: User) -> BankIndicator:
    """Put an indicator into the common bank, or change one of it. Raises RefusedIndicator."""
    with transaction.atomic():
        row = BankIndicator(state=BankState.ACCEPTED, decided_by=by, decided_at=timezone.now())
        if indicator_id is not None:
            row = BankIndicator.objects.select_for_update().get(pk=indicator_id, state=BankState.ACCEPTED)
        changes = set_fields(row, {name: fields[name] for name in FIELDS})
        _check(row, BankIndicator.objects.filter(state__in=(BankState.PROPOSED, BankState.ACCEPTED)))
        row.save()
        if changes or indicator_id is None:
            _record(None, row, "in the bank", by=by, changes=changes)
        return row


def retire_bank(indicator_id: int, *, by: User) -> BankIndicator:
    """Take an indicator out of the common bank; whoever picked it keeps it."""
    with transaction.atomic():
        row = BankIndicator.objects.select_for_update().get(pk=indicator_id, state=BankState.ACCEPTED)
        row.state = BankState.RETIRED
        row.save(update_fields=("state",))
        _record(None, row, "out of the bank", by=by)
        return row


def _check(row: KeptIndicator, others: QuerySet[Any]) -> None:
    if others.filter(group=row.group, name=row.name).exclude(pk=row.pk).exists():
        raise RefusedIndicator(_("库中已经有名为“%(name)s”的指标。") % {"name": row.name})
    if row.sign == Sign.QUALITATIVE:
        if not row.target_text.strip():
            raise RefusedIndicator(_("定性指标请写明目标。"))
    elif row.target is None:
        raise RefusedIndicator(_("定量指标请填写指标值。"))
    check_fields(row, RefusedIndicator)


def _record(
    department: Department | None, row: KeptIndicator, what: str, *, by: User, changes: Mapping[str, Any] | None = None
) -> None:
    detail = {
        "library": department.code if department else "bank", "what": what, "name": row.name,
        "changes": dict(changes or {}),
    }  # fmt: skip
    record_event(EventKind.SYSTEM_SAVED, by=by, detail=detail)
