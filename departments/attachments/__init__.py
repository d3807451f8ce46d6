"""Evidence at the places of a report: checked by content, kept privately, handed out after a check of access."""
