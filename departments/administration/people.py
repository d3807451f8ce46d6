"""Pages for accounts: the list, one account, what is done with it. First passwords are shown once, here."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from departments.access import the_user
from departments.accounts.first_password import make_first_password
from departments.accounts.lockout import locked_until
from departments.accounts.unlocking import unlock_account
from departments.administration.answers import carried_out, listed, stored
from departments.administration.forms.people import NewPersonForm, PersonForm, RoleForm
from departments.enums import Role
from departments.models import Membership, User
from departments.people import create_user, deactivate_user, reactivate_user, reset_password, save_user
from departments.permissions import only_if, runs_accounts
from departments.refusal import Refused

NO_ROLE = "none"


@require_safe
@only_if(runs_accounts)
def users(request: HttpRequest) -> HttpResponse:
    """All accounts; searched by account, name or department, filtered by role."""
    words, role = request.GET.get("words", "").strip(), request.GET.get("role", "")
    found = User.objects.prefetch_related("memberships__department", "memberships__division")
    if words:
        held = Membership.objects.filter(Q(department__name__icontains=words) | Q(department__code__startswith=words))
        found = found.filter(Q(username__icontains=words) | Q(name__icontains=words) | Q(pk__in=held.values("user")))
    if role in Role.values:
        found = found.filter(pk__in=Membership.objects.filter(role=role).values("user"))
    elif role == NO_ROLE:
        found = found.filter(memberships=None)
    context = {**listed(request, found), "words": words, "role": role, "roles": Role.choices, "no_role": NO_ROLE}
    return render(request, "administration/users.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_accounts)
@never_cache
def new_user(request: HttpRequest) -> HttpResponse:
    """A new account. The answer to the form shows the first password, which nobody can see again."""
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        password = make_first_password(User(username=told["username"]))
        try:
            user = create_user(**told, password_hash=password.encoded, by=the_user(request))
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _first_password(request, user, password.plain)
    return render(request, "administration/new_user.html", {"form": form})


def _first_password(request: HttpRequest, user: User, password: str) -> HttpResponse:
    return render(request, "administration/first_passwords.html", {"made": [(user, password)], "person": user})


@require_http_methods(["GET", "HEAD", "POST"])
@only_if(runs_accounts)
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    """One account: what is known of the person, the roles, the lock."""
    person = get_object_or_404(User, pk=user_id)
    form = PersonForm(request.POST or None, initial=PersonForm.of(person))

    def save() -> None:
        save_user(person, **form.cleaned_data, by=the_user(request))

    if request.method == "POST" and stored(request, form, save, _("用户信息已保存。")):
        return redirect("user", person.pk)
    return render(request, "administration/user.html", user_context(request, person, form=form))


def user_context(
    request: HttpRequest, person: User, *, form: PersonForm | None = None, role_form: RoleForm | None = None
) -> dict[str, object]:
    """What the page of an account shows; `role_form` when a role was refused."""
    return {
        "person": person,
        "form": form or PersonForm(initial=PersonForm.of(person)),
        "role_form": role_form or RoleForm(),
        "memberships": person.memberships.select_related("department", "division"),
        "locked_until": locked_until(person.username),
        "is_self": person.pk == the_user(request).pk,
    }


@require_POST
@only_if(runs_accounts)
@never_cache
def new_password(request: HttpRequest, user_id: int) -> HttpResponse:
    """A first password anew, for somebody who has forgotten the own one."""
    person = get_object_or_404(User, pk=user_id)
    if person.pk == the_user(request).pk:
        messages.error(request, _("自己的密码请在“修改密码”页修改。"))
        return redirect("user", person.pk)
    password = make_first_password(person)
    reset_password(person, password=password.plain, by=the_user(request))
    unlock_account(person, by=the_user(request))
    return _first_password(request, person, password.plain)


@require_POST
@only_if(runs_accounts)
def unlock(request: HttpRequest, user_id: int) -> HttpResponse:
    """Let somebody try again after too many failures."""
    person = get_object_or_404(User, pk=user_id)
    if unlock_account(person, by=the_user(request)):
        messages.success(request, _("已解除锁定，可以再次登录。"))
    else:
        messages.info(request, _("这个账号没有被锁定。"))
    return redirect("user", person.pk)


@require_POST
@only_if(runs_accounts)
def deactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    """Close an account."""
    person = get_object_or_404(User, pk=user_id)
    carried_out(request, lambda: deactivate_user(person, by=the_user(request)), _("账号已停用，不能再登录。"))
    return redirect("user", person.pk)


@require_POST
@only_if(runs_accounts)
def reactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    """Open a closed account again."""
    person = get_object_or_404(User, pk=user_id)
    carried_out(request, lambda: reactivate_user(person, by=the_user(request)), _("账号已启用，角色与停用前相同。"))
    return redirect("user", person.pk)
