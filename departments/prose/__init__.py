"""Reads Chinese official prose: amounts with units, shares, counts, lists, headings.

Knows nothing of reports or databases; importing and the claims checks both stand on it.
"""
