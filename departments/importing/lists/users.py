"""People with their roles from a list: a row is one role of one person; several rows give one person several roles."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from departments.enums import Role
from departments.importing.lists.outcome import Effect, Outcome, changed_fields
from departments.importing.refusal import RefusedImport
from departments.importing.sheets.table import Column, TableRow
from departments.lookup import find_department, find_division, plain
from departments.models import Department, Division, Membership, User
from departments.people import create_user, grant_role, save_user

COLUMNS = (
    Column(
        "username",
        gettext_lazy("账号"),
        gettext_lazy("建议用姓名拼音。已有的账号按姓名核对，可以补充角色和联系方式。"),
        required=True,
        aliases=("登录账号", "用户名"),
    ),
    Column(
        "name",
        gettext_lazy("姓名"),
        gettext_lazy("本人姓名。一人一个账号，不共用。"),
        required=True,
        aliases=("用户姓名",),
    ),
    Column(
        "role",
        gettext_lazy("角色"),
        gettext_lazy("每行一个角色；兼任的另起一行，账号、姓名照填。"),
        choices=tuple(map(str, Role.labels)),
    ),
    Column(
        "department",
        gettext_lazy("单位"),
        gettext_lazy("预算单位编码或者单位全称。填报人、单位负责人、主管部门的审核人必填。"),
        aliases=("所在单位", "单位名称", "单位编码", "主管部门"),
    ),
    Column(
        "division",
        gettext_lazy("财政业务股室"),
        gettext_lazy("业务股室的审核人必填，写股室编码或者名称。"),
        aliases=("股室", "业务股室"),
    ),
    Column("phone", gettext_lazy("联系电话"), gettext_lazy("不填的保持原样。"), aliases=("电话", "手机", "手机号")),
    Column("email", gettext_lazy("电子邮箱"), gettext_lazy("不填的保持原样。"), aliases=("邮箱", "电子邮件")),
)
_LABELS = {"phone": gettext_lazy("联系电话"), "email": gettext_lazy("电子邮箱")}
_ROLES = {str(role.label): role for role in Role}


def carry_out_person(row: TableRow, *, password_hash: Callable[[], str], by: User) -> Outcome:
    """Create the account or complete it, and give the role. Raises Refused."""
    role, department, division = _read_role(row)
    user = User.objects.filter(username__iexact=plain(row.get("username"))).first()
    said: list[str] = []
    if user is None:
        user = create_user(
            username=row.get("username"),
            name=row.get("name"),
            phone=row.get("phone"),
            email=row.get("email"),
            password_hash=password_hash(),
            by=by,
        )
        effect = Effect.NEW
        said.append(_("新建账号"))
    else:
        said += _complete(user, row, by=by)
        effect = Effect.CHANGE if said else Effect.SAME
    if role and _grant(user, role, department, division, by=by):
        said.append(_("授予角色：%(role)s") % {"role": _scope(role, department, division)})
        effect = Effect.CHANGE if effect == Effect.SAME else effect
    return Outcome(row.number, f"{user.name}（{user.username}）", effect.value, said)


def _read_role(row: TableRow) -> tuple[Role | None, Department | None, Division | None]:
    department = find_department(row.get("department"))
    division = find_division(row.get("division"))
    wrong = list(_wrong(row, department, division))
    if wrong:
        raise RefusedImport(" ".join(wrong))
    return _ROLES.get(row.get("role")), department, division


def _wrong(row: TableRow, department: Department | None, division: Division | None) -> Iterator[str]:
    """Everything that is wrong with the row at once, so that nobody has to come back for each."""
    if not row.get("username"):
        yield _("没有填账号。")
    if not row.get("name"):
        yield _("没有填姓名。")
    if row.get("role") and row.get("role") not in _ROLES:
        yield _("没有“%(role)s”这个角色，可以填：%(roles)s。") % {"role": row.get("role"), "roles": "、".join(_ROLES)}
    if row.get("department") and department is None:
        yield _("没有编码或名称为“%(words)s”的单位。") % {"words": row.get("department")}
    if row.get("division") and division is None:
        yield _("没有编码或名称为“%(words)s”的股室。") % {"words": row.get("division")}
    if not row.get("role") and (row.get("department") or row.get("division")):
        yield _("填了单位或股室，没有填角色。")


def _complete(user: User, row: TableRow, *, by: User) -> list[str]:
    if user.name != row.get("name"):
        raise RefusedImport(
            _("账号“%(username)s”已是“%(known)s”的，与表中的姓名“%(name)s”不符。")
            % {"username": user.username, "known": user.name, "name": row.get("name")}
        )
    old = {"phone": user.phone, "email": user.email}
    new = {key: row.get(key) or value for key, value in old.items()}
    save_user(user, name=user.name, **new, by=by)
    return changed_fields(_LABELS, old, new)


def _grant(user: User, role: Role, department: Department | None, division: Division | None, *, by: User) -> bool:
    if Membership.objects.filter(user=user, role=role, department=department, division=division).exists():
        return False
    grant_role(user, role, department=department, division=division, by=by)
    return True


def _scope(role: Role, department: Department | None, division: Division | None) -> str:
    where = department.name if department else division.name if division else ""
    return f"{role.label} {where}".strip()
