"""Shares: 占…的X%, by words, by nearness, and without amounts."""
