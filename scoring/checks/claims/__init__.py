"""Verifies the arithmetic of the narrative. A claim that cannot be interpreted with certainty is left alone."""
