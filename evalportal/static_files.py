"""How style sheets and scripts are stored: compressed, under names that hold a hash of their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between ES modules, so that a browser never mixes old and new ones."""

    support_js_module_import_aggregation = True
