"""Programs outside Python that some tests call, and the Debian packages that hold them."""

import os
import shutil
from dataclasses import dataclass


@dataclass(frozen=True)
class Program:
    names: tuple[str, ...]
    packages: str

    def found(self):
        """The path of the first of its names that is installed, or None."""
        return next(filter(None, map(shutil.which, self.names)), None)


# The same engine without windows comes first: it takes half the processor time.
CHROMIUM = Program(
    tuple(
        filter(
            None,
            [
                os.environ.get("CHROMIUM"),
                "chromium-headless-shell",
                "chromium",
                "chromium-browser",
                "google-chrome",
            ],
        )
    ),
    "chromium-headless-shell",
)
SOFFICE = Program(("soffice", "libreoffice"), "libreoffice-writer-nogui libreoffice-calc-nogui")
PDFTOPPM = Program(("pdftoppm",), "poppler-utils")
PDFFONTS = Program(("pdffonts",), "poppler-utils")


def missing(program):
    """Why tests that need it cannot run here and how to get it; empty where it is installed."""
    if program.found():
        return ""
    return f"no {program.names[-1]} here; get it with: apt-get install --no-install-recommends {program.packages}"
