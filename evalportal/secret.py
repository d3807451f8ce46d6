"""The secret key: given by the environment in production, made once and kept in a private file locally."""

import os
import secrets
from pathlib import Path

from evalportal.environment import WrongSetting, envtext

SHORTEST = 32


def secret_key(*, folder: Path, local: bool) -> str:
    """The key that signs cookies and links. Raises WrongSetting where production has none or a weak one."""
    key = envtext("EVALPORTAL_SECRET_KEY")
    if key:
        if len(key) < SHORTEST:
            raise WrongSetting(
                f"EVALPORTAL_SECRET_KEY has {len(key)} characters, but whoever guesses it can sign in as anybody: "
                f"it needs at least {SHORTEST}."
            )
        return key
    if not local:
        raise WrongSetting(
            "EVALPORTAL_SECRET_KEY is not set, and without it sessions cannot be signed: set it to a long random "
            "text, for example the output of `openssl rand -hex 32`."
        )
    return _kept_key(folder / "secret_key")


def _kept_key(file: Path) -> str:
    """Read the key of a local portal, or make it. Web process and worker may start at the same moment."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
    try:
        os.link(fresh, file)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return file.read_text(encoding="ascii")
