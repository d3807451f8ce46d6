"""Background jobs whose worker was killed: the queue leaves them RUNNING for ever, so somebody must pick them up.

Every job of the portal may run twice, hence a lost one is simply queued again. Who does it: `manage.py reap_jobs` at
the start of each worker and from time to time, and every job before it begins its own work.
"""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

# No job of the portal takes so long.
LONGEST = timedelta(minutes=30)
# A job that has taken as many workers with it is given up.
MOST_WORKERS = 3


def reap_jobs(*, dead_worker: str = "", longest: timedelta = LONGEST) -> int:
    """Queue again what runs longer than any job does, and what the named worker left behind; returns how many.

    A job that has been lost MOST_WORKERS times is marked as failed.
    """
    begun_before = timezone.now() - longest
    reaped = 0
    for job in DBTaskResult.objects.running().only("pk", "started_at", "worker_ids"):
        is_old = job.started_at is None or job.started_at < begun_before
        is_left = bool(dead_worker) and job.worker_ids[-1:] == [dead_worker]
        if is_old or is_left:
            reaped += _reap(job)
    return reaped


def _reap(job: "DBTaskResult[..., object]") -> int:
    """Only while it still stands as it was read: its worker may have finished after all."""
    same = DBTaskResult.objects.running().filter(pk=job.pk, started_at=job.started_at)
    if len(job.worker_ids) < MOST_WORKERS:
        logger.warning("job %s was lost with worker %s and is queued again", job.pk, job.worker_ids[-1:])
        return same.update(status=TaskResultStatus.READY)
    logger.error("job %s was lost with %s workers and is given up", job.pk, len(job.worker_ids))
    return same.update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path="evalportal.jobs.Lost",
        traceback="The workers of this job were killed.",
    )
