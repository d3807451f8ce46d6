"""Writes docs/checks.md from the registry of checks, so that the catalogue cannot fall behind the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from scoring.checks.catalogue import catalogue


class Command(BaseCommand):
    help = "由检查登记表生成检查目录 docs/checks.md。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = Path(settings.BASE_DIR) / "docs" / "checks.md"
        parser.add_argument("-o", "--output", type=Path, default=default, help="输出文件")

    def handle(self, *args: Any, **options: Any) -> None:
        options["output"].write_text(catalogue(), encoding="utf-8")
