"""Several uploads at once do not slip past the limits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from departments.attachments.actions import accept_file
from departments.attachments.refusal import FileRefused
from departments.models import Attachment
from tests import factories
from tests.attachments import making

THREADS = 6


@pytest.mark.django_db(transaction=True)
def test_limit_holds_when_all_come_at_once(settings, stored):
    settings.ATTACHMENTS_PER_PLACE = 2
    report, clerk = factories.report()
    barrier = Barrier(THREADS)

    def upload(number):
        content = making.picture(size=(100 + number, 100))
        barrier.wait(timeout=10)
        try:
            accept_file(report, place="assets", upload=making.uploaded(f"{number}.jpg", content), by=clerk)
        except FileRefused as refusal:
            return refusal.message
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(upload, range(THREADS)))
    assert answers.count("") == 2
    assert sum("此处最多 2 个附件" in answer for answer in answers) == THREADS - 2
    assert Attachment.objects.count() == 2
    assert len(stored()) == 2
