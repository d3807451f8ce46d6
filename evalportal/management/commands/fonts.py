"""manage.py fonts: which font serves which role of a document, where it came from, and what is missing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from evalportal.documents.fonts import ORIGIN_NAMES, ROLE_NAMES, Origin, Role, chosen, floor, rare
from evalportal.documents.fonts.choice import WANTED


class Command(BaseCommand):
    help = "Show which font serves which role of the finished documents."

    def handle(self, *args: Any, **options: Any) -> None:
        choices = chosen()
        for role in Role:
            self.stdout.write(f"{ROLE_NAMES[role]}")
            choice = choices.get(role)
            if choice is None:
                self.stdout.write("  " + _("没有找到，用各角色自己的字体代替。"))
                continue
            self.stdout.write(f"  {choice.face.path}（{ORIGIN_NAMES[choice.origin]}）")
            if choice.origin is Origin.FLOOR:
                wanted = "、".join(WANTED[role])
                self.stdout.write("  " + _("缺少规定的字体，任何一种都可以：%s") % wanted)
        self.stdout.write(_("生僻字"))
        for _family, face in (floor(), *rare()):
            self.stdout.write(f"  {face.path}")
        if any(choice.origin is Origin.FLOOR for choice in choices.values()):
            self.stdout.write(
                _("把本单位有授权的字体文件放进 %s，或者运行 make fonts 安装 Fandol 开源字体，再重新启动。")
                % settings.FONT_DIR
            )
