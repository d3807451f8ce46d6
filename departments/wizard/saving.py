"""The addresses behind autosave: a block or a table part, rows that come and go, blocks that come and go."""

from django.http import JsonResponse

from departments import places
from departments.drafts import (
    RowEdit,
    add_block,
    add_row,
    declare_empty,
    detach_block,
    move_row,
    remove_block,
    remove_row,
    restore_row,
    save_block,
    save_rows,
)
from departments.models import User
from departments.standard import RECIPES, make_paragraph, renewed_paragraph
from departments.wizard.answers import BadBody, Body, answer, number_in, row_answer, row_in, saver, text_in


@saver
def save(user: User, report_id: int, body: Body) -> JsonResponse:
    """{place, version, text} for a block, {place, rows: [{row, version, cells}]} for a table part."""
    place = places.parse(text_in(body, "place"))
    if place.kind == "block":
        block_id = int(place.name)
        saved = save_block(report_id, block_id, text=text_in(body, "text"), version=number_in(body, "version"), by=user)
        return answer(saved, version=saved.block.version if saved.block else 0)
    if place.kind != "table" or not isinstance(body.get("rows"), list):
        raise BadBody
    edits = [
        RowEdit(
            text_in(row, "row"), number_in(row, "version"), {str(cell): str(raw) for cell, raw in row["cells"].items()}
        )
        for row in body["rows"]
    ]
    saved = save_rows(report_id, place.section, place.name, edits, by=user)
    rows = {
        edit.row: row_answer(place.name, saved.rows[edit.row], list(edit.cells))
        for edit in edits
        if edit.row in saved.rows
    }
    return answer(saved, rows=rows)


@saver
def new_row(user: User, report_id: int, body: Body) -> JsonResponse:
    """{table: place, after, cells} → the new row."""
    place = places.parse(text_in(body, "table"))
    start = {str(cell): str(raw) for cell, raw in dict(body.get("cells") or {}).items()}
    saved = add_row(report_id, place.section, place.name, after=row_in(body, "after"), start=start, by=user)
    [(key, row)] = saved.rows.items()
    return answer(saved, row=key, **row_answer(place.name, row))


@saver
def delete_row(user: User, report_id: int, body: Body, row_id: int) -> JsonResponse:
    """{table: place, version} → the version under which the row can be restored."""
    place = places.parse(text_in(body, "table"))
    saved = remove_row(report_id, place.section, place.name, row_id, version=number_in(body, "version"), by=user)
    return answer(saved, version=saved.rows[str(row_id)].version)


@saver
def undelete_row(user: User, report_id: int, body: Body, row_id: int) -> JsonResponse:
    """{table: place} → the row as it was."""
    place = places.parse(text_in(body, "table"))
    saved = restore_row(report_id, place.section, place.name, row_id, by=user)
    return answer(saved, row=str(row_id), **row_answer(place.name, saved.rows[str(row_id)]))


@saver
def shift_row(user: User, report_id: int, body: Body, row_id: int) -> JsonResponse:
    """{table: place, after} puts the row behind another, or first."""
    place = places.parse(text_in(body, "table"))
    saved = move_row(report_id, place.section, place.name, row_id, after=row_in(body, "after"), by=user)
    return answer(saved, version=saved.rows[str(row_id)].version)


@saver
def new_block(user: User, report_id: int, body: Body) -> JsonResponse:
    """{section, topic, after, text} for typed text, {section, topic, after, recipe} for a standard paragraph."""
    recipe = text_in(body, "recipe")
    text, figures = text_in(body, "text"), {}
    if recipe:
        paragraph = make_paragraph(report_id, recipe, by=user)
        text, figures = text or paragraph.text, paragraph.figures
    saved = add_block(
        report_id,
        section=text_in(body, "section"),
        topic=text_in(body, "topic"),
        after=row_in(body, "after"),
        text=text,
        recipe=recipe,
        figures=figures,
        by=user,
    )
    if saved.block is None:
        raise BadBody
    label = str(RECIPES[recipe].name) if recipe else ""
    block = saved.block
    return answer(saved, place=block.place, version=block.version, text=block.text, label=label)


@saver
def delete_block(user: User, report_id: int, body: Body, block_id: int) -> JsonResponse:
    """{version}; the last block of a topic stays, emptied."""
    return answer(remove_block(report_id, block_id, version=number_in(body, "version"), by=user))


@saver
def refresh_block(user: User, report_id: int, body: Body, block_id: int) -> JsonResponse:
    """{version}: the standard paragraph made anew from the tables."""
    paragraph = renewed_paragraph(report_id, block_id, by=user)
    saved = save_block(
        report_id,
        block_id,
        text=paragraph.text,
        figures=paragraph.figures,
        version=number_in(body, "version"),
        by=user,
    )
    return answer(saved, version=saved.block.version if saved.block else 0, text=paragraph.text)


@saver
def keep_block(user: User, report_id: int, body: Body, block_id: int) -> JsonResponse:
    """{version}: the paragraph stays as it is and is no longer tied to the tables."""
    saved = detach_block(report_id, block_id, version=number_in(body, "version"), by=user)
    return answer(saved, version=saved.block.version if saved.block else 0)


@saver
def nothing_here(user: User, report_id: int, body: Body) -> JsonResponse:
    """{place, is_empty}: 本年无 for a table or a whole section."""
    place = places.parse(text_in(body, "place"))
    name = place.name if place.kind == "table" else place.section
    return answer(declare_empty(report_id, place.section, name, is_empty=body.get("is_empty") is True, by=user))
