"""The table of transitions as a page for people who read docs: made from the table, so that it cannot be wrong."""

from collections.abc import Iterable, Iterator

from departments.enums import ReportState
from scoring.workflow.labels import LABELS, SIDES
from scoring.workflow.transitions import TRANSITIONS, Actor, Transition

HEAD = """# States of a report

Written by `manage.py describe_states` from `scoring/workflow/transitions.py`; a test compares the two.
Nothing but `scoring.workflow.moving.carry_out` changes a state: under the lock on the report, with a conditional
update, one event in the trail and the notices in the same transaction. Of two people who act at once one wins; the
other is told what the report is now.
"""

STEPS = {
    "enter": "step 1, or the step that returned it",
    "leave": "0, or the step that returned it",
    "next": "one further",
    "back": "an earlier one",
}


def describe_states() -> str:
    """The whole page as Markdown."""
    return "\n".join([HEAD, *_states(), "", *_transitions(), "", *_guards(), ""])


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _states() -> Iterator[str]:
    yield "## States and what each side calls them\n"
    yield _row(["state", "in the database", *(str(name) for name in SIDES.values())])
    yield _row(["---"] * (2 + len(SIDES)))
    for state in ReportState:
        yield _row([state.label, f"`{state.value}`", *(LABELS[state][side] for side in SIDES)])


def _transitions() -> Iterator[str]:
    yield "## Transitions\n"
    yield _row(["action", "", "from", "to", "by", "reason", "freezes a version", "review step"])
    yield _row(["---"] * 8)
    for row in TRANSITIONS.values():
        yield _row(
            [
                row.label,
                f"`{row.action.value}`",
                _states_of(row),
                row.target.label if row.target else "back to where it came from",
                "、".join(str(actor.label) for actor in Actor if actor in row.actors),
                "required" if row.needs_reason else "",
                "yes" if row.freezes else "",
                STEPS.get(row.step, ""),
            ]
        )


def _states_of(row: Transition) -> str:
    return "、".join(str(state.label) for state in ReportState if state in row.sources)


def _guards() -> Iterator[str]:
    yield "## Guards beside the table\n"
    for row in TRANSITIONS.values():
        if row.only_if_head_signs is not None:
            word = "where a head signs" if row.only_if_head_signs else "where no head signs"
            yield f"- {row.label} `{row.action.value}`: only {word} (a setting of the campaign)."
    yield from (
        "- `pass_on` exists before the last step, `approve` at the last one, `return_to_step` after the first.",
        "- Whoever fills or signs in the department of the report neither reviews nor settles it.",
        "- Sending: nothing missing, no error, each warning explained, each comment answered, within the closing time"
        " of the unit or its extension.",
        "- Reviewing: begun by an explicit act; passing on and settling need a score in each row and a reason for"
        " each difference; returning to the unit needs at least one open comment to it, and opens the sections that"
        " hold one.",
    )
