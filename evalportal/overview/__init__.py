"""The bureau's view of a campaign: states and deadlines, scores and losses, reminders, one unit over the years."""
