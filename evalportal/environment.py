"""Reads settings from the environment and refuses a wrong one with a sentence that names it.

What the settings mean is written in docs/settings.md; what is done with them in evalportal/settings.py.
"""

import os
import re
from collections.abc import Collection
from pathlib import Path

PREFIX = "EVALPORTAL_"

# Exit status of a start that was refused. gunicorn takes 3 as "the application cannot boot" and
# stops, where it would restart its worker for ever after any other status.
REFUSED = 3

_asked: set[str] = set()


class WrongSetting(Exception):
    """A setting is missing or unusable; the message is one sentence for the person who starts the portal."""


def envtext(name: str, default: str = "") -> str:
    """The value without surrounding blanks; an empty value counts as not given."""
    _asked.add(name)
    return os.environ.get(name, "").strip() or default


def envbool(name: str, default: bool) -> bool:
    """Yes or no. Anything else is refused, so that `of` is not taken for either."""
    value = envtext(name).lower()
    if not value:
        return default
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise WrongSetting(f"{name} is {value!r}, but it must be yes or no.")


def envint(name: str, default: int, *, minimum: int, maximum: int) -> int:
    """A whole number between two bounds, both included."""
    value = envtext(name)
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise WrongSetting(f"{name} is {value!r}, but it must be a whole number.") from None
    if not minimum <= number <= maximum:
        raise WrongSetting(f"{name} is {number}, but it must lie between {minimum} and {maximum}.")
    return number


def envchoice(name: str, default: str, choices: Collection[str]) -> str:
    """One of a few words."""
    value = envtext(name, default)
    if value not in choices:
        raise WrongSetting(f"{name} is {value!r}, but it must be one of: {', '.join(choices)}.")
    return value


def envlist(name: str) -> list[str]:
    """Words separated by commas; empty where nothing is given."""
    return [word for part in envtext(name).split(",") if (word := part.strip())]


def envmatch(name: str, default: str, pattern: str, *, must: str) -> str:
    """Text of a given form; `must` says in words which, after "but it must"."""
    value = envtext(name, default)
    if value and not re.fullmatch(pattern, value):
        raise WrongSetting(f"{name} is {value!r}, but it must {must}.")
    return value


def envhosts(name: str) -> list[str]:
    """Host names as the browser sends them: an address copied from its line would match nothing."""
    hosts = envlist(name)
    for host in hosts:
        if "/" in host or any(mark.isspace() for mark in host):
            raise WrongSetting(
                f"{name} holds {host!r}, but it must hold host names only, such as jixiao.example.gov.cn."
            )
    return hosts


def envfolder(name: str, default: Path, *, must_exist: bool = True) -> Path:
    """An absolute folder. The default need not exist; one that is given must, or it was misspelt."""
    folder = Path(envtext(name, str(default))).expanduser()
    if not folder.is_absolute():
        raise WrongSetting(f"{name} is {str(folder)!r}, but it must be an absolute path of a folder.")
    if folder.exists() and not folder.is_dir():
        raise WrongSetting(f"{name} is {str(folder)!r}, which is a file and not a folder.")
    if must_exist and folder != default and not folder.is_dir():
        raise WrongSetting(f"{name} is {str(folder)!r}, which is no folder.")
    return folder


def envdata(name: str, default: Path) -> Path:
    """The folder that everything is written into: made where it is missing, refused where that cannot be."""
    folder = envfolder(name, default, must_exist=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(f"{name} is {str(folder)!r}, a folder that cannot be made: {error.strerror}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WrongSetting(f"{name} is {str(folder)!r}, a folder that this user may not write into.")
    return folder


def refuse_unknown() -> None:
    """Stop at a variable with our prefix that nobody asked for: a misspelt setting would silently do nothing."""
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in _asked:
            raise WrongSetting(f"{name} is not a setting of the portal; docs/settings.md lists those that are.")
