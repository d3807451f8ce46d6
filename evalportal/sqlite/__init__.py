"""The portal's own database backend for SQLite, found by its name in the settings; what is special stands in `base`."""
