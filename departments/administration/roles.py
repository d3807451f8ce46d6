"""Giving roles to an account and taking them away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from departments.access import the_user
from departments.administration.answers import carried_out, stored
from departments.administration.forms.people import RoleForm
from departments.administration.people import user_context
from departments.enums import Role
from departments.models import Membership, User
from departments.people import grant_role, revoke_role
from departments.permissions import only_if, runs_accounts


@require_POST
@only_if(runs_accounts)
def grant(request: HttpRequest, user_id: int) -> HttpResponse:
    """Give a role; a refusal is told in the form."""
    person = get_object_or_404(User, pk=user_id)
    form = RoleForm(request.POST)

    def give() -> None:
        told = form.cleaned_data
        grant_role(
            person,
            Role(told["role"]),
            department=told["department"],
            division=told["division"],
            by=the_user(request),
        )

    if stored(request, form, give, _("角色已授予。")):
        return redirect("user", person.pk)
    return render(request, "administration/user.html", user_context(request, person, role_form=form))


@require_POST
@only_if(runs_accounts)
def revoke(request: HttpRequest, user_id: int, membership_id: int) -> HttpResponse:
    """Take a role away."""
    membership = get_object_or_404(Membership.objects.select_related("user"), pk=membership_id, user=user_id)
    carried_out(request, lambda: revoke_role(membership, by=the_user(request)), _("角色已撤销。"))
    return redirect("user", user_id)
