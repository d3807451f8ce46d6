"""The yardstick: a Django project with no middleware, one view that reads a row and one that writes a row.

Served by the same web server with the same number of processes, on the same database.
"""

import os

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.web.bare_settings")


def read(request: HttpRequest) -> HttpResponse:
    """One query."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM departments_division")
        cursor.fetchone()
    return HttpResponse("ok", headers={"Content-Length": "2"})


def write(request: HttpRequest) -> HttpResponse:
    """One single-row write in a transaction."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE departments_campaign SET title = title")
    return HttpResponse("ok", headers={"Content-Length": "2"})


urlpatterns = [path("read/", read), path("write/", write)]
application = get_wsgi_application()
