"""Rule parameters as dataclass fields: described for an editor's form, read from and written to JSON."""

import dataclasses
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.utils.functional import Promise
from django.utils.translation import gettext as _

LARGEST = Decimal(1_000_000)


class ParameterError(ValueError):
    """A parameter that cannot be read; the message is a Chinese sentence."""


class NamedParameterError(ParameterError):
    """One whose sentence says already which setting it is about."""


def parameter(
    label: str | Promise,
    *,
    help: str | Promise = "",  # noqa: A002  # the word a form uses
    default: Any = dataclasses.MISSING,
    usual: Any = None,
) -> Any:
    """A dataclass field with the label and the explanation that an editor shows, and what a new form begins with."""
    return dataclasses.field(default=default, metadata={"label": label, "help": help, "usual": usual})


@dataclasses.dataclass(frozen=True, slots=True)
class Description:
    """One parameter for a form: `hint` is its Python type, `choices` the values of an enumeration."""

    name: str
    label: str | Promise
    help: str | Promise
    hint: Any
    default: Any
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    usual: Any = None


def describe(parameters: type) -> list[Description]:
    """All parameters of a rule, in the order of its dataclass."""
    hints = _hints(parameters)
    return [
        Description(
            field.name,
            field.metadata.get("label", field.name),
            field.metadata.get("help", ""),
            hints[field.name],
            None if field.default is dataclasses.MISSING else field.default,
            field.default is dataclasses.MISSING,
            tuple(getattr(hints[field.name], "choices", ())),
            field.metadata.get("usual"),
        )
        for field in dataclasses.fields(parameters)
    ]


def to_json(value: Any) -> Any:
    """Decimals as strings, enumerations as their values, tuples as lists, dataclasses as objects."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


Readers = Mapping[Any, Callable[[Any], Any]]


def from_json(parameters: type, data: Mapping[str, Any], readers: Readers = MappingProxyType({})) -> Any:
    """The dataclass made from a JSON object. Raises ParameterError on unknown, missing or odd values.

    `readers` reads the types that are no plain dataclass, such as a rule.
    """
    if not isinstance(data, Mapping):
        raise ParameterError(_("这里应当是一组设置。"))
    hints = _hints(parameters)
    fields = {field.name: field for field in dataclasses.fields(parameters)}
    unknown = [name for name in data if name not in fields]
    if unknown:
        raise ParameterError(_("没有叫“%(name)s”的设置。") % {"name": unknown[0]})
    values = {}
    for name, field in fields.items():
        label = field.metadata.get("label", name)
        if name not in data:
            if field.default is dataclasses.MISSING:
                raise NamedParameterError(_("缺少设置“%(label)s”。") % {"label": label})
            continue
        try:
            values[name] = _read(hints[name], data[name], readers)
        except NamedParameterError:
            raise
        except ParameterError as error:
            raise NamedParameterError(_("设置“%(label)s”：%(problem)s") % {"label": label, "problem": error}) from None
    return parameters(**values)


@cache
def _hints(parameters: type) -> dict[str, Any]:
    return get_type_hints(parameters)


def _read(hint: Any, value: Any, readers: Readers) -> Any:
    if hint in readers:
        return readers[hint](value)
    if get_origin(hint) in (UnionType, Union):
        if value is None or value == "":
            return None
        return _read(next(part for part in get_args(hint) if part is not type(None)), value, readers)
    if get_origin(hint) is tuple:
        if not isinstance(value, list | tuple):
            raise ParameterError(_("应当是一个列表。"))
        return tuple(_read_item(get_args(hint)[0], item, number, readers) for number, item in enumerate(value, 1))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return from_json(hint, value, readers)
    if hint is Decimal:
        return _number(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError:
            raise ParameterError(_("不能是“%(value)s”。") % {"value": value}) from None
    if type(value) is not hint:
        raise ParameterError(_("不能是“%(value)s”。") % {"value": value})
    return value


def _read_item(hint: Any, item: Any, number: int, readers: Readers) -> Any:
    """One of several; the sentence about a wrong one says which."""
    try:
        return _read(hint, item, readers)
    except ParameterError as error:
        raise ParameterError(_("第 %(number)s 项，%(problem)s") % {"number": number, "problem": error}) from None


def _number(value: Any) -> Decimal:
    if value == "":
        raise ParameterError(_("还没有填。"))
    try:
        number = Decimal(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number) > LARGEST:
        raise ParameterError(_("“%(value)s”不是一个数。") % {"value": value})
    return number
