"""The portal's settings with what tests need otherwise: a folder of their own, no waiting, no worker."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Of this process alone: several runs, and the workers of one, do not meet.
TEST_FOLDER = Path(tempfile.mkdtemp(prefix="evalportal-tests-"))
atexit.register(shutil.rmtree, TEST_FOLDER, ignore_errors=True)

for name in [name for name in os.environ if name.startswith("EVALPORTAL_")]:
    del os.environ[name]
os.environ["EVALPORTAL_MODE"] = "local"
os.environ["EVALPORTAL_DATA"] = str(TEST_FOLDER)

from evalportal.settings import *  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "tests.flushing"]

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, because several threads on an in-memory database lock each other out whatever the time-out.
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_FOLDER / "test.sqlite3")}

# Argon2 is slow on purpose; test_settings.py looks at the real list.
# First passwords come with a hash of their own.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# Straight from the source folders, without `collectstatic`; the middleware still wants its folder.
STATIC_ROOT.mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
