"""Settings of the yardstick: the portal's database, nothing else of the portal."""

from evalportal.settings import ALLOWED_HOSTS, DATABASES, SECRET_KEY, USE_TZ

__all__ = ["ALLOWED_HOSTS", "DATABASES", "SECRET_KEY", "USE_TZ"]

ROOT_URLCONF = "bench.web.bare"
INSTALLED_APPS: list[str] = []
MIDDLEWARE: list[str] = []
