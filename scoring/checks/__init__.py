"""The checks: one function each in an ordered registry, and the findings they return.

`run_checks` runs every check whose input is there; checks that need tables, a frozen version or history stay silent
on text alone.
"""

from .finding import Finding, Level
from .registry import Check, Needs, all_checks, run_checks
from .subject import Subject

__all__ = ["Check", "Finding", "Level", "Needs", "Subject", "all_checks", "run_checks"]
