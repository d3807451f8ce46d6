"""The door of the portal for a WSGI server. A wrong setting ends the start with one sentence."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from evalportal.environment import REFUSED, WrongSetting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evalportal.settings")

try:
    application = get_wsgi_application()
except WrongSetting as wrong:
    print(wrong, file=sys.stderr)
    sys.exit(REFUSED)
