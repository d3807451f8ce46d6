"""The trail as the auditor reads it: filtered, page by page, as CSV; an export is itself on record."""
