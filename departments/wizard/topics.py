"""The narrative of a section as its page shows it: blocks, and what is offered where text and tables disagree."""

from dataclasses import dataclass

from departments.content import ReportContent
from departments.models import TextBlock
from departments.outline import Section, Topic
from departments.standard import RECIPES, Offer, Recipe, offer_for, recipes_for


@dataclass(frozen=True)
class BlockView:
    """A block with what is offered for it when it no longer agrees with the tables."""

    block: TextBlock
    label: str
    offer: Offer | None


@dataclass(frozen=True)
class TopicView:
    """A topic's blocks, and the standard paragraphs that can be put in."""

    topic: Topic
    blocks: list[BlockView]
    recipes: list[Recipe]


def _topic(content: ReportContent, section: Section, topic: Topic) -> TopicView:
    blocks = [
        BlockView(block, _label(block), offer_for(block, content) if block.recipe else None)
        for block in content.topic_blocks(section.key, topic.key)
    ]
    return TopicView(topic, blocks, recipes_for(section.key, topic.key))


def _label(block: TextBlock) -> str:
    recipe = RECIPES.get(block.recipe)
    return str(recipe.name) if recipe else ""


def topics_of(content: ReportContent, section: Section) -> list[TopicView]:
    """The topics of a section with their blocks."""
    return [_topic(content, section, topic) for topic in section.topics]
