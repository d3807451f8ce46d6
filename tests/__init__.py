"""The tests, one file or folder per topic, with the settings and the fixtures that they share."""
