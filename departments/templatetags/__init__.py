"""Template tags of the facts layer."""
