"""The reviewer's pages: what waits, report and score sheet on one screen, autosave, steps, files."""
