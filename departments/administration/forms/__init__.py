"""The forms of the administration pages: they read what was typed; the actions decide whether it is allowed."""
