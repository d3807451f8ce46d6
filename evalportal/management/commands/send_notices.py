"""manage.py send_notices: reminds of closing times and mails what people were told. For cron, every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from departments.mailing import remind_of_closing, send_notices


class Command(BaseCommand):
    help = "Queue reminders of closing times and mail every notice that was not mailed yet, each once."

    def handle(self, *args: Any, **options: Any) -> None:
        reminders = remind_of_closing()
        sent = send_notices()
        self.stdout.write(
            _("截止提醒 %(reminders)s 条，邮件 %(mails)s 封。") % {"reminders": reminders, "mails": sent.mails}
        )
        if sent.failed:
            raise CommandError(_("%(count)s 封邮件没有发出，下次运行时再发。") % {"count": sent.failed})
