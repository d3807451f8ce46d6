"""The code on a settled report, and the public page that says what it stands for."""
