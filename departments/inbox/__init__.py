"""What a person was told: the list, what is read, and how they want to be mailed."""
