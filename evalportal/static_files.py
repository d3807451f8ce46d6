"""How style sheets and scripts are stored: compressed, under names that hold a hash of their content."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Of the packages that bring dozens of variants, only what the pages load is named and compressed.
FOREIGN = ("bootstrap/", "django_htmx/")
LOADED = ("bootstrap/css/bootstrap.min.css", "django_htmx/htmx-2.min.js")


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between ES modules, so that a browser never mixes old and new ones."""

    support_js_module_import_aggregation = True

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a file. The list of hashes is read when a process starts, so it is worked out once."""
        if force or not name:
            return super().url(name, force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Name, rewrite and compress our own files and those of others that the pages load."""
        served = {
            path: storage
            for path, storage in paths.items()
            if not path.startswith(FOREIGN) or path.startswith(LOADED)
        }
        return super().post_process(served, dry_run, **options)

    def create_compressor(self, **options: Any) -> Compressor:
        """Only gzip: brotli takes twenty times as long at each start to save a few kilobytes once per browser."""
        return Compressor(use_brotli=False, **options)
