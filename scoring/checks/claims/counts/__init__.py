"""Numbers against the lists that name what they count."""
