"""Characters that would keep the PDF from being made are shown before anyone sends."""

import pytest

from departments.drafts import add_block, add_row
from departments.prose.characters import is_unprintable
from tests.checks.test_tables import draft, found  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("char", ["😀", "🚀", "\ue000", "\U0010fffd"])
def test_pictures_and_private_characters_have_no_font(char):
    assert is_unprintable(char)


@pytest.mark.parametrize("char", ["㙍", "𬭚", "\U00031350", "①", "★", "→", "㎡", "℃", "“", "　", "°"])
def test_rare_characters_and_common_signs_are_left_alone(char):
    assert not is_unprintable(char)


def test_an_emoji_in_the_narrative_and_one_in_a_table_are_shown_at_their_places(draft):  # noqa: F811
    held, clerk = draft
    add_block(held.pk, section="profile", topic="duties", after=None, text="负责㙍镇工作😀。", by=clerk)
    saved = add_row(held.pk, "special_funds", "projects", start={"name": "科技🚀事务"}, by=clerk)
    [text] = found(held, "printable_text")
    assert (text.quote, text.section) == ("😀", "profile")
    [cell] = found(held, "printable_tables")
    [row] = saved.rows
    assert cell.place == f"special_funds/table/projects/{row}/name"
    assert "U+1F680" in cell.message
