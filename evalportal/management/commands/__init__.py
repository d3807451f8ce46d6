"""One command a file, named as scripts call it."""
