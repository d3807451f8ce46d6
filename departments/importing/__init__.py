"""Bringing a report or tables in from outside: proposal → differences shown → a person confirms → draft."""
