"""Reads the tables of a bureau's own workbooks, and of the portal's that come back, as changes to a draft."""
