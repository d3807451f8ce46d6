"""A sent report laid out for reading: tables and text by section, each spot with its place, and what changed."""
