"""Lists that administrators bring as Excel files: people with their roles, departments."""
