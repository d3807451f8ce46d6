"""The one exception of the readers; its message is shown to the person as it is."""


class ImportRefused(Exception):
    """A file that is not read, with the reason and the remedy in Chinese."""
