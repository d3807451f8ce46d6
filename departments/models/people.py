"""Accounts and what they may do: users, their memberships, their former passwords."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from departments.enums import MANAGEMENT_ROLES, UNIT_ROLES, Role
from departments.models.organisation import Department, Division


class Theme(models.TextChoices):
    """How the screen looks for one person."""

    LIGHT = "light", _("浅色")
    DARK = "dark", _("深色")


class UserManager(BaseUserManager["User"]):
    """Finds users by account name; accounts are created by `departments.people`."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Account names are compared without regard to case, as people type them."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """One person, one account. Rights come from memberships only."""

    username = models.CharField(_("账号"), max_length=40, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    phone = models.CharField(_("联系电话"), max_length=30, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    is_demo = models.BooleanField(_("演示账号"), default=False)
    must_change_password = models.BooleanField(_("须修改密码"), default=True)
    password_changed_at = models.DateTimeField(_("密码修改时间"), default=timezone.now)
    theme = models.CharField(_("界面"), max_length=10, choices=Theme, default=Theme.LIGHT)
    created_at = models.DateTimeField(_("建立时间"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("username",)
        constraints = (models.CheckConstraint(condition=models.Q(theme__in=Theme.values), name="user_theme_known"),)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one person, in a department, in a division of the finance bureau, or in the bureau as a whole."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    department = models.ForeignKey(
        Department, verbose_name=_("单位"), null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    division = models.ForeignKey(
        Division, verbose_name=_("股室"), null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )

    class Meta:
        ordering = ("user_id", "role", "id")
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=(
                    models.Q(role__in=sorted(UNIT_ROLES), department__isnull=False, division__isnull=True)
                    | models.Q(role=Role.REVIEWER, department__isnull=False, division__isnull=True)
                    | models.Q(role=Role.REVIEWER, department__isnull=True, division__isnull=False)
                    | models.Q(
                        role__in=sorted({Role.CHIEF, *MANAGEMENT_ROLES}), department__isnull=True, division__isnull=True
                    )
                ),
                name="membership_scope_fits_role",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "department"),
                condition=models.Q(department__isnull=False),
                name="membership_once_in_department",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "division"),
                condition=models.Q(division__isnull=False),
                name="membership_once_in_division",
            ),
            models.UniqueConstraint(
                fields=("user", "role"),
                condition=models.Q(department__isnull=True, division__isnull=True),
                name="membership_once_in_bureau",
            ),
            models.UniqueConstraint(
                fields=("user",),
                condition=models.Q(role__in=sorted(MANAGEMENT_ROLES)),
                name="management_posts_exclude_each_other",
                violation_error_message=_("系统管理员、安全管理员、审计管理员不能由同一人担任。"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class FormerPassword(models.Model):
    """A hash of a password once used, so that it is not taken again (等保 2.0)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=256)
    used_until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-used_until", "-id")
