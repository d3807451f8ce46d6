"""A report as Word, text or PDF → what it says: unit, year, sections, facts with their quotes, projects.

Pure reading: writes nothing and knows no draft.
"""
