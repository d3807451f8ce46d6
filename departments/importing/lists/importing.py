"""From an uploaded list to a proposal, and from the person's word to what is stored: all of it or nothing.

The proposal is made by carrying the list out and taking it back, so that it can promise nothing that the rules of
`departments.people` and `departments.organisation` would refuse afterwards.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.accounts.first_password import FirstPassword, make_first_password
from departments.enums import EventKind
from departments.events import record_event
from departments.importing.lists import departments, users
from departments.importing.lists.outcome import Effect, Outcome
from departments.importing.proposal import find_proposal, keep_proposal, take_proposal
from departments.importing.refusal import RefusedImport
from departments.importing.sheets.table import Column, TableRow, read_table
from departments.lookup import plain
from departments.models import ImportProposal, User
from departments.permissions import Rule, runs_accounts, runs_campaigns
from departments.refusal import Refused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Carried out in one transaction, for which all saves wait on SQLite: some seconds at most.
MOST_ROWS = 500
NO_PASSWORD = "!"  # noqa: S105  # a hash that no password has

Passwords = dict[int, FirstPassword]


class CarryOut(Protocol):
    """What a row of a list does; raises Refused. `password_hash` gives the hash for a new account."""

    def __call__(self, row: TableRow, *, password_hash: Callable[[], str], by: User) -> Outcome:
        """Carry the row out."""


@dataclass(frozen=True)
class ListKind:
    """A kind of list. `key` names the column by which a row is known; twice the same is an error unless `repeats`."""

    kind: str
    title: "StrOrPromise"
    columns: Sequence[Column]
    rule: Rule
    key: str
    carry_out: CarryOut
    repeats: bool = False
    ordered: Callable[[Sequence[TableRow]], Sequence[TableRow]] = tuple


KINDS = {
    each.kind: each
    for each in (
        ListKind(
            "users",
            gettext_lazy("用户"),
            users.COLUMNS,
            runs_accounts,
            "username",
            users.carry_out_person,
            repeats=True,
        ),
        ListKind(
            "departments",
            gettext_lazy("单位"),
            departments.COLUMNS,
            runs_campaigns,
            "code",
            lambda row, *, password_hash, by: departments.carry_out_department(row, by=by),
            ordered=departments.supervisors_first,
        ),
    )
}


@dataclass(frozen=True)
class Confirmed:
    """What was carried out, and the first passwords of the new accounts, which exist nowhere else."""

    outcomes: list[Outcome]
    passwords: list[tuple[User, str]] = field(default_factory=list)


def propose_list(kind: ListKind, *, content: bytes, name: str, by: User) -> ImportProposal:
    """Read a list and keep what it would do. Raises Refused for a file that is not such a list; stores nothing else."""
    table = read_table(content, name, kind.columns)
    if not table.rows:
        raise RefusedImport(_("工作表“%(sheet)s”的表头下面没有内容。") % {"sheet": table.sheet})
    if len(table.rows) > MOST_ROWS:
        raise RefusedImport(
            _("表中有 %(count)s 行，一次最多导入 %(most)s 行，请拆成几个文件。")
            % {"count": len(table.rows), "most": MOST_ROWS}
        )
    with transaction.atomic():
        outcomes = _carry_out(kind, table.rows, password_hash=lambda row: NO_PASSWORD, by=by)
        transaction.set_rollback(True)
    payload = {
        "sheet": table.sheet,
        "ignored": table.ignored,
        "rows": [{"number": row.number, "cells": row.cells} for row in table.rows],
        "outcomes": [outcome.plain() for outcome in outcomes],
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return keep_proposal(kind.kind, file_name=name, payload=payload, by=by)


def proposed(proposal: ImportProposal) -> list[Outcome]:
    """What a proposal would do, in the order of the file."""
    return [Outcome(**outcome) for outcome in proposal.payload["outcomes"]]


def confirm_list(kind: ListKind, key: UUID, *, by: User) -> Confirmed:
    """Carry out a proposal of this person. Raises RefusedImport when a row no longer does what it promised."""
    proposal = find_proposal(kind.kind, key, by=by)
    if proposal is None:
        raise RefusedImport(_("这次导入已经办理过，或者已经过期，请重新上传。"))
    payload, promised = proposal.payload, proposed(proposal)
    if any(outcome.errors for outcome in promised):
        raise RefusedImport(_("表中还有错误，请改正后重新上传。"))
    rows = [TableRow(row["number"], row["cells"]) for row in payload["rows"]]
    passwords = _first_passwords(rows, promised) if kind.carry_out is users.carry_out_person else {}
    with transaction.atomic():
        take_proposal(proposal)
        outcomes = _carry_out(kind, rows, password_hash=lambda row: passwords[row].encoded, by=by)
        if outcomes != promised:
            raise RefusedImport(_("上传以后资料有变化，这次导入没有办理，请重新上传核对。"))
        detail = {"file": proposal.file_name, "rows": len(rows), "sha256": payload["sha256"]}
        record_event(EventKind.IMPORTED, by=by, detail=detail)
    return Confirmed(outcomes, _handed_out(rows, passwords))


def _first_passwords(rows: Sequence[TableRow], promised: Sequence[Outcome]) -> Passwords:
    """Made before the transaction begins: hashing takes its time."""
    new = {outcome.number for outcome in promised if outcome.effect == Effect.NEW}
    return {
        row.number: make_first_password(User(username=plain(row.get("username")))) for row in rows if row.number in new
    }


def _handed_out(rows: Sequence[TableRow], passwords: Passwords) -> list[tuple[User, str]]:
    accounts = {plain(row.get("username")): row.number for row in rows if row.number in passwords}
    made = User.objects.filter(username__in=accounts)
    return [(user, passwords[accounts[user.username]].plain) for user in made]


def _carry_out(
    kind: ListKind, rows: Sequence[TableRow], *, password_hash: Callable[[int], str], by: User
) -> list[Outcome]:
    """Every row in a savepoint of its own; a refused one becomes an error and changes nothing."""
    outcomes = []
    first_seen: dict[str, int] = {}
    for row in rows:
        first_seen.setdefault(plain(row.get(kind.key)).casefold(), row.number)
    for row in kind.ordered(rows):
        first = first_seen[plain(row.get(kind.key)).casefold()]
        try:
            if not kind.repeats and first != row.number:
                raise RefusedImport(_("与第 %(row)s 行的编码重复。") % {"row": first})
            with transaction.atomic():
                outcomes.append(kind.carry_out(row, password_hash=partial(password_hash, row.number), by=by))
        except Refused as refusal:
            title = row.get("name") or row.get(kind.key)
            outcomes.append(Outcome(row.number, title, Effect.WRONG.value, errors=[refusal.message]))
    return sorted(outcomes, key=lambda outcome: outcome.number)
