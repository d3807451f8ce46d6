"""Who can do what, written by hand: one row an action, with a state in which the action exists."""

import pytest
from django.db import transaction

from departments.campaigns import assign_reviewer
from departments.enums import Role
from departments.models import Campaign
from departments.people import grant_role
from scoring.workflow.moving import MoveRefused, carry_out
from scoring.workflow.standing import possible_actions, standing
from scoring.workflow.transitions import TRANSITIONS, Action
from tests import factories

PEOPLE = (
    "clerk", "head", "clerk_of_another", "head_of_another", "supervisor", "reviewer", "reviewer_of_another", "chief",
    "system_admin", "security_admin", "auditor", "nobody",
)  # fmt: skip

# action: (state, review step, whether a head signs, the people who may)
MAY = {
    "ask_for_signature": ("draft", 0, True, {"clerk"}),
    "send": ("draft", 0, False, {"clerk"}),
    "sign_and_send": ("signing", 0, True, {"head"}),
    "hand_back": ("signing", 0, True, {"head"}),
    "recall": ("submitted", 1, True, {"clerk", "head"}),
    "begin_review": ("submitted", 1, True, {"reviewer"}),
    "pass_on": ("in_review", 1, True, {"reviewer"}),
    "return_to_unit": ("in_review", 1, True, {"reviewer"}),
    "return_to_step": ("in_review", 2, True, {"chief"}),
    "approve": ("in_review", 2, True, {"chief"}),
    "reopen": ("approved", 2, True, {"chief"}),
    "publish": ("approved", 2, True, {"chief"}),
    "unpublish": ("published", 2, True, {"chief"}),
    "withdraw": ("draft", 0, True, {"chief", "system_admin"}),
    "restore": ("withdrawn", 0, True, {"chief", "system_admin"}),
}

STATES = ("draft", "signing", "submitted", "in_review", "returned", "approved", "published", "withdrawn")

# state at step 1 of 2, where a head signs: everything that somebody can do with a report there
EXISTS = {
    "draft": {"ask_for_signature", "withdraw"},
    "signing": {"sign_and_send", "hand_back"},
    "submitted": {"recall", "begin_review"},
    "in_review": {"pass_on", "return_to_unit"},
    "returned": {"ask_for_signature"},
    "approved": {"reopen", "publish"},
    "published": {"unpublish"},
    "withdrawn": {"restore"},
}


def succeeds(report, action, person):
    """Whether the step is carried out; it is taken back at once."""
    try:
        with transaction.atomic():
            carry_out(report.pk, Action(action), by=person, reason="理由写在这里")
            transaction.set_rollback(True)
    except MoveRefused:
        return False
    return True


def test_each_action_has_a_row_here():
    assert set(MAY) == {action.value for action in Action} == {action.value for action in TRANSITIONS}


@pytest.mark.parametrize("action", MAY)
def test_only_these_people_may(action, county, at):
    state, step, head_signs, people = MAY[action]
    Campaign.objects.update(head_signs=head_signs)
    report = at(state, step=step)
    assert {name for name in PEOPLE if succeeds(report, action, county.people[name])} == people


@pytest.mark.parametrize("action", MAY)
def test_buttons_are_offered_to_the_same_people(action, county, at):
    state, step, head_signs, people = MAY[action]
    Campaign.objects.update(head_signs=head_signs)
    report = at(state, step=step)
    offered = {name for name in PEOPLE if action in possible_actions(report, standing(report, county.people[name]))}
    assert offered == people


@pytest.mark.parametrize("state", STATES)
def test_only_these_actions_exist_in_a_state(state, county, at):
    report = at(state, step=1)
    people = [county.people[name] for name in ("clerk", "head", "reviewer", "chief")]
    done = {action for action in MAY for person in people if succeeds(report, action, person)}
    assert done == EXISTS[state]


def test_reviewer_of_the_other_step_waits(county, at):
    report = at("in_review", step=2)
    assert not succeeds(report, "return_to_unit", county.people["reviewer"])
    assert succeeds(report, "return_to_unit", county.people["chief"])


@pytest.mark.parametrize("role", ["preparer", "head"])
def test_who_fills_or_signs_in_the_department_does_not_review_it(role, county, at):
    reviewer = county.people["reviewer"]
    grant_role(reviewer, Role(role), department=county.department, by=None)
    assert not succeeds(at("in_review", step=1), "pass_on", reviewer)
    chief = county.people["chief"]
    grant_role(chief, Role(role), department=county.department, by=None)
    assert not succeeds(at("in_review", step=2), "approve", chief)
    assert not succeeds(at("approved", step=2), "reopen", chief)


def test_assignment_without_the_role_of_a_reviewer_gives_nothing(county, at):
    nobody = county.people["nobody"]
    assign_reviewer(county.report.campaign, step=1, user=nobody, department=county.department, by=None)
    assert not succeeds(at("submitted", step=1), "begin_review", nobody)


def test_reviewer_named_for_the_department_alone_reviews_it(county, at):
    other = county.people["reviewer_of_another"]
    assign_reviewer(county.report.campaign, step=1, user=other, department=county.department, by=None)
    assert succeeds(at("submitted", step=1), "begin_review", other)


def test_assignment_of_another_year_does_not_count(county, at):
    other = county.people["reviewer_of_another"]
    assign_reviewer(factories.campaign(2022), step=1, user=other, department=county.department, by=None)
    assert not succeeds(at("submitted", step=1), "begin_review", other)


def test_standing_costs_two_queries(county, at, django_assert_num_queries):
    report = at("in_review", step=1)
    with django_assert_num_queries(2):
        standing(report, county.people["reviewer"])
