"""SELECTs that every page asks: their SQL is made once a process, where Django makes it again for each query.

For a small table that costs more than asking the database and reading the rows together.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models.query import RawQuerySet

Row = TypeVar("Row", bound=models.Model)

# Stands in the statement for the id that it is asked with; no row has it.
ASKED = -1


class Statement(Generic[Row]):
    """`Statement(lambda pk: Notice.objects.filter(user=pk))` asks with another id each time: `statement(user.pk)`.

    Only what depends on nothing but that id, and without select_related; prefetch_related may follow.
    """

    def __init__(self, query_for: Callable[[int], "models.QuerySet[Row]"]) -> None:
        self._query_for = query_for

    @cached_property
    def _made(self) -> tuple[type[Row], str, tuple[Any, ...]]:
        query = self._query_for(ASKED)
        sql, params = query.query.sql_with_params()
        return query.model, sql, params

    def __call__(self, pk: int) -> "RawQuerySet[Row]":
        """The rows for this id; asks the database when they are read."""
        model, sql, params = self._made
        return model._default_manager.raw(sql, [pk if each == ASKED else each for each in params])
