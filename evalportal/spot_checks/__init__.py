"""Spot checks: the draw, the list, what came out."""
