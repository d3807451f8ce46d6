"""Reads tables out of Excel and WPS files that people upload: cells as text, columns matched by their heads."""
