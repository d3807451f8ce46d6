"""What waits for the person who is signed in: by role, the most urgent first, and the cover page of one report."""
