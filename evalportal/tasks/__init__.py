"""The tasks of a year as the bureau gave them out: where each stands, withdrawn where it was not due, restored."""
