"""Works the scores of many reports out beside the pages: a new system of indicators makes all of a campaign stale."""

from django.db.models import QuerySet
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from departments.models import Report
from scoring.models import IndicatorSystem
from scoring.summaries import refresh_summaries, stale_summaries
from scoring.system_store import system_of_campaign

# So many in one transaction: others wait for it on SQLite, for a quarter of a second.
BATCH = 80


@task()
def warm_scores(campaign_id: int) -> int:
    """Bring the kept scores of a campaign up to date, some at a time; returns how many. Run twice it finds none."""
    return bring_up_to_date(Report.objects.filter(campaign=campaign_id), system_of_campaign(campaign_id))


def bring_up_to_date(reports: QuerySet[Report], system: IndicatorSystem) -> int:
    """Score those reports of one campaign whose kept score does not fit any more; returns how many that were."""
    wanted = list(stale_summaries(reports, system).values_list("pk", flat=True))
    for start in range(0, len(wanted), BATCH):
        refresh_summaries(wanted[start : start + BATCH], system)
    return len(wanted)


def warm_later(campaign_id: int) -> None:
    """Leave it to the worker, once: two queries, one where it waits already."""
    waiting = DBTaskResult.objects.filter(
        task_path=warm_scores.module_path, status=TaskResultStatus.READY, args_kwargs__args=[campaign_id]
    )
    if not waiting.exists():
        warm_scores.enqueue(campaign_id)
