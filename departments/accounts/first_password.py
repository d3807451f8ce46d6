"""First passwords that the portal makes up: shown once to the security admin, changed at the first sign-in."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from departments.models import User

# Without what looks alike on paper: 0 O o, 1 l I.
ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 3, 4
# A slow hash protects passwords that people think up. These twelve characters are 69 bits of chance, and a list of
# 500 accounts must not take minutes; the first sign-in stores the person's own password with the slow hash.
ITERATIONS = 10_000


@dataclass(frozen=True)
class FirstPassword:
    """What is handed to the person, and what is stored."""

    plain: str
    encoded: str


def make_first_password(user: User) -> FirstPassword:
    """A password such as Kp7m-Xw4q-Tb9e that fits the rules for this account, stored or not."""
    while True:
        groups = ("".join(secrets.choice(ALPHABET) for _mark in range(GROUP)) for _group in range(GROUPS))
        plain = "-".join(groups)
        try:
            validate_password(plain, user)
        except ValidationError:
            continue
        hasher = PBKDF2PasswordHasher()
        return FirstPassword(plain, hasher.encode(plain, hasher.salt(), ITERATIONS))
