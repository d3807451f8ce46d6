"""The seam of every importer: what a file would change is kept here until its owner says yes, or for a day.

An importer stores whatever it needs as `payload`, shows it, and takes the proposal inside the transaction that
carries it out, so that a second click or a second tab finds it gone.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.importing.refusal import RefusedImport
from departments.models import ImportProposal, User

LIFE = timedelta(hours=24)


def keep_proposal(kind: str, *, file_name: str, payload: dict[str, Any], by: User) -> ImportProposal:
    """Store a proposal; an older one of this person and kind is given up, and so are all that have expired."""
    with transaction.atomic():
        ImportProposal.objects.filter(owner=by, kind=kind, consumed_at=None).delete()
        ImportProposal.objects.filter(created_at__lt=timezone.now() - LIFE).delete()
        return ImportProposal.objects.create(kind=kind, owner=by, file_name=file_name[:200], payload=payload)


def find_proposal(kind: str, key: UUID, *, by: User) -> ImportProposal | None:
    """A proposal of this person that still waits for the word, or None."""
    born = timezone.now() - LIFE
    return ImportProposal.objects.filter(kind=kind, key=key, owner=by, consumed_at=None, created_at__gte=born).first()


def take_proposal(proposal: ImportProposal) -> None:
    """Mark it as carried out; must run inside the transaction that does so. Raises RefusedImport for the second."""
    waiting = ImportProposal.objects.filter(pk=proposal.pk, consumed_at=None)
    # What it held is stored elsewhere now, and personal data is not kept twice.
    if not waiting.update(consumed_at=timezone.now(), payload={}):
        raise RefusedImport(_("这次导入已经办理过，或者已被新的上传代替。"))
