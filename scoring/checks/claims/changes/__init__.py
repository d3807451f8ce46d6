"""Changes against a base: differences, rates, points, 持平, and growth from zero."""
