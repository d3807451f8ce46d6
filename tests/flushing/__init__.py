"""An app of the tests only: lets a database be emptied in spite of its append-only tables."""
