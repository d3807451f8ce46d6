"""Who gets what at every address: one entry a URL name. A new address without an entry fails the walk.

To add one: find its name in urls.py and write

    "name": Case(
        args=on_report,                           # what stands in the address; nothing if it has no parameters
        draft=Answers(get=only("clerk", "head"), post=NOT_ALLOWED),
        sent=Answers(get=only(*READERS), post=NOT_ALLOWED),   # only where a report stands in the address
    ),

`draft` is asked with a report that is being filled in, or with none; `sent` with one that a reviewer has before them;
`published` with one that is public: where it is not said, whoever could read it when it was sent can read it still.
Where two addresses share a name, the entry is named with the parameters: "report_panel(key, report_id)".

People are those of `tests.factories.county`, and "outsider", who is not signed in. An outsider is always sent to the
sign-in page, if not said otherwise by `outsider=`. What is posted stands in `data`; choose it so that a person who may
post gets another status than one who may not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from departments.importing.proposal import keep_proposal
from evalportal.models import CampaignExport, StoredDocument
from scoring.editing.workbook_views import KIND
from scoring.library.actions import decide_proposal, propose_to_bank, save_own
from scoring.models import IndicatorSystem
from scoring.system_store import read_system_rows
from scoring.systems import write_system

PEOPLE = (
    "clerk",
    "head",
    "clerk_of_another",
    "head_of_another",
    "supervisor",
    "reviewer",
    "reviewer_of_another",
    "chief",
    "system_admin",
    "security_admin",
    "auditor",
    "nobody",
)
OUTSIDER = "outsider"
SIGN_IN = 302

UNIT = ("clerk", "head")
REVIEWERS = ("supervisor", "reviewer", "reviewer_of_another", "chief")
REVIEWERS_OF_IT = ("supervisor", "reviewer", "chief")
READERS = ("clerk", "head", "supervisor", "reviewer", "chief")
# The chief sees drafts as well, to know who is late.
READERS_OF_A_DRAFT = ("clerk", "head", "chief")


def only(*people: str, then: int = 200, others: int = 404, outsider: int = SIGN_IN) -> Mapping[str, int]:
    """These people get `then`, everybody else who is signed in gets `others`."""
    assert set(people) <= set(PEOPLE), people
    return {person: then if person in people else others for person in PEOPLE} | {OUTSIDER: outsider}


def everybody(status: int = 200, *, outsider: int = SIGN_IN) -> Mapping[str, int]:
    """All who are signed in get the same."""
    return only(*PEOPLE, then=status, outsider=outsider)


NOT_ALLOWED = everybody(405)


@dataclass(frozen=True)
class Answers:
    """Person → status, by method."""

    get: Mapping[str, int]
    post: Mapping[str, int] = field(default_factory=lambda: NOT_ALLOWED)


def nothing(place) -> dict[str, object]:
    return {}


def on_report(place) -> dict[str, object]:
    return {"report_id": place.report.pk}


def on_stored(place) -> dict[str, object]:
    """The first file of what was sent; of a draft, which has none, that of nobody."""
    document = StoredDocument.objects.filter(version__report=place.report).first()
    return {**on_report(place), "document_id": document.pk if document else 0}


def on_export(place) -> dict[str, object]:
    export = CampaignExport.objects.create(
        campaign=place.report.campaign,
        ordered_by=place.county.people["chief"],
        formats=["pdf"],
        state="ready",
        key="0" * 32,
        sha256="0" * 64,
    )
    return {"export_id": export.pk}


def on_section(place) -> dict[str, object]:
    return {**on_report(place), "key": "expenditure"}


def on_row(place) -> dict[str, object]:
    return {**on_report(place), "row_id": place.project.pk}


def on_block(place) -> dict[str, object]:
    return {**on_report(place), "block_id": place.block.pk}


def on_standard_block(place) -> dict[str, object]:
    return {**on_report(place), "block_id": place.standard_block.pk}


def on_file(place) -> dict[str, object]:
    return {**on_report(place), "key": place.attachment.key}


def on_department(place) -> dict[str, object]:
    return {"department_id": place.report.department_id}


def on_unit(place) -> dict[str, object]:
    return {"code": place.report.department.code}


def in_year(place) -> dict[str, object]:
    return {"year": place.report.campaign.year}


def on_public(place) -> dict[str, object]:
    return {**in_year(place), **on_unit(place)}


def on_division(place) -> dict[str, object]:
    return {"division_id": place.county.division.pk}


def on_user(place) -> dict[str, object]:
    return {"user_id": place.county.people["clerk"].pk}


def on_role(place) -> dict[str, object]:
    return {**on_user(place), "membership_id": place.county.people["clerk"].memberships.get().pk}


def on_campaign(place) -> dict[str, object]:
    return {"campaign_id": place.report.campaign_id}


def on_assignment(place) -> dict[str, object]:
    return {**on_campaign(place), "assignment_id": place.assignment.pk}


def on_list(place) -> dict[str, object]:
    return {"kind": "users"}


def on_proposal(place) -> dict[str, object]:
    empty = {"sheet": "用户", "ignored": [], "rows": [], "outcomes": [], "sha256": ""}
    by = place.county.people["security_admin"]
    return {**on_list(place), "key": keep_proposal("users", file_name="用户.xlsx", payload=empty, by=by).key}


def on_reading(place) -> dict[str, object]:
    empty = {
        "report": place.report.pk, "sha256": "", "unit": "", "year": None, "text": "", "changes": [], "unplaced": [],
    }  # fmt: skip
    by = place.county.people["clerk"]
    return {**on_report(place), "key": keep_proposal("report", file_name="报告.docx", payload=empty, by=by).key}


def on_system(place) -> dict[str, object]:
    return {"system_id": IndicatorSystem.objects.get(code="county-a").pk}


def on_indicator(place) -> dict[str, object]:
    return {**on_system(place), "code": "staff_control"}


def on_two_systems(place) -> dict[str, object]:
    return {**on_system(place), "other_id": IndicatorSystem.objects.get(code="county-b").pk}


def on_workbook(place) -> dict[str, object]:
    system, by = IndicatorSystem.objects.get(code="county-a"), place.county.people["system_admin"]
    payload = {"system": system.pk, "seen": system.digest, "spec": write_system(read_system_rows(system))}
    return {**on_system(place), "key": keep_proposal(KIND, file_name="体系.xlsx", payload=payload, by=by).key}


def own_indicator(place):
    values = {
        "group": "output",
        "level_two": "",
        "name": uuid4().hex,
        "sign": "ge",
        "target": "1",
        "unit": "",
        "evidence": "",
    }
    return save_own(place.report.department, None, {**values, "target_text": ""}, by=place.county.people["clerk"])


def on_library(place) -> dict[str, object]:
    return {"department_id": place.report.department_id}


def on_kept(place) -> dict[str, object]:
    return {**on_library(place), "indicator_id": own_indicator(place).pk}


def on_proposed(place) -> dict[str, object]:
    kept, clerk = own_indicator(place), place.county.people["clerk"]
    return {"indicator_id": propose_to_bank(place.report.department, kept.pk, by=clerk).pk}


def on_banked(place) -> dict[str, object]:
    wanted = on_proposed(place)
    decide_proposal(wanted["indicator_id"], accept=True, answer="", by=place.county.people["system_admin"])
    return wanted


def on_own_row(place) -> dict[str, object]:
    return {**on_report(place), "code": "benefits"}


def on_signature(place) -> dict[str, object]:
    return {**on_report(place), "action": "ask_for_signature"}


def projects(place) -> dict[str, object]:
    return {"table": "special_funds/table/projects"}


@dataclass(frozen=True)
class Case:
    """One address. `args` makes its parameters from a place of the county; `json`: posted as a script does.

    `by_head`: asked with HEAD instead of GET, where making the answer takes seconds.
    """

    draft: Answers
    sent: Answers | None = None
    published: Answers | None = None
    args: Callable[..., dict[str, object]] = nothing
    data: Callable[..., dict[str, object]] = nothing
    json: bool = False
    by_head: bool = False


def read_by_the_unit(args) -> Case:
    """A page of clerk and head, before and after sending."""
    return Case(args=args, draft=Answers(get=only(*UNIT)), sent=Answers(get=only(*UNIT)))


def read_by_readers(args, *, by_head: bool = False) -> Case:
    """What everybody may read who may see the report."""
    return Case(
        args=args,
        by_head=by_head,
        draft=Answers(get=only(*READERS_OF_A_DRAFT)),
        sent=Answers(get=only(*READERS)),
    )


def file_of_report(args) -> Case:
    """A file of the report for everybody who may see it."""
    return Case(
        args=args,
        by_head=True,
        draft=Answers(get=only(*READERS_OF_A_DRAFT)),
        sent=Answers(get=only(*READERS, then=302)),
    )


def saving(args, data=nothing, *, then: int = 200, sent: int = 423) -> Case:
    """An address of autosave: the clerk's alone, answers 423 once the report was sent, 401 to nobody signed in."""
    return Case(
        args=args,
        data=data,
        json=True,
        draft=Answers(get=NOT_ALLOWED, post=only("clerk", then=then, outsider=401)),
        sent=Answers(get=NOT_ALLOWED, post=only("clerk", then=sent, outsider=401)),
    )


