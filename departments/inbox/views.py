"""The pages of the notices."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments.access import the_user
from departments.inbox.actions import choose_mail, read_all_notices, read_notice
from departments.models import Mail, MailChoice, Notice

PAGE = 50


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """All that this person was told, the newest first."""
    user = the_user(request)
    page = Paginator(Notice.objects.filter(user=user), PAGE).get_page(request.GET.get("page"))
    choice = MailChoice.objects.filter(user=user).first() or MailChoice(user=user)
    return render(request, "notices/list.html", {"page": page, "choice": choice, "mails": Mail.choices, "query": ""})


@require_safe
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Lead to what a notice is about; it counts as read."""
    notice = get_object_or_404(Notice, user=the_user(request), pk=notice_id)
    read_notice(notice)
    return redirect(notice.url or "notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    read_all_notices(the_user(request))
    return redirect("notices")


@require_POST
def mail_choice(request: HttpRequest) -> HttpResponse:
    """Choose mail, digest or none."""
    wanted = request.POST.get("mail", "")
    if wanted in Mail.values:
        choose_mail(the_user(request), Mail(wanted))
        messages.success(request, _("邮件提醒方式已保存。"))
    else:
        messages.error(request, _("请从列出的方式中选择。"))
    return redirect("notices")
