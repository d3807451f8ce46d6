"""The states of a report and everything that leads from one to the next."""
