"""Rates of what was done to what was due, of money and of counts, and percentages that no count can give."""
