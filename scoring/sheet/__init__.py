"""The clerk's score sheet in the browser: rows with their traces, answers in place, what-if."""
