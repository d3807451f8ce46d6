"""Totals and their parts: by words and the chart, by nearness, across sentences."""
