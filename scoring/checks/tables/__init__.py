"""Checks on the tables of a draft: amounts against each other, indicators against their rules, text against tables."""
