"""Does within the test's transaction what the queue holds: django-tasks-db's own worker."""

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult


def work_off_jobs(worker_id="worker-of-the-test"):
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    # Not `worker.run()`: it closes the connection, and with it the transaction.
    while job := DBTaskResult.objects.ready().first():
        job.claim(worker_id)
        worker.run_task(job)
