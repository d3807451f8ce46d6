"""Verification codes: short enough to copy from paper, without characters that look alike, with a check character.

Eleven random characters of 31 are about 54 bits, so that nobody comes upon a code by trying. 31 is a prime, hence the
last character catches every single wrong character and every swap of two neighbours.
"""

import secrets
import unicodedata

from django.conf import settings
from django.urls import reverse

from evalportal.verification.models import VerificationCode
from scoring.models import Decision

# Without 0 O, 1 I L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
GROUP = 4


def code_of(decision: Decision) -> str:
    """The code of a decision; made at the first call."""
    made, _created = VerificationCode.objects.get_or_create(decision=decision, defaults={"code": new_code()})
    return made.code


def new_code() -> str:
    """Draw a code."""
    drawn = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH - 1))
    return drawn + _check_character(drawn)


def normalized(typed: str) -> str:
    """What somebody typed or scanned, in the form in which codes are stored: capitals without dashes or blanks."""
    return "".join(char for char in unicodedata.normalize("NFKC", typed).upper() if char.isalnum())


def is_well_formed(code: str) -> bool:
    """Whether a normalized code can be one at all; otherwise it was copied wrongly."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET) and code[-1] == _check_character(code[:-1])


def printed(code: str) -> str:
    """The code as it stands on paper: 7KQ2-M9XD-4TZ8."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def address_of_code(code: str) -> str:
    """The full address of the page that verifies a code; without EVALPORTAL_URL the path alone."""
    return settings.SITE_URL.rstrip("/") + reverse("verify_code", args=(printed(code),))


def _check_character(drawn: str) -> str:
    total = sum(place * ALPHABET.index(char) for place, char in enumerate(drawn, start=2))
    return ALPHABET[total % len(ALPHABET)]