def posting(args, *, then: int = 302, sent: int = 302) -> Case:
    """A plain form of the clerk's."""
    return Case(
        args=args,
        draft=Answers(get=NOT_ALLOWED, post=only("clerk", then=then)),
        sent=Answers(get=NOT_ALLOWED, post=only("clerk", then=sent)),
    )


def public(args) -> Case:
    """A public address: nobody finds anything there before the publication, everybody afterwards."""
    closed = everybody(405, outsider=405)
    return Case(
        args=args,
        draft=Answers(get=everybody(404, outsider=404), post=closed),
        sent=Answers(get=everybody(404, outsider=404), post=closed),
        published=Answers(get=everybody(outsider=200), post=closed),
    )


def shown_to(person, args=nothing) -> Case:
    """A page of one of the posts, and of nobody else."""
    return Case(args=args, draft=Answers(get=only(person)))


def form_of(person, args=nothing) -> Case:
    """A form of one of the posts; what is posted here is empty, so that the form comes back with its errors."""
    return Case(args=args, draft=Answers(get=only(person), post=only(person)))


def done_by(person, args=nothing, *, then: int = 302) -> Case:
    """A button of one of the posts."""
    return Case(args=args, draft=Answers(get=NOT_ALLOWED, post=only(person, then=then)))


