"""What a person is to a report: decided here, once, for buttons, pages and writes."""

from departments.enums import UNIT_ROLES, Role
from departments.models import Membership, Report, ReviewAssignment, User
from scoring.workflow.transitions import TRANSITIONS, Action, Actor


def assigned_steps(report: Report, user: User) -> set[int]:
    """The review steps for which this person was named, for the department or for its division."""
    rows = ReviewAssignment.objects.filter(campaign=report.campaign_id, user=user)
    return {
        step
        for step, department, division in rows.values_list("step", "department", "division")
        if department == report.department_id or (division and division == report.department.division_id)
    }


def standing(report: Report, user: User) -> frozenset[Actor]:
    """What this person is to the report now. Two queries.

    Nobody reviews or settles a report of a department in which they fill or sign.
    """
    memberships = set(Membership.objects.filter(user=user).values_list("role", "department"))
    roles = {role for role, _department in memberships}
    found: set[Actor] = set()
    if (Role.PREPARER, report.department_id) in memberships:
        found.add(Actor.PREPARER)
    if (Role.HEAD, report.department_id) in memberships:
        found.add(Actor.HEAD)
    if Role.SYSTEM_ADMIN in roles:
        found.add(Actor.BUREAU)
    belongs = any(role in UNIT_ROLES and department == report.department_id for role, department in memberships)
    if belongs:
        return frozenset(found)
    if Role.CHIEF in roles:
        found.add(Actor.CHIEF)
    if {Role.REVIEWER, Role.CHIEF} & roles and report.step in assigned_steps(report, user):
        found.add(Actor.REVIEWER)
        if report.step == len(report.campaign.steps):
            found.add(Actor.LAST_REVIEWER)
    return frozenset(found)


def fits(report: Report, action: Action) -> bool:
    """Whether the action exists in the present state and under the settings of the campaign, whoever asks."""
    transition = TRANSITIONS[action]
    if report.state not in transition.sources:
        return False
    if transition.only_if_head_signs not in (None, report.campaign.head_signs):
        return False
    if action is Action.PASS_ON:
        return report.step < len(report.campaign.steps)
    if action is Action.APPROVE:
        return report.step == len(report.campaign.steps)
    if action is Action.RETURN_TO_STEP:
        return report.step > 1
    return True


def possible_actions(report: Report, actors: frozenset[Actor]) -> list[Action]:
    """What somebody of this standing can do with the report now, in the order of the table."""
    return [action for action, transition in TRANSITIONS.items() if transition.actors & actors and fits(report, action)]
