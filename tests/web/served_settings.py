"""The settings of a server in a process of its own that serves the database of the running test."""

import json
import os

from tests.settings import *  # noqa: F403

DATABASES["default"] |= json.loads(os.environ["SERVED_DATABASE"])  # noqa: F405
SECRET_KEY = os.environ["SERVED_SECRET"]