REVIEWERS = ("supervisor", "reviewer", "reviewer_of_another", "chief")
# Those of them who may see the report of the county.
ITS_REVIEWERS = ("supervisor", "reviewer", "chief")


def reviewing(args, *, posts: bool = False) -> Case:
    """A page of the reviewers about one report: there once it was sent, and only for those who may see it."""
    if posts:
        return Case(
            args=args,
            draft=Answers(get=NOT_ALLOWED, post=only()),
            sent=Answers(get=NOT_ALLOWED, post=only(*ITS_REVIEWERS, then=302)),
        )
    return Case(args=args, draft=Answers(get=only()), sent=Answers(get=only(*ITS_REVIEWERS)))


CASES: dict[str, Case] = {
    # One's own account
    "sign_in": Case(draft=Answers(get=everybody(302, outsider=200), post=everybody(200, outsider=200))),
    "sign_out": Case(draft=Answers(get=NOT_ALLOWED, post=everybody(302))),
    "password": Case(draft=Answers(get=everybody(), post=everybody())),
    "theme": Case(draft=Answers(get=NOT_ALLOWED, post=everybody(302))),
    "token": Case(draft=Answers(get=everybody())),
    "session_state": Case(draft=Answers(get=everybody())),
    "session_keep": Case(draft=Answers(get=everybody())),
    # Bringing a report that is written already: the clerk's alone, while it is being filled in
    "import_report": Case(
        args=on_report,
        draft=Answers(get=only("clerk"), post=only("clerk")),
        sent=Answers(get=only(), post=only()),
    ),
    # No report of the year before is there: the clerk is told so on the page of imports.
    "carry_over": Case(
        args=on_report,
        draft=Answers(get=NOT_ALLOWED, post=only("clerk")),
        sent=Answers(get=NOT_ALLOWED, post=only()),
    ),
    "report_proposal": Case(args=on_reading, draft=Answers(get=only("clerk")), sent=Answers(get=only())),
    "confirm_report": Case(
        args=on_reading,
        draft=Answers(get=NOT_ALLOWED, post=only("clerk", then=302)),
        sent=Answers(get=NOT_ALLOWED, post=only()),
    ),
    "checkup": Case(draft=Answers(get=everybody(), post=everybody())),
    "checks": Case(draft=Answers(get=everybody())),
    # Home
    "home": Case(draft=Answers(get=everybody())),
    "reports": Case(draft=Answers(get=everybody())),
    "current_report": Case(draft=Answers(get=everybody(302))),
    "current_score": Case(draft=Answers(get=everybody(302))),
    "report": read_by_readers(on_report),
    # The finished report
    "preview": read_by_readers(on_report),
    # What was sent is made in the background: until then they lead to the page that shows how far it is.
    "report_pdf": file_of_report(on_report),
    "report_word": file_of_report(on_report),
    "report_excel": file_of_report(on_report),
    "documents": read_by_readers(on_report),
    "documents_progress": read_by_readers(on_report),
    "stored_document": Case(
        args=on_stored, draft=Answers(get=only()), sent=Answers(get=only(*READERS, then=302))
    ),
    "document_again": Case(
        args=on_stored,
        draft=Answers(get=NOT_ALLOWED, post=only()),
        sent=Answers(get=NOT_ALLOWED, post=only(*READERS, then=302)),
    ),
    "verify": Case(args=nothing, draft=Answers(get=everybody(outsider=200), post=everybody(405, outsider=405))),
    "verify_code": Case(
        args=lambda place: {"code": "7KQ2-M9XD-4TZ8"},
        draft=Answers(get=everybody(404, outsider=404), post=everybody(404, outsider=404)),
    ),
    # Notices: everybody has their own
    "notices": Case(draft=Answers(get=everybody())),
    "notice": Case(args=lambda place: {"notice_id": 999999}, draft=Answers(get=everybody(404))),
    "read_notices": Case(draft=Answers(get=NOT_ALLOWED, post=everybody(302))),
    "mail_choice": Case(draft=Answers(get=NOT_ALLOWED, post=everybody(302))),
    # The wizard
    "section": read_by_the_unit(on_section),
    "section_changes": read_by_the_unit(on_section),
    "project": read_by_the_unit(on_row),
    "save": saving(on_report, lambda place: {"place": place.block.place, "version": 1, "text": "x"}),
    "new_row": saving(on_report, projects),
    "delete_row": saving(on_row, lambda place: {**projects(place), "version": place.project.version}),
    "restore_row": saving(on_row, projects),
    "move_row": saving(on_row, projects),
    "new_block": saving(on_report, lambda place: {"section": place.block.section, "topic": place.block.topic}),
    "delete_block": saving(on_block, lambda place: {"version": 1}),
    "refresh_block": saving(on_standard_block, lambda place: {"version": 1}, then=400, sent=400),  # without figures
    "keep_block": saving(on_block, lambda place: {"version": 1}),
    "nothing_here": saving(on_report, lambda place: {"place": "expenditure/table/buildings", "is_empty": True}),
    # Administration: 系统管理员
    "departments": shown_to("system_admin"),
    "new_department": form_of("system_admin"),
    "department": form_of("system_admin", on_department),
    "divisions": shown_to("system_admin"),
    "new_division": form_of("system_admin"),
    "division": form_of("system_admin", on_division),
    "campaigns": shown_to("system_admin"),
    "new_campaign": form_of("system_admin"),
    "campaign": form_of("system_admin", on_campaign),
    "campaign_reports": shown_to("system_admin", on_campaign),
    "give_tasks": done_by("system_admin", on_campaign),
    "campaign_reviewers": form_of("system_admin", on_campaign),
    "withdraw_reviewer": done_by("system_admin", on_assignment),
    "reassign_reviewer": done_by("system_admin", on_assignment),
    "campaign_extensions": form_of("system_admin", on_campaign),
    # Indicator systems and the common bank: 系统管理员
    "systems": shown_to("system_admin"),
    "new_system": form_of("system_admin"),
    "facts": shown_to("system_admin"),
    "rule_fields": shown_to("system_admin", lambda place: {"kind": "bands"}),
    "formula_check": done_by("system_admin", then=200),
    "indicator_trial": done_by("system_admin", then=200),
    "system": shown_to("system_admin", on_system),
    "system_points": done_by("system_admin", on_system, then=200),  # without points the tree comes back
    "system_settings": form_of("system_admin", on_system),
    "system_version": done_by("system_admin", on_system),
    "system_compare": shown_to("system_admin", on_two_systems),
    "move_level": Case(
        args=on_system, data=lambda place: {"one": "投入"}, draft=Answers(NOT_ALLOWED, only("system_admin", then=302))
    ),
    "new_indicator": form_of("system_admin", on_system),
    "indicator": form_of("system_admin", on_indicator),
    "remove_indicator": done_by("system_admin", on_indicator),
    "move_indicator": done_by("system_admin", on_indicator),
    "system_export": shown_to("system_admin", on_system),
    "system_import": form_of("system_admin", on_system),
    "system_import_preview": shown_to("system_admin", on_workbook),
    "system_import_confirm": done_by("system_admin", on_workbook),
    "system_pick": form_of("system_admin", on_system),
    # Nothing chosen there is the registry's own level: that is stored.
    "campaign_checks": Case(
        args=on_campaign, draft=Answers(get=only("system_admin"), post=only("system_admin", then=302))
    ),
    "campaign_system": form_of("system_admin", on_campaign),
    "bank": shown_to("system_admin"),
    "new_bank_indicator": form_of("system_admin"),
    "bank_indicator": form_of("system_admin", on_banked),
    "decide_proposal": done_by("system_admin", on_proposed),
    "retire_bank_indicator": done_by("system_admin", on_banked),
    # A department's own library, and what is taken from it
    "my_library": Case(draft=Answers(only("clerk", "head", "clerk_of_another", "head_of_another", then=302))),
    "library": Case(args=on_library, draft=Answers(only(*UNIT))),
    "new_own_indicator": form_of("clerk", on_library),
    "own_indicator": form_of("clerk", on_kept),
    "switch_own_indicator": done_by("clerk", on_kept),
    "propose_own_indicator": done_by("clerk", on_kept),
    "pick_indicators": Case(
        args=on_report,
        draft=Answers(only("clerk"), only("clerk")),
        sent=Answers(only("clerk"), only("clerk")),
    ),
    "own_rows": Case(
        args=on_own_row,
        draft=Answers(only("clerk"), only("clerk", then=302)),
        sent=Answers(only("clerk"), only("clerk")),  # locked: the page says so
    ),
    "score_moved": read_by_the_unit(on_report),
    # Administration: 安全管理员
    "users": shown_to("security_admin"),
    "new_user": form_of("security_admin"),
    "user": form_of("security_admin", on_user),
    "new_password": done_by("security_admin", on_user, then=200),  # shows the first password
    "unlock_user": done_by("security_admin", on_user),
    "deactivate_user": done_by("security_admin", on_user),
    "reactivate_user": done_by("security_admin", on_user),
    "grant_role": done_by("security_admin", on_user, then=200),  # an empty form comes back
    "revoke_role": done_by("security_admin", on_role),
    # Lists from Excel: whoever runs what stands in them; here people, so 安全管理员
    "import_list": form_of("security_admin", on_list),
    "import_template": shown_to("security_admin", on_list),
    "import_preview": shown_to("security_admin", on_proposal),
    "confirm_import": done_by("security_admin", on_proposal),
    # The bureau's overview: everybody who reviews; reminders: 绩效股
    "overview": Case(draft=Answers(get=only(*REVIEWERS))),
    "remind": Case(data=in_year, draft=Answers(get=NOT_ALLOWED, post=only("chief", then=302))),
    "unit_years": Case(args=on_unit, draft=Answers(get=only("chief")), sent=Answers(get=only(*REVIEWERS_OF_IT))),
    # Beside the review: 绩效股
    "spot_checks": shown_to("chief", in_year),
    "draw_spot_checks": done_by("chief", in_year),
    "choose_spot_check": Case(
        args=in_year,
        data=lambda place: {"report": place.report.pk},
        draft=Answers(get=NOT_ALLOWED, post=only("chief", then=302)),
    ),
    "note_spot_check": Case(args=in_year, draft=Answers(get=NOT_ALLOWED, post=everybody(404))),
    "quality": shown_to("chief", in_year),
    "quality_weights": done_by("chief", in_year),
    # The tasks of a year, without content: those who may withdraw and restore them
    "tasks": Case(args=in_year, draft=Answers(get=only("chief", "system_admin"))),
    "move_task": Case(
        args=lambda place: {**in_year(place), **on_report(place), "action": "withdraw"},
        data=lambda place: {"reason": "不属于本次范围"},
        draft=Answers(get=NOT_ALLOWED, post=only("chief", "system_admin", then=302)),
        sent=Answers(get=NOT_ALLOWED, post=only("chief", "system_admin", then=302)),  # refused there in words
    ),
    # Problems to put right: the unit answers, 绩效股 issues and confirms
    "rectification": Case(
        args=on_report, draft=Answers(get=only(*READERS_OF_A_DRAFT)), sent=Answers(get=only(*READERS))
    ),
    "rectifications": shown_to("chief"),
    "rectify": Case(
        args=on_report,
        data=lambda place: {"step": "issue"},
        draft=Answers(get=NOT_ALLOWED, post=only("chief", then=302)),
        sent=Answers(get=NOT_ALLOWED, post=only("chief", then=302)),
    ),
    # Whole campaigns are taken away by 绩效股, who sees every report
    "exports": Case(
        data=lambda place: {"year": place.report.campaign.year, "format": "pdf"},
        draft=Answers(get=only("chief"), post=only("chief", then=302)),
    ),
    "exports_progress": shown_to("chief"),
    # Its content is not there any more: they are led back to the page.
    "export_file": Case(args=on_export, draft=Answers(get=only("chief", then=302))),
    # Publication: 绩效股 decides, everybody reads, once there is something
    "publication": Case(draft=Answers(get=only("chief"))),
    "publication_check": Case(
        args=on_report,
        draft=Answers(get=everybody(404)),
        sent=Answers(get=everybody(404)),
        published=Answers(get=only("chief")),
    ),
    "publish": Case(
        args=on_report,
        draft=Answers(get=NOT_ALLOWED, post=everybody(404)),
        sent=Answers(get=NOT_ALLOWED, post=everybody(404)),
        published=Answers(get=NOT_ALLOWED, post=only("chief", then=302)),
    ),
    "public": Case(draft=Answers(get=everybody(outsider=200), post=everybody(405, outsider=405))),
    "public_year": public(in_year),
    "public_year_csv": public(in_year),
    "public_year_json": public(in_year),
    "public_unit": public(on_public),
    "public_pdf": public(on_public),
    "public_csv": public(on_public),
    "public_json": public(on_public),
    # The trail: 审计管理员
    "trail": shown_to("auditor"),
    "export_trail": done_by("auditor", then=200),
    # The score sheet
    "score": read_by_the_unit(on_report),
    "score_changes": read_by_the_unit(on_report),
    "score_rail": read_by_the_unit(on_report),
    "score_trial": read_by_the_unit(on_report),
    "score_try": Case(
        args=on_report,
        json=True,
        draft=Answers(get=NOT_ALLOWED, post=only(*UNIT, outsider=401)),
        sent=Answers(get=NOT_ALLOWED, post=only(*UNIT, outsider=401)),
    ),
    "score_save": saving(
        on_report,
        lambda place: {
            "place": "score/efficiency",
            "rows": [{"row": "efficiency", "version": 0, "cells": {"judged": "6"}}],
        },
    ),
    # Checking and sending
    "report_panel(report_id)": read_by_the_unit(on_report),
    "report_panel(key, report_id)": read_by_the_unit(on_section),
    "check": read_by_the_unit(on_report),
    "check_save": saving(on_report, lambda place: {"place": f"check/finding/{'0' * 64}", "version": 0, "text": "x"}),
    # Whoever may look at the page but not take the step is told so there.
    "check_step": Case(
        args=on_signature,
        draft=Answers(get=NOT_ALLOWED, post=only(*UNIT, then=302)),
        sent=Answers(get=NOT_ALLOWED, post=only(*UNIT, then=302)),
    ),
    # Reviewing: what was never sent is nobody's to review. An action that a person may not take is told on the page.
    "reviews": Case(draft=Answers(get=only(*REVIEWERS))),
    "settle_unchanged": Case(draft=Answers(get=NOT_ALLOWED, post=only(*REVIEWERS, then=302))),
    "campaign_review": form_of("system_admin", on_campaign),
    "review": reviewing(on_report),
    "review_save": Case(
        args=on_report,
        data=lambda place: {"place": "review/opinion", "version": 1, "text": "x"},
        json=True,
        draft=Answers(get=NOT_ALLOWED, post=only(outsider=401)),
        # the one who is named for the step has not begun
        sent=Answers(get=NOT_ALLOWED, post=only("reviewer", then=423, outsider=401)),
    ),
    "review_step": reviewing(lambda place: {**on_report(place), "action": "begin"}, posts=True),
    "review_comment": reviewing(on_report, posts=True),
    "review_comment_step": reviewing(
        lambda place: {**on_report(place), "comment_id": 1, "action": "close"}, posts=True
    ),
    "review_file": reviewing(on_file),
    "review_file_content": reviewing(on_file),
    # Attached files
    "attachment_upload": posting(on_report),
    "attachment_download": read_by_readers(on_file),
    "attachment_remove": posting(on_file),
    "attachment_restore": posting(on_file),
}
